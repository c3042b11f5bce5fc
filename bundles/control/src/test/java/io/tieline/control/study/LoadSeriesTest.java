package io.tieline.control.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadSeriesTest {

    @Test
    void aHeaderIsPassedOverAndAHoleIsFilledWithTheValueBeforeIt() throws LoadFormatException {
        LoadSeries series =
                LoadSeries.parse("site", List.of("minute,kW", "24193440,10.5", "24193455, 11", "", "24193500,12"));
        assertThat(series.watts()).containsExactly(10_500, 11_000, 11_000, 11_000, 12_000);
        assertThat(series.stepMinutes()).isEqualTo(15);
        assertThat(series.filled()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} / {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0.0,329.9       | 2.0,428.2        | line 1: expected `minute-epoch,kW`",
                "0,329.9         | 2,428.2          | line 1: expected `minute-epoch,kW`",
                "24193440,1      | 24193455,NaN     | line 2: expected `minute-epoch,kW`",
                "24193440,1      | 24193440,2       | line 2: intervals must be 1 to 60 minutes",
                "24193440,1      | 24193560,2       | line 2: intervals must be 1 to 60 minutes, this one is 120",
            })
    void whatIsNoLoadIsRefusedWithTheLine(String first, String second, String message) {
        assertThatThrownBy(() -> LoadSeries.parse("site", List.of(first, second)))
                .isInstanceOf(LoadFormatException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void timeThatGoesBackIsRefused() {
        assertThatThrownBy(() -> LoadSeries.parse("site", List.of("24193440,1", "24193455,2", "24193440,3")))
                .hasMessageStartingWith("line 3: minute 24193440 does not follow");
    }

    @Test
    void noiseKeepsTheMeanOfEveryIntervalAndIsTheSameForTheSameSeed() {
        LoadSeries series = new LoadSeries("site", 24_193_440, 15, new double[] {1000, 5000, 200}, 0);
        LoadTrace trace = series.toMinutes(0.1, 7);
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            double lowest = Double.MAX_VALUE;
            for (int m = i * 15; m < i * 15 + 15; m++) {
                sum += trace.watts()[m];
                lowest = Math.min(lowest, trace.watts()[m]);
            }
            assertThat(sum / 15).isCloseTo(series.watts()[i], within(1e-6));
            assertThat(lowest).isLessThan(series.watts()[i] * 0.99);
        }
        assertThat(series.toMinutes(0.1, 7).watts()).isEqualTo(trace.watts());
        assertThat(series.toMinutes(0.1, 8).watts()).isNotEqualTo(trace.watts());
    }

    @Test
    void windowsAreWholeAndAligned() {
        LoadTrace trace = new LoadSeries("site", 24_193_455, 15, new double[] {1, 2, 4, 6, 8, 9}, 0).toMinutes(0, 1);
        WindowMeans windows = trace.windows(30);
        assertThat(windows.firstMinute()).isEqualTo(24_193_470);
        assertThat(windows.watts()).containsExactly(3, 7);
    }
}
