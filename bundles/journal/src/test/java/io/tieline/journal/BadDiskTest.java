package io.tieline.journal;

import static io.tieline.journal.RecordedSite.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bad disk, an old file or a wrong clock does to the record. */
class BadDiskTest {

    private final Path directory;

    BadDiskTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aFullDiskLosesNothingThatFitsIntoTheBuffersAndRecordingGoesOn() throws Exception {
        try (TinyDisk disk = new TinyDisk(directory, 8);
                RecordedSite site = new RecordedSite(directory, 1, 2)) {
            site.read((device, point, time) -> time);
            site.flush();
            disk.fill();
            for (int i = 0; i < 20; i++) {
                site.read((device, point, time) -> Math.sqrt(time + point));
            }
            assertThatThrownBy(site::flush).isInstanceOf(CompletionException.class);
            assertThat(site.journal().status().state()).isEqualTo(JournalStatus.State.FAILED);
            assertThat(site.alarms.stands("journal", "journal.failed")).isTrue();
            assertThat(site.alarms.standing().get(0).text()).contains("Free disk space");

            disk.makeRoom();
            site.flush();

            assertThat(site.alarms.stands("journal", "journal.failed")).isFalse();
            assertThat(site.journal().status().written()).isEqualTo(42);
            assertThat(site.journal().status().dropped()).isZero();
            assertThat(site.journal().cursor("reader").next(1000).samples()).isEqualTo(42);
        }
    }

    /** Elsewhere, so that it is not a file in use of the disk in question. */
    private void loadLibrary() {
        try (RecordedSite site = new RecordedSite(directory.resolve("elsewhere"), 1, 2)) {
            site.flush();
        }
    }

    @Test
    void aDiskThatIsReadOnlyAtTheStartIsAnAlarmUntilItCanBeWritten() throws Exception {
        loadLibrary();
        Path mounted = Files.createDirectories(directory.resolve("disk"));
        try (TinyDisk disk = new TinyDisk(mounted, 8)) {
            disk.makeReadOnly(true);
            try (RecordedSite site = new RecordedSite(mounted, 1, 2)) {
                site.read((device, point, time) -> time);
                assertThatThrownBy(site::flush).isInstanceOf(CompletionException.class);
                assertThat(site.alarms.stands("journal", "journal.failed")).isTrue();
                disk.makeReadOnly(false);
                site.flush();
                assertThat(site.alarms.stands("journal", "journal.failed")).isFalse();
                assertThat(site.journal().status().written()).isEqualTo(2);
            }
        }
    }

    @Test
    void aDiskThatTurnsReadOnlyWhileRecordingIsAnAlarmUntilItIsRepairedAndNothingIsLost() throws Exception {
        loadLibrary();
        Path mounted = directory.resolve("disk");
        try (FailingDisk disk = new FailingDisk(directory.resolve("disk.img"), mounted);
                RecordedSite site = new RecordedSite(mounted, 1, 2)) {
            site.read((device, point, time) -> time);
            site.event("before");
            site.flush();
            disk.fail();
            for (int i = 0; i < 20; i++) {
                site.read((device, point, time) -> Math.sqrt(time + point));
            }
            assertThatThrownBy(() -> site.event("meanwhile")).hasMessageContaining("not on disk yet");
            assertThatThrownBy(site::flush).isInstanceOf(CompletionException.class);
            assertThat(site.journal().status().state()).isEqualTo(JournalStatus.State.FAILED);
            assertThat(site.alarms.stands("journal", "journal.failed")).isTrue();

            disk.repair();
            site.flush();

            assertThat(site.alarms.stands("journal", "journal.failed")).isFalse();
            assertThat(site.alarms.stands("journal", "journal.damaged")).isFalse();
            assertThat(site.journal().status().dropped()).isZero();
            try (JournalFile file = JournalFile.open(mounted)) {
                assertThat(file.verify().problems()).isEmpty();
                assertThat(file.verify().samples()).isEqualTo(42);
                assertThat(file.verify().events()).isEqualTo(2);
            }
        }
    }

