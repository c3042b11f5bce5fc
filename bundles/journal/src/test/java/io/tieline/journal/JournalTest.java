package io.tieline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.Event;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final long START = 1_760_000_000_000L;

    private final Path directory;

    private final List<Event> reported = new ArrayList<>();
    private final SettableClock clock = new SettableClock();
    private final AlarmBoard alarms = new AlarmBoard(clock, reported::add);
    private final LiveImage image = new LiveImage(
            List.of(new Device(0, "cab-01", DeviceKind.BATTERY), new Device(1, "grid", DeviceKind.METER)));
    private final List<Journal> opened = new ArrayList<>();

    JournalTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void close() {
        opened.forEach(Journal::close);
    }

    @Test
    void samplesAndEventsComeBackInOrderWithQualityAndText() {
        Journal journal = open(directory);
        put(journal, "cab-01", START, 1, 50.5);
        put(journal, "cab-01", START + 1000, 1, 50.6);
        DeviceImage cabinet = image.device("cab-01").orElseThrow();
        cabinet.target().begin(START + 2000);
        cabinet.target().putBad(0, Quality.BAD_SENTINEL);
        cabinet.target().putText(1, "charging");
        cabinet.target().commit();
        flush(journal);
        journal.append(Event.state(START + 3000, "control", "holds"))
                .toCompletableFuture()
                .join();

        Batch batch = journal.cursor("uplink").next(100);

        Samples samples = (Samples) batch.entries().get(0);
        assertThat(samples.device()).isEqualTo("cab-01");
        assertThat(samples.size()).isEqualTo(4);
        assertThat(samples.point(0)).isEqualTo("battery.soc");
        assertThat(samples.value(1)).isEqualTo(50.6);
        assertThat(samples.utcMillis(1)).isEqualTo(START + 1000);
        assertThat(samples.quality(2)).isEqualTo(Quality.BAD_SENTINEL);
        assertThat(samples.text(3)).isEqualTo("charging");
        assertThat(batch.entries().get(1)).isInstanceOfSatisfying(RecordedEvent.class, event -> assertThat(
                        event.event().sentence())
                .isEqualTo("holds"));
    }

    @Test
    void unchangedValuesAreRecordedOnlyAfterTheLongestSilence() {
        Journal journal = open(directory);
        for (int second = 0; second <= 120; second++) {
            put(journal, "cab-01", START + second * 1000L, 1, 50.5);
        }
        assertThat(journal.status().recorded()).isEqualTo(3);
    }

    @Test
    void aDegradedValueIsRecordedAtTheTimeItBecameWorse() {
        Journal journal = open(directory);
        put(journal, "cab-01", START, 1, 50.5);
        clock.utcMillis = START + 9000;
        image.device("cab-01").orElseThrow().degrade(Quality.BAD_NO_CONNECTION, clock.utcMillis);
        flush(journal);
        Samples samples = (Samples) journal.cursor("x").next(9).entries().get(0);
        assertThat(samples.utcMillis(1)).isEqualTo(START + 9000);
        assertThat(samples.quality(1)).isEqualTo(Quality.BAD_NO_CONNECTION);
    }

    @Test
    void aValueThatIsNotReadAnewIsNotRecordedAnew() {
        Journal journal = open(directory);
        DeviceImage cabinet = image.device("cab-01").orElseThrow();
        put(journal, "cab-01", START, 1, 50.5);
        clock.utcMillis = START + Duration.ofHours(1).toMillis();
        cabinet.degrade(Quality.UNCERTAIN_STALE, clock.utcMillis);
        for (int again = 0; again < 3; again++) {
            cabinet.degrade(Quality.UNCERTAIN_STALE, clock.utcMillis);
        }
        assertThat(journal.status().recorded())
                .as("once as it was read, once as it became worse")
                .isEqualTo(2);
    }

    @Test
    void aCursorResumesAfterARestartAndSkipsWhatWasAcknowledgedOutOfTurn() {
        Journal journal = open(directory);
        for (int i = 0; i < 10; i++) {
            put(journal, "cab-01", START + i * 1000L, 1, i + 0.5);
        }
        flush(journal);
        Cursor cursor = journal.cursor("uplink");
        assertThat(cursor.next(4).samples()).isEqualTo(4);
        cursor.commit(3);
        cursor.commit(6, 8);
        journal.close();

        Journal again = open(directory);
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
    void filesCopiedInTheMiddleOfWritingOpenWithEverythingThatWasCommitted() throws IOException {
        Journal journal = open(directory.resolve("live"));
        for (int cut = 0; cut < 5; cut++) {
            put(journal, "cab-01", START + cut * 1000L, 1, cut);
            flush(journal);
            journal.append(Event.state(START + cut, "control", "event " + cut))
                    .toCompletableFuture()
                    .join();
            put(journal, "grid", START + cut * 1000L, 1, cut);
            Path copy = Files.createDirectories(directory.resolve("cut-" + cut));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("live"), "journal.db*")) {
                for (Path file : files) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            Journal survivor = open(copy);
            assertThat(survivor.status().state()).isEqualTo(JournalStatus.State.RECORDING);
            assertThat(survivor.lastEvents(100)).hasSize(cut + 1);
            assertThat(survivor.cursor("check").next(1000).samples()).isGreaterThanOrEqualTo(cut + 1);
            survivor.close();
        }
        assertThat(alarms.standing()).isEmpty();
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAsideAndRecordingGoesOn() throws IOException {
        Files.writeString(directory.resolve("journal.db"), "this is no database ".repeat(500), StandardCharsets.UTF_8);
        Journal journal = open(directory);
        put(journal, "cab-01", START, 1, 50.5);
        flush(journal);
        assertThat(journal.status().state()).isEqualTo(JournalStatus.State.RECORDING);
        assertThat(journal.status().written()).isEqualTo(1);
        assertThat(alarms.stands("journal", "journal.damaged")).isTrue();
        try (DirectoryStream<Path> aside = Files.newDirectoryStream(directory, "journal.db.damaged-*")) {
            assertThat(aside).isNotEmpty();
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeRaisesAnAlarmAndRecordingStartsOnceItCan() throws IOException {
        Path occupied = Files.writeString(directory.resolve("data"), "a file where the directory should be");
        Journal journal = open(occupied);
        put(journal, "cab-01", START, 1, 50.5);
        CompletableFuture<Long> event =
                journal.append(Event.state(START, "control", "during")).toCompletableFuture();
        Awaitility.await().until(event::isCompletedExceptionally);
        assertThat(journal.status().state()).isEqualTo(JournalStatus.State.FAILED);
        assertThat(alarms.stands("journal", "journal.failed")).isTrue();
        assertThat(journal.lastEvents(5)).isEmpty();

        Files.delete(occupied);
        flush(journal);

        assertThat(journal.status().state()).isEqualTo(JournalStatus.State.RECORDING);
        assertThat(alarms.stands("journal", "journal.failed")).isFalse();
        assertThat(journal.status().written()).isEqualTo(1);
        assertThat(journal.lastEvents(5)).hasSize(1);
    }

    @Test
    void aStalledDiskCostsCountedSamplesAndAnAlarmButNeverBlocks() throws IOException {
        Journal journal = open(Files.writeString(directory.resolve("data"), "occupied"));
        for (int i = 0; i < 5000; i++) {
            put(journal, "cab-01", START + i * 1000L, 1, i);
        }
        JournalStatus status = journal.status();
        assertThat(status.dropped()).isPositive();
        assertThat(status.recorded() + status.dropped()).isEqualTo(5000);
        Awaitility.await().until(() -> alarms.stands("journal", "journal.overrun") || !reported.isEmpty());
    }

    @Test
    void eventsKeepTheirDetailTypesAndAreFoundByKindAndTime() {
        Journal journal = open(directory);
        Map<String, Object> detail =
                Map.of("watts", 5.0, "count", 5L, "on", true, "list", List.of("a", 1L), "map", Map.of("x", 1e10));
        journal.append(new Event(START, Event.Kind.COMMAND, Severity.INFO, "cab-01", "sent", detail))
                .toCompletableFuture()
                .join();
        journal.append(Event.state(START + 1, "control", "state"))
                .toCompletableFuture()
                .join();
        List<RecordedEvent> commands = journal.events(START, START + 1, 10, Set.of(Event.Kind.COMMAND));
        assertThat(commands).hasSize(1);
        assertThat(commands.get(0).event().detail()).isEqualTo(detail);
        assertThat(journal.events(START, START + 2, 10, Set.of())).hasSize(2);
    }

    @Test
    void aSeriesSumsUpInSteps() {
        Journal journal = open(directory);
        for (int second = 0; second < 60; second++) {
            put(journal, "cab-01", START + second * 1000L, 1, second);
        }
        flush(journal);
        Series series = journal.series("cab-01", "battery.soc", START, START + 60_000, 6);
        assertThat(series.steps()).hasSize(6);
        assertThat(series.steps().get(1)).isEqualTo(new Series.Step(START + 10_000, 10, 19, 14.5, 19, 10));
        assertThat(journal.series("nobody", "battery.soc", START, START + 1, 1).steps())
                .isEmpty();
    }

    @Test
    void aPointIsKnownAsOfAnyTime() {
        Journal journal = open(directory);
        for (int second = 0; second < 30; second++) {
            put(journal, "cab-01", START + second * 1000L, 1, second);
            if (second % 4 == 3) {
                flush(journal);
            }
        }
        flush(journal);
        String soc = "cab-01/battery.soc";
        assertThat(journal.asOf(List.of(soc), START - 1)).isEmpty();
        assertThat(journal.asOf(List.of(soc, "nobody/x", "slashless"), START + 17_999))
                .containsExactly(new Held(soc, START + 17_000, 17, Quality.GOOD, null));
        assertThat(journal.asOf(List.of(soc), START + 20_000))
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
        Journal journal = Journal.open(directory, JournalSettings.standard().withMaximumBytes(1 << 20), clock, alarms);
        opened.add(journal);
        Cursor cursor = journal.cursor("slow");
        Random random = new Random(1);
        for (int i = 0; i < 160; i++) {
            journal.accept(Event.state(START + i, "control", "event " + i));
            for (int n = 0; n < 60; n++) {
                double[] noise = random.doubles(50, 0, 1e6).toArray();
                putAll(journal, "grid", START + i * 60_000L + n * 1000L, noise);
            }
            flush(journal);
        }
        assertThat(journal.status().bytes()).isLessThanOrEqualTo(1 << 20);
        assertThat(journal.status().events()).isGreaterThanOrEqualTo(160);
        assertThat(reported).extracting(Event::detail).contains(Map.of("type", "journal.budget"));
        Batch rest = cursor.next(1_000_000);
        assertThat(rest.samples()).isPositive().isLessThan(160 * 60 * 50);
    }

    @Test
    void aDamagedBlockIsFoundReportedAndSkipped() throws Exception {
        Journal journal = open(directory);
        put(journal, "cab-01", START, 1, 50.5);
        flush(journal);
        put(journal, "cab-01", START + 1000, 1, 50.6);
        flush(journal);
        journal.close();
        try (Connection database = new Database(directory).openForWriting();
                Statement statement = database.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE block SET data = substr(data, 1, length(data) - 1) || x'5a' WHERE first = 1"))
                    .isEqualTo(1);
            database.commit();
        }
        Batch batch = open(directory).cursor("x").next(10);
        assertThat(batch.samples()).isEqualTo(1);
        assertThat(((Samples) batch.entries().get(0)).value(0)).isEqualTo(50.6);
        assertThat(alarms.stands("journal", "journal.damaged")).isTrue();
    }

    @Test
    void aFileOfANewerVersionIsLeftAlone() throws Exception {
        open(directory).close();
        try (Connection database = new Database(directory).openForReading();
                Statement statement = database.createStatement()) {
            statement.execute("PRAGMA query_only = OFF");
            statement.execute("PRAGMA user_version = 99");
        }
        Journal journal = open(directory);
        assertThat(journal.status().state()).isEqualTo(JournalStatus.State.FAILED);
        assertThat(journal.status().failure()).contains("newer");
    }

    @Test
    void throughputSmoke() {
        Journal journal = open(directory);
        Random random = new Random(42);
        int scans = 400;
        int points = 100;
        long begun = System.nanoTime();
        for (int scan = 0; scan < scans; scan++) {
            double[] noise = random.doubles(points).toArray();
            putAll(journal, "grid", START + scan * 1000L, noise);
            if (scan % 10 == 9) {
                flush(journal);
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

    private Journal open(Path at) {
        Journal journal =
                Journal.open(at, JournalSettings.standard().withBlockEvery(Duration.ofSeconds(1)), clock, alarms);
        opened.add(journal);
        return journal;
    }

    private static void flush(Journal journal) {
        journal.flush().toCompletableFuture().join();
    }

    /** Puts the first points of a device: the value, and for the others of grid its neighbours. */
    private void put(Journal journal, String device, long utcMillis, int count, double value) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = value + i;
        }
        putAll(journal, device, utcMillis, values);
    }

    private void putAll(Journal journal, String device, long utcMillis, double[] values) {
        DeviceImage target = image.device(device).orElseThrow();
        if (target.points().size() == 0) {
            List<String> names = new ArrayList<>(List.of("battery.soc", "battery.state.native"));
            for (int i = 1; i <= 100; i++) {
                names.add("outlet." + i + ".power");
            }
            target.adopt(PointSet.named(device.equals("grid") ? names.subList(2, 102) : names.subList(0, 2)));
            AutoCloseable ignored = image.listen(committed -> {
                if (committed == target) {
                    journal.record(committed);
                }
            });
            assertThat(ignored).isNotNull();
        }
        SampleTarget samples = target.target();
        samples.begin(utcMillis);
        for (int i = 0; i < values.length; i++) {
            samples.put(i, device.equals("cab-01") ? values[i] : Math.rint(values[i] * 1000) / 10);
        }
        samples.commit();
    }

    private static final class SettableClock implements SiteClock {
        private volatile long utcMillis = START;

        @Override
        public long utcMillis() {
            return utcMillis;
        }

        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }
    }
}
