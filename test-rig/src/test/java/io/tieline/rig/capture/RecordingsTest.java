package io.tieline.rig.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.study.LoadSeries;
import io.tieline.control.study.LoadTrace;
import io.tieline.control.study.StudyBattery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {

    private static final long START_OF_2016 = 24_193_440;
    private static final long START_OF_2017 = START_OF_2016 + 366 * 1440;

    private static Recording named(String name, long firstMinute) {
        return Recording.of(name, new LoadSeries(name, firstMinute, 15, new double[] {1, 2}, 0));
    }

    private static Recording named(String name) {
        return named(name, START_OF_2016);
    }

    @Test
    void yearsOfOneSiteBelongTogether() {
        assertThat(named("y2016-plant").isBefore(named("y2017-plant"))).isTrue();
        assertThat(named("y2016-plant").isBefore(named("y2018-plant"))).isFalse();
        assertThat(named("y2016-plant").isBefore(named("y2017-hall"))).isFalse();
    }

    @Test
    void aRecordingWithoutAYearInItsNameHasThatOfItsTimes() {
        assertThat(named("plant", START_OF_2016).isBefore(named("y2017-plant"))).isTrue();
        assertThat(named("plant", START_OF_2017).isBefore(named("y2017-plant"))).isFalse();
        assertThat(named("y2016-plant").isBefore(named("plant", START_OF_2017))).isTrue();
        assertThat(named("plant", START_OF_2016).isBefore(named("y2017-hall"))).isFalse();
    }

    @Test
    void theTunedThresholdIsFoundBetweenTheStepsOfTheGrid() {
        double[] minutes = new double[2 * 1440];
        Arrays.fill(minutes, 100);
        Arrays.fill(minutes, 600, 630, 1000);
        Arrays.fill(minutes, 2010, 2070, 1000);
        LoadTrace load = new LoadTrace("site", START_OF_2016, minutes);
        CaptureOptions options = new CaptureOptions(0.2, 1, 30, 0.2, 0, 1, ZoneOffset.UTC);
        StudyBattery battery = options.batteryFor(1000);
        Scale scale = Scale.whole(load.windows(30), battery, options);
        TunedThreshold tuned = TunedThreshold.search(load, scale, battery, options);
        // 160 Wh at the cells give 150 W for that hour; the grid alone finds 146 W.
        assertThat(tuned.capture()).isGreaterThan(0.98);
        assertThat(tuned.pair().shaveW()).isCloseTo(850, within(5.0));
    }

    @Test
    void whatIsNoLoadIsSkippedWithTheReason(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("fast.csv"), "0.0,329.9\n2.0,428.2\n");
        Files.writeString(folder.resolve("short.csv"), "24193440,1\n24193455,2\n");
        StringBuilder days = new StringBuilder("minute,kW\n");
        for (int quarter = 0; quarter < 36 * 96; quarter++) {
            days.append(24_193_440 + 15 * quarter).append(",10\n");
        }
        Files.writeString(folder.resolve("plant.csv"), days);
        Files.writeString(folder.resolve("idle.csv"), days.toString().replace(",10\n", ",0\n"));
        Recordings recordings = Recordings.in(folder);
        assertThat(recordings.loads()).extracting(Recording::name).containsExactly("plant");
        assertThat(recordings.skipped().get("fast.csv")).startsWith("line 1: expected");
        assertThat(recordings.skipped().get("idle.csv")).startsWith("it draws nothing");
        assertThat(recordings.skipped().get("short.csv")).startsWith("less than 2 days");
    }

    @Test
    void aThresholdPairGivesWhatIsAboveItUntilItIsEmptyAndFillsBelow() {
        double[] minutes = new double[180];
        Arrays.fill(minutes, 0, 60, 100);
        Arrays.fill(minutes, 60, 120, 300);
        LoadTrace load = new LoadTrace("site", 0, minutes);
        StudyBattery battery = new StudyBattery(100, 100, 1, 100);
        double[] reached = new ThresholdPair(200, 50).run(load, battery, 50, 30).watts();
        // 50 Wh are usable: half an hour at 100 W; then nothing until the load falls below 50 W.
        assertThat(reached[0]).isEqualTo(100);
        assertThat(reached[2]).isCloseTo(200, within(1e-6));
        assertThat(reached[3]).isCloseTo(300, within(1e-6));
        assertThat(reached[4]).isCloseTo(50, within(1e-6));
        assertThat(reached[5]).isCloseTo(50, within(1e-6));
    }
}
