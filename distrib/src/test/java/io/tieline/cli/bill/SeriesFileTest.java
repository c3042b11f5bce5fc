package io.tieline.cli.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.cli.outcome.CliException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesFileTest {

    private static final long APRIL = 28_531_620;

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void timesAreMinutesOrIsoWithOrWithoutOffset() {
        SeriesFile minutes = SeriesFile.parse("x", List.of("time,kW", "28531620,1", "28531635;2", ""), BERLIN);
        SeriesFile offset = SeriesFile.parse("x", List.of("2024-04-01T00:00+09:00,1", "2024-03-31T15:15Z,2"), BERLIN);
        SeriesFile local = SeriesFile.parse("x", List.of("2024-03-31 17:00,1", "2024-03-31 17:15:00,2"), BERLIN);
        for (SeriesFile series : List.of(minutes, offset, local)) {
            assertThat(series.startEpochSecond()).isEqualTo(APRIL * 60);
            assertThat(series.stepSeconds()).isEqualTo(900);
            assertThat(series.columns()).isDeepEqualTo(new double[][] {{1, 2}});
        }
    }

    @Test
    void theHourThatComesTwiceIsReadTwice() {
        List<String> lines = new ArrayList<>();
        for (String hour : List.of("01", "02", "02", "03")) {
            lines.add("2024-10-27T" + hour + ":00," + lines.size());
        }
        SeriesFile series = SeriesFile.parse("x", lines, BERLIN);
        assertThat(series.stepSeconds()).isEqualTo(3600);
        assertThat(series.columns()).isDeepEqualTo(new double[][] {{0, 1, 2, 3}});
    }

    @Test
    void aHoleIsNotANumberAndNonsenseIsNamedByItsLine() {
        SeriesFile holed = SeriesFile.parse("x", List.of("28531620,1,5", "28531635,2,6", "28531665,4,"), BERLIN);
        assertThat(Arrays.deepToString(holed.columns())).isEqualTo("[[1.0, 2.0, NaN, 4.0], [5.0, 6.0, NaN, NaN]]");
        refused("x:2: expected a value, and a time later", "28531620,1", "28531620,2");
        refused("x:2: expected time,value", "28531620,1", "noon,2");
        refused("x:2: expected time,value", "28531620,1", "28531635,two");
        refused("x:3: expected 1 values after a time in steps of 900 s", "28531620,1", "28531635,2", "28531651,3");
        refused("x:3: expected 1 values", "28531620,1", "28531635,2", "28531650,3,4");
        refused("at least two lines", "28531620,1");
        refused("x:3: the file reaches over more than ten years", "0,1", "1,2", "28531651,3");
    }

    @Test
    void filesAsOfficeProgramsAndMetersWriteThem() {
        SeriesFile office =
                SeriesFile.parse("x", List.of("\uFEFF\"time\";\"kW\"", "28531620;1,5", "28531635;2,25"), BERLIN);
        assertThat(office.columns()).isDeepEqualTo(new double[][] {{1.5, 2.25}});
        refused("x:1: 1711897200 minutes since 1970 are beyond the year 2100", "1711897200,1", "1711898100,2");
        refused("x:2: Infinity is no load", "28531620,1", "28531635,Infinity");
        refused("x:2: -1e12 is no load", "28531620,1", "28531635,-1e12");
        refused(
                "x:3: expected 1 values after a time in steps of 900 s",
                "28531620,1",
                "28531635,2",
                "28531636,3",
                "28531650,4",
                "28531665,5");
    }

    private static void refused(String message, String... lines) {
        assertThatThrownBy(() -> SeriesFile.parse("x", List.of(lines), BERLIN))
                .isInstanceOf(CliException.class)
                .hasMessageContaining(message);
    }
}
