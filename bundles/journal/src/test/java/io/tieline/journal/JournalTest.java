package io.tieline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.DeviceImage;
import io.tieline.model.Event;
import io.tieline.model.Quality;
import io.tieline.model.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private final Path directory;
    private final JournalBench bench = new JournalBench();

    JournalTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void samplesAndEventsComeBackInOrderWithQualityAndText() {
        Journal journal = bench.open(directory);
        bench.put(journal, "cab-01", JournalBench.START, 1, 50.5);
        bench.put(journal, "cab-01", JournalBench.START + 1000, 1, 50.6);
        DeviceImage cabinet = bench.image.device("cab-01").orElseThrow();
        cabinet.target().begin(JournalBench.START + 2000);
        cabinet.target().putBad(0, Quality.BAD_SENTINEL);
        cabinet.target().putText(1, "charging");
        cabinet.target().commit();
        JournalBench.flush(journal);
        journal.append(Event.state(JournalBench.START + 3000, "control", "holds"))
                .toCompletableFuture()
                .join();

        Batch batch = journal.cursor("uplink").next(100);

        Samples samples = (Samples) batch.entries().get(0);
        assertThat(samples.device()).isEqualTo("cab-01");
        assertThat(samples.size()).isEqualTo(4);
        assertThat(samples.point(0)).isEqualTo("battery.soc");
        assertThat(samples.value(1)).isEqualTo(50.6);
        assertThat(samples.utcMillis(1)).isEqualTo(JournalBench.START + 1000);
        assertThat(samples.quality(2)).isEqualTo(Quality.BAD_SENTINEL);
        assertThat(samples.text(3)).isEqualTo("charging");
        assertThat(batch.entries().get(1)).isInstanceOfSatisfying(RecordedEvent.class, event -> assertThat(
                        event.event().sentence())
                .isEqualTo("holds"));
    }

    @Test
    void unchangedValuesAreRecordedOnlyAfterTheLongestSilence() {
        Journal journal = bench.open(directory);
        for (int second = 0; second <= 120; second++) {
            bench.put(journal, "cab-01", JournalBench.START + second * 1000L, 1, 50.5);
        }
        assertThat(journal.status().recorded()).isEqualTo(3);
    }

    @Test
    void aDegradedValueIsRecordedAtTheTimeItBecameWorse() {
        Journal journal = bench.open(directory);
        bench.put(journal, "cab-01", JournalBench.START, 1, 50.5);
        bench.clock.utcMillis = JournalBench.START + 9000;
        bench.image.device("cab-01").orElseThrow().degrade(Quality.BAD_NO_CONNECTION, bench.clock.utcMillis);
        JournalBench.flush(journal);
        Samples samples = (Samples) journal.cursor("x").next(9).entries().get(0);
        assertThat(samples.utcMillis(1)).isEqualTo(JournalBench.START + 9000);
        assertThat(samples.quality(1)).isEqualTo(Quality.BAD_NO_CONNECTION);
    }

    @Test
    void aValueThatIsNotReadAnewIsNotRecordedAnew() {
        Journal journal = bench.open(directory);
        DeviceImage cabinet = bench.image.device("cab-01").orElseThrow();
        bench.put(journal, "cab-01", JournalBench.START, 1, 50.5);
        bench.clock.utcMillis = JournalBench.START + Duration.ofHours(1).toMillis();
        cabinet.degrade(Quality.UNCERTAIN_STALE, bench.clock.utcMillis);
        for (int again = 0; again < 3; again++) {
            cabinet.degrade(Quality.UNCERTAIN_STALE, bench.clock.utcMillis);
        }
        assertThat(journal.status().recorded())
                .as("once as it was read, once as it became worse")
                .isEqualTo(2);
    }

    @Test
    void aCursorResumesAfterARestartAndSkipsWhatWasAcknowledgedOutOfTurn() {
        Journal journal = bench.open(directory);
        for (int i = 0; i < 10; i++) {
            bench.put(journal, "cab-01", JournalBench.START + i * 1000L, 1, i + 0.5);
        }
        JournalBench.flush(journal);
        Cursor cursor = journal.cursor("uplink");
        assertThat(cursor.next(4).samples()).isEqualTo(4);
        cursor.commit(3);
        cursor.commit(6, 8);
        journal.close();

        Journal again = bench.open(directory);
        Cursor resumed = again.cursor("uplink");
        assertThat(resumed.position()).isEqualTo(3);
        assertThat(resumed.backlog()).isEqualTo(6);
        List<Double> values = new ArrayList<>();
        for (Batch batch = resumed.next(2); !batch.isEmpty(); batch = resumed.next(2)) {
            for (Entry entry : batch.entries()) {
                for (int i = 0; i < entry.size(); i++) {
                    values.add(((Samples) entry).value(i));
                }
            }
        }
        assertThat(values).containsExactly(2.5, 3.5, 4.5, 7.5, 8.5, 9.5);
        resumed.rewind();
        assertThat(resumed.next(1).from()).isEqualTo(3);
    }

    @Test
    void eventsKeepTheirDetailTypesAndAreFoundByKindAndTime() {
        Journal journal = bench.open(directory);
        Map<String, Object> detail =
                Map.of("watts", 5.0, "count", 5L, "on", true, "list", List.of("a", 1L), "map", Map.of("x", 1e10));
        journal.append(new Event(JournalBench.START, Event.Kind.COMMAND, Severity.INFO, "cab-01", "sent", detail))
                .toCompletableFuture()
                .join();
        journal.append(Event.state(JournalBench.START + 1, "control", "state"))
                .toCompletableFuture()
                .join();
        List<RecordedEvent> commands =
                journal.events(JournalBench.START, JournalBench.START + 1, 10, Set.of(Event.Kind.COMMAND));
        assertThat(commands).hasSize(1);
        assertThat(commands.get(0).event().detail()).isEqualTo(detail);
        assertThat(journal.events(JournalBench.START, JournalBench.START + 2, 10, Set.of()))
                .hasSize(2);
    }

    @Test
    void aSeriesSumsUpInSteps() {
        Journal journal = bench.open(directory);
        for (int second = 0; second < 60; second++) {
            bench.put(journal, "cab-01", JournalBench.START + second * 1000L, 1, second);
        }
        JournalBench.flush(journal);
        Series series = journal.series("cab-01", "battery.soc", JournalBench.START, JournalBench.START + 60_000, 6);
        assertThat(series.steps()).hasSize(6);
        assertThat(series.steps().get(1)).isEqualTo(new Series.Step(JournalBench.START + 10_000, 10, 19, 14.5, 19, 10));
        assertThat(journal.series("nobody", "battery.soc", JournalBench.START, JournalBench.START + 1, 1)
                        .steps())
                .isEmpty();
    }

    @Test
    void aPointIsKnownAsOfAnyTime() {
        Journal journal = bench.open(directory);
        for (int second = 0; second < 30; second++) {
            bench.put(journal, "cab-01", JournalBench.START + second * 1000L, 1, second);
            if (second % 4 == 3) {
                JournalBench.flush(journal);
            }
        }
        JournalBench.flush(journal);
        String soc = "cab-01/battery.soc";
        assertThat(journal.asOf(List.of(soc), JournalBench.START - 1)).isEmpty();
        assertThat(journal.asOf(List.of(soc, "nobody/x", "slashless"), JournalBench.START + 17_999))
                .containsExactly(new Held(soc, JournalBench.START + 17_000, 17, Quality.GOOD, null));
        assertThat(journal.asOf(List.of(soc), JournalBench.START + 20_000))
                .extracting(Held::value)
                .containsExactly(20.0);
        assertThat(journal.asOf(List.of(soc), Long.MAX_VALUE))
                .extracting(Held::value)
                .containsExactly(29.0);
        assertThat(journal.asOf(List.of("cab-01/battery.power"), Long.MAX_VALUE))
                .isEmpty();
    }

    @Test
    void theDiskBudgetTakesTheOldestSamplesAndLeavesEveryEvent() {
        Journal journal = Journal.open(
                directory, JournalSettings.standard().withMaximumBytes(1 << 20), bench.clock, bench.alarms);
        bench.opened.add(journal);
        Cursor cursor = journal.cursor("slow");
        Random random = new Random(1);
        for (int i = 0; i < 160; i++) {
            journal.accept(Event.state(JournalBench.START + i, "control", "event " + i));
            for (int n = 0; n < 60; n++) {
                double[] noise = random.doubles(50, 0, 1e6).toArray();
                bench.putAll(journal, "grid", JournalBench.START + i * 60_000L + n * 1000L, noise);
            }
            JournalBench.flush(journal);
        }
        assertThat(journal.status().bytes()).isLessThanOrEqualTo(1 << 20);
        assertThat(journal.status().events()).isGreaterThanOrEqualTo(160);
        assertThat(bench.reported).extracting(Event::detail).contains(Map.of("type", "journal.budget"));
        Batch rest = cursor.next(1_000_000);
        assertThat(rest.samples()).isPositive().isLessThan(160 * 60 * 50);
    }

    @Test
    void throughputSmoke() {
        Journal journal = bench.open(directory);
        Random random = new Random(42);
        int scans = 400;
        int points = 100;
        long begun = System.nanoTime();
        for (int scan = 0; scan < scans; scan++) {
            double[] noise = random.doubles(points).toArray();
            bench.putAll(journal, "grid", JournalBench.START + scan * 1000L, noise);
            if (scan % 10 == 9) {
                JournalBench.flush(journal);
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        JournalStatus status = journal.status();
        assertThat(status.dropped()).isZero();
        assertThat(status.written()).isEqualTo(status.recorded());
        System.out.printf(
                "RESULT journal-smoke bytes-per-sample=%.2f append-per-s=%.0f samples=%d%n",
                (double) status.bytes() / status.written(), status.written() / seconds, status.written());
    }
}
