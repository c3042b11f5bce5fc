package io.tieline.journal;

import static io.tieline.journal.RecordedSite.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.journal.block.SampleColumns;
import io.tieline.journal.block.StepSums;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgeingTest {

    private final Path directory;

    AgeingTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void theOldestSamplesBecomeCoarserBeforeAnyGoAndEventsStay() {
        JournalSettings settings = JournalSettings.standard()
                .withBlockEvery(Duration.ofHours(1))
                .withMaximumSilence(Duration.ZERO)
                .withMergedRounds(4)
                .withMaximumBytes(2 << 20);
        Random random = new Random(5);
        try (RecordedSite site = new RecordedSite(directory, 2, 50, settings)) {
            int seconds = 0;
            for (; seconds < 40_000 && !site.alarms.stands("journal", "journal.budget"); seconds++) {
                site.read((device, point, time) -> 500 + random.nextInt(200));
                if (seconds % 20 == 19) {
                    site.event("event " + seconds);
                    site.flush();
                }
            }
            for (int i = 0; i < 4000; i++) {
                site.read((device, point, time) -> 500 + random.nextInt(200));
                if (i % 20 == 19) {
                    site.flush();
                }
            }
            assertThat(site.journal().status().bytes()).isLessThanOrEqualTo(2 << 20);
            assertThat(site.alarms.stands("journal", "journal.budget")).isTrue();
            Series first = site.journal().series("pdu-00", "outlet.7.power", START, START + 60_000, 60);
            assertThat(first.steps()).isNotEmpty().hasSizeLessThan(7);
            assertThat(first.steps().get(0).samples()).isGreaterThanOrEqualTo(10);
            assertThat(first.steps().get(0).min())
                    .isLessThan(first.steps().get(0).max());
            long end = START + (seconds + 4000) * 1000L;
            assertThat(site.journal()
                            .series("pdu-01", "outlet.7.power", end - 60_000, end, 60)
                            .steps())
                    .hasSize(60);
            assertThat(site.journal().lastEvents(10_000)).hasSize(seconds / 20);
        }
    }

    @Test
    void howeverMuchRoomEventsTakeNothingGoesThatHasNotBecomeStepsOfAMinute() {
        JournalSettings settings = JournalSettings.standard()
                .withBlockEvery(Duration.ofHours(1))
                .withMaximumSilence(Duration.ZERO)
                .withMergedRounds(2)
                .withMaximumBytes(5 << 19);
        Random random = new Random(6);
        int seconds = 30_000;
        try (RecordedSite site = new RecordedSite(directory, 1, 60, settings)) {
            for (int second = 1; second <= seconds; second++) {
                site.read((device, point, time) -> 500 + random.nextInt(50));
                if (second % 20 == 0) {
                    site.event("what takes room ".repeat(60) + second);
                    site.flush();
                }
            }
        }
        try (JournalFile file = JournalFile.open(directory)) {
            JournalInfo info = file.info();
            assertThat(info.events()).isEqualTo(seconds / 20);
            assertThat(info.zones().stream().map(JournalInfo.Zone::stepMillis)).containsExactly(0, 10_000, 60_000);
            assertThat(info.beginsUtcMillis())
                    .as("some had to go")
                    .isGreaterThan(START)
                    .isEqualTo(info.zones().get(2).beginsUtcMillis());
        }
    }

    @Test
    void sixtySecondStepsOfTenSecondStepsAreThoseOfTheSamples() {
        SampleColumns samples = new SampleColumns(16);
        Random random = new Random(9);
        for (int second = 0; second < 300; second++) {
            for (int point = 0; point < 3; point++) {
                samples.add(point, START + second * 1000L, Math.rint(random.nextDouble() * 100), (byte) 0, null);
            }
        }
        SampleColumns once = new StepSums(60_000).of(samples, 3);
        StepSums ten = new StepSums(10_000);
        SampleColumns twice = new StepSums(60_000).ofSteps(ten.of(samples, 3), 3);
        assertThat(twice.size())
                .isEqualTo(once.size())
                .isEqualTo(Math.toIntExact(List.of(1, 2, 3).size() * 5L * 5));
        for (int i = 0; i < once.size(); i++) {
            assertThat(twice.point(i)).isEqualTo(once.point(i));
            assertThat(twice.utcMillis(i)).isEqualTo(once.utcMillis(i));
            assertThat(twice.value(i)).isCloseTo(once.value(i), org.assertj.core.data.Offset.offset(0.02));
        }
    }
}