    @Test
    void aTruncatedFileIsSetAsideWithItsAnchorAndANewOneBegun() throws IOException {
        try (RecordedSite site = new RecordedSite(directory, 2, 20)) {
            for (int i = 0; i < 50; i++) {
                site.read((device, point, time) -> Math.sqrt(time + point));
                site.event("event " + i);
                site.flush();
            }
        }
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve("journal.db").toFile(), "rw")) {
            file.setLength(file.length() / 2 / 4096 * 4096);
        }
        try (RecordedSite site = new RecordedSite(directory, 2, 20)) {
            site.read((device, point, time) -> point);
            site.flush();
            assertThat(site.journal().status().state()).isEqualTo(JournalStatus.State.RECORDING);
            assertThat(site.alarms.stands("journal", "journal.damaged")).isTrue();
            assertThat(site.alarms.stands("journal", "journal.chain")).isFalse();
        }
        try (var aside = Files.newDirectoryStream(directory, "journal.db.damaged-*.anchor")) {
            assertThat(aside).hasSize(1);
        }
    }

    @Test
    void aClockThatIsSetBackByADayCostsNothing() {
        try (RecordedSite site = new RecordedSite(directory, 1, 2)) {
            for (int i = 0; i < 20; i++) {
                site.read((device, point, time) -> time);
                site.flush();
            }
            site.clock.utcMillis -= Duration.ofDays(1).toMillis();
            for (int i = 0; i < 20; i++) {
                site.read((device, point, time) -> time);
                site.flush();
            }
            assertThat(site.journal().cursor("reader").next(1000).samples()).isEqualTo(80);
            long dayBefore = START - Duration.ofDays(1).toMillis();
            assertThat(site.journal()
                            .series("pdu-00", "outlet.1.power", dayBefore, dayBefore + 60_000, 60)
                            .steps())
                    .hasSize(20);
            assertThat(site.journal()
                            .series("pdu-00", "outlet.1.power", START, START + 60_000, 60)
                            .steps())
                    .hasSize(20);
        }
        try (JournalFile file = JournalFile.open(directory)) {
            assertThat(file.verify().problems()).isEmpty();
        }
    }

    @Test
    void aFileWithoutDigestsIsReadableWithoutAWriter() throws Exception {
        try (RecordedSite site = new RecordedSite(directory, 1, 2)) {
            site.read((device, point, time) -> 7);
            site.flush();
        }
        try (Connection database = new Database(directory).openForWriting();
                Statement statement = database.createStatement()) {
            statement.executeUpdate("DROP TABLE digest");
            database.commit();
        }
        long week = Duration.ofDays(7).toMillis();
        try (JournalFile file = JournalFile.open(directory)) {
            Aligned aligned = file.aligned(List.of("pdu-00/outlet.1.power"), START - week, START + week, 100);
            assertThat(aligned.values().get(0)).endsWith(7.0);
        }
    }

    @Test
    void aFileOfTheFirstVersionIsBroughtUpToDateAndReadable() throws Exception {
        byte[] block = HexFormat.of()
                .parseHex(Files.readString(
                                Path.of("src/test/resources/io/tieline/journal/block-v1.hex"),
                                StandardCharsets.US_ASCII)
                        .strip());
        try (Connection database = new Database(directory).openForWriting();
                Statement statement = database.createStatement()) {
            for (String table : new String[] {"block", "summary"}) {
                statement.executeUpdate("DROP TABLE " + table);
            }
            statement.executeUpdate(
                    "CREATE TABLE block(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, device INTEGER"
                            + " NOT NULL, begins INTEGER NOT NULL, ends INTEGER NOT NULL, data BLOB NOT NULL)");
            statement.executeUpdate("INSERT INTO device VALUES (1, 'cab-01')");
            for (int id : new int[] {7, 8, 9, 12, 40}) {
                statement.executeUpdate("INSERT INTO point VALUES (" + id + ", 1, 'p" + id + "')");
            }
            statement.executeUpdate("INSERT INTO block VALUES (1, 20, 1, 1760000000000, 1760000005000, x'"
                    + HexFormat.of().formatHex(block) + "')");
            statement.executeUpdate("PRAGMA user_version = 1");
            database.commit();
        }
        try (RecordedSite site = new RecordedSite(directory, 1, 1)) {
            Batch batch = site.journal().cursor("reader").next(100);
            assertThat(batch.samples()).isEqualTo(20);
            assertThat(((Samples) batch.entries().get(0)).value(0)).isEqualTo(50.5);
        }
        try (JournalFile file = JournalFile.open(directory)) {
            assertThat(file.info().version()).isEqualTo(Database.VERSION);
            assertThat(file.verify().problems()).isEmpty();
        }
    }
}
