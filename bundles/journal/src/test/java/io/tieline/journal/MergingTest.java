package io.tieline.journal;

import static io.tieline.journal.RecordedSite.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergingTest {

    private static final int DEVICES = 3;
    private static final int POINTS = 4;

    private final Path directory;

    MergingTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private static double value(int device, int point, long utcMillis) {
        return device * 1000 + point * 100 + utcMillis / 1000 % 97;
    }

    /** Sample identity: device, point, time; each maps to one value. */
    private static List<String> drain(Cursor cursor, int atOnce, Random acknowledge) {
        List<String> seen = new ArrayList<>();
        for (Batch batch = cursor.next(atOnce); !batch.isEmpty(); batch = cursor.next(atOnce)) {
            long position = batch.from();
            for (Entry entry : batch.entries()) {
                assertThat(entry.position()).isGreaterThanOrEqualTo(position);
                position = entry.position() + entry.size();
                if (entry instanceof Samples samples) {
                    for (int i = 0; i < samples.size(); i++) {
                        seen.add(samples.device() + " " + samples.point(i) + " " + samples.utcMillis(i) + " "
                                + samples.value(i));
                    }
                } else {
                    seen.add(((RecordedEvent) entry).event().sentence());
                }
            }
            assertThat(position).isLessThanOrEqualTo(batch.to());
            if (acknowledge.nextBoolean()) {
                cursor.commit(batch.from(), batch.to());
            }
        }
        return seen;
    }

    private static List<String> expected(int seconds, boolean events) {
        List<String> all = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            for (int device = 0; device < DEVICES; device++) {
                for (int point = 0; point < POINTS; point++) {
                    long time = START + second * 1000L;
                    all.add(RecordedSite.name(device) + " outlet." + (point + 1) + ".power " + time + " "
                            + value(device, point, time));
                }
            }
            if (events) {
                all.add("event " + second);
            }
        }
        return all;
    }

    @Test
    void mergedBlocksHoldTheSameSamplesAndEventsKeepTheirPlaces() {
        try (RecordedSite site = new RecordedSite(directory, DEVICES, POINTS)) {
            for (int second = 0; second < 100; second++) {
                site.read(MergingTest::value);
                site.flush();
                site.event("event " + second);
            }
            site.flush();
            JournalStatus status = site.journal().status();
            assertThat(status.blocks()).isLessThan(100 * DEVICES / 3);
            assertThat(drain(site.journal().cursor("a"), 7, new Random(1)))
                    .containsExactlyInAnyOrderElementsOf(expected(100, true));
            site.restart();
            assertThat(drain(site.journal().cursor("b"), 1000, new Random(2)))
                    .containsExactlyInAnyOrderElementsOf(expected(100, true));
        }
    }

    @Test
    void whatAReaderHasAcknowledgedOrHoldsIsNeitherLostNorSeenTwice() {
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            List<String> seen = new ArrayList<>();
            try (RecordedSite site = new RecordedSite(directory.resolve("seed-" + seed), DEVICES, POINTS)) {
                Cursor cursor = site.journal().cursor("uplink");
                List<Batch> held = new ArrayList<>();
                for (int second = 0; second < 60; second++) {
                    site.read(MergingTest::value);
                    site.flush();
                    if (random.nextInt(3) == 0) {
                        Batch batch = cursor.next(1 + random.nextInt(20));
                        held.add(batch);
                    }
                    if (!held.isEmpty() && random.nextInt(4) == 0) {
                        Batch batch = held.remove(random.nextInt(held.size()));
                        note(batch, seen);
                        cursor.commit(batch.from(), batch.to());
                    }
                }
                held.forEach(batch -> {
                    note(batch, seen);
                    cursor.commit(batch.from(), batch.to());
                });
                site.flush();
                cursor.rewind();
                seen.addAll(drain(cursor, 13, random));
            }
            assertThat(seen).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected(60, false));
        }
    }

    private static void note(Batch batch, List<String> seen) {
        for (Entry entry : batch.entries()) {
            Samples samples = (Samples) entry;
            for (int i = 0; i < samples.size(); i++) {
                seen.add(samples.device() + " " + samples.point(i) + " " + samples.utcMillis(i) + " "
                        + samples.value(i));
            }
        }
    }

    @Test
    void aSeriesIsTheSameFromSummariesAsFromSamples() {
        try (RecordedSite site = new RecordedSite(directory, 1, 2)) {
            for (int second = 0; second < 4 * 900; second++) {
                site.read((device, point, time) -> Math.rint(Math.sin(time / 1e6) * 1000) / 10);
                if (second % 5 == 4) {
                    site.flush();
                }
            }
            long to = START + 4 * 900_000;
            Series quarters = site.journal().series("pdu-00", "outlet.2.power", START, to, 4);
            Series fine = site.journal().series("pdu-00", "outlet.2.power", START, to, 3600);
            assertThat(quarters.steps()).hasSize(4);
            assertThat(fine.steps()).hasSize(3600);
            for (int quarter = 0; quarter < 4; quarter++) {
                List<Series.Step> seconds = fine.steps().subList(quarter * 900, quarter * 900 + 900);
                Series.Step step = quarters.steps().get(quarter);
                assertThat(step.samples()).isEqualTo(900);
                assertThat(step.min())
                        .isEqualTo(seconds.stream()
                                .mapToDouble(Series.Step::min)
                                .min()
                                .orElseThrow());
                assertThat(step.max())
                        .isEqualTo(seconds.stream()
                                .mapToDouble(Series.Step::max)
                                .max()
                                .orElseThrow());
                assertThat(step.last()).isEqualTo(seconds.get(899).last());
                assertThat(step.mean())
                        .isCloseTo(
                                seconds.stream()
                                        .mapToDouble(Series.Step::mean)
                                        .average()
                                        .orElseThrow(),
                                org.assertj.core.data.Offset.offset(1e-3));
            }
        }
    }

    /** Three days of a device that is read every half minute, so that quarters of an hour are put together to a day. */
    @Test
    void aSeriesIsTheSameFromDigests() throws SQLException {
        JournalSettings settings = JournalSettings.standard()
                .withBlockEvery(Duration.ofHours(1))
                .withMaximumSilence(Duration.ZERO)
                .withMergedRounds(2);
        int readings = 3 * 2880;
        try (RecordedSite site = new RecordedSite(directory, 1, 2, settings)) {
            for (int reading = 0; reading < readings; reading++) {
                site.read((device, point, time) -> Math.rint(Math.sin(time / 1e7) * 1000) / 10);
                site.clock.utcMillis += 29_000;
                // Thirty blocks are the half of an hour in which one summary is written.
                if (reading % 2 == 1) {
                    site.flush();
                }
            }
            assertThat(count("digest")).isPositive();
            assertThat(count("summary")).isGreaterThan(count("digest") * Digests.SUMMARIES);
            long from = START + 7 * 3_600_000;
            int quarters = 65 * 4;
            long to = from + quarters * 900_000L;
            Series coarse = site.journal().series("pdu-00", "outlet.2.power", from, to, quarters);
            Series fine = site.journal().series("pdu-00", "outlet.2.power", from, to, quarters * 30);
            assertThat(coarse.steps()).hasSize(quarters);
            assertThat(fine.steps()).hasSize(quarters * 30);
            for (int quarter = 0; quarter < quarters; quarter++) {
                List<Series.Step> samples = fine.steps().subList(quarter * 30, quarter * 30 + 30);
                Series.Step step = coarse.steps().get(quarter);
                assertThat(step.samples()).isEqualTo(30);
                assertThat(step.last()).isEqualTo(samples.get(29).last());
                assertThat(step.min())
                        .isEqualTo(samples.stream()
                                .mapToDouble(Series.Step::min)
                                .min()
                                .orElseThrow());
            }
        }
    }

    private long count(String table) throws SQLException {
        try (Connection connection = new Database(directory).openForReading();
                Statement statement = connection.createStatement()) {
            return Database.number(statement, "SELECT count(*) FROM " + table);
        }
    }
}
