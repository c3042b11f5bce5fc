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
                "1451606400,1    | 1451606460,2     | line 1: expected `minute-epoch,kW`",
                "24193440,1      | 24193440,2       | line 2: intervals must be 1 to 60 minutes",
                "24193440,1      | 24193560,2       | line 2: intervals must be 1 to 60 minutes, they are 120",
            })
    void whatIsNoLoadIsRefusedWithTheLine(String first, String second, String message) {
        assertThatThrownBy(() -> LoadSeries.parse("site", List.of(first, second)))
                .isInstanceOf(LoadFormatException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource({"1", "60"})
    void intervalsAreAMinuteToAnHour(long step) throws LoadFormatException {
        LoadSeries series = LoadSeries.parse("site", List.of("24193440,1", (24_193_440 + step) + ",2"));
        assertThat(series.stepMinutes()).isEqualTo(step);
        assertThat(series.firstMinute()).isEqualTo(24_193_440);
        assertThat(series.filled()).isZero();
    }

    @Test
    void aHoleOfAMonthIsFilledAndALongerOneIsAnotherRecord() throws LoadFormatException {
        long afterAMonth = 24_193_440 + 30 + 31 * 1440;
        assertThat(LoadSeries.parse("site", List.of("24193440,1", "24193455,2", afterAMonth + ",3"))
                        .filled())
                .isEqualTo(31 * 96);
        assertThatThrownBy(
                        () -> LoadSeries.parse("site", List.of("24193440,1", "24193455,2", (afterAMonth + 15) + ",3")))
                .hasMessageStartingWith("line 3: ");
    }

    @Test
    void aHoleAtTheBeginningIsAHole() throws LoadFormatException {
        LoadSeries series = LoadSeries.parse("site", List.of("24193440,1", "24193470,2", "24193485,3", "24193500,4"));
        assertThat(series.stepMinutes()).isEqualTo(15);
        assertThat(series.filled()).isEqualTo(1);
    }

    @Test
    void aLineBetweenTwoIntervalsIsRefused() {
        assertThatThrownBy(() -> LoadSeries.parse("site", List.of("24193440,1", "24193455,2", "24193471,3")))
                .hasMessageStartingWith("line 3: minute 24193471 does not follow");
    }

    @ParameterizedTest(name = "{0} is a share: {1}")
    @CsvSource({"0, true", "0.5, true", "-0.01, false", "0.51, false", "NaN, false"})
    void theNoiseIsAShareOfTheLoad(double sigma, boolean taken) {
        LoadSeries series = new LoadSeries("site", 24_193_440, 15, new double[] {1000}, 0);
        if (taken) {
            assertThat(series.toMinutes(sigma, 1).watts()).hasSize(15);
        } else {
            assertThatThrownBy(() -> series.toMinutes(sigma, 1)).hasMessageStartingWith("sigma: ");
        }
    }

    @Test
    void theNoiseIsAsStrongAsAskedForAndLastsMinutes() {
        double[] hours = new double[2_000];
        java.util.Arrays.fill(hours, 1000);
        double[] minutes = new LoadSeries("site", 24_193_440, 60, hours, 0)
                .toMinutes(0.1, 3)
                .watts();
        double squares = 0;
        double neighbours = 0;
        for (int i = 1; i < minutes.length; i++) {
            squares += (minutes[i] / 1000 - 1) * (minutes[i] / 1000 - 1);
            neighbours += (minutes[i] / 1000 - 1) * (minutes[i - 1] / 1000 - 1);
        }
        assertThat(Math.sqrt(squares / minutes.length)).isCloseTo(0.1, within(0.007));
        assertThat(neighbours / squares)
                .as("exp(-1/3) less what keeping the mean takes")
                .isCloseTo(StrictMath.exp(-1 / 3.0), within(0.04));
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
