package io.tieline.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a record whose files are damaged, cut off, of another version or nowhere to be made. */
class DamagedFilesTest {

    private final Path directory;
    private final JournalBench bench = new JournalBench();

    DamagedFilesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void filesCopiedInTheMiddleOfWritingOpenWithEverythingThatWasCommitted() throws IOException {
        Journal journal = bench.open(directory.resolve("live"));
        for (int cut = 0; cut < 5; cut++) {
            bench.put(journal, "cab-01", JournalBench.START + cut * 1000L, 1, cut);
            JournalBench.flush(journal);
            journal.append(Event.state(JournalBench.START + cut, "control", "event " + cut))
                    .toCompletableFuture()
                    .join();
            bench.put(journal, "grid", JournalBench.START + cut * 1000L, 1, cut);
            Path copy = Files.createDirectories(directory.resolve("cut-" + cut));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("live"), "journal.db*")) {
                for (Path file : files) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
            Journal survivor = bench.open(copy);
            assertThat(survivor.status().state()).isEqualTo(JournalStatus.State.RECORDING);
            assertThat(survivor.lastEvents(100)).hasSize(cut + 1);
            assertThat(survivor.cursor("check").next(1000).samples()).isGreaterThanOrEqualTo(cut + 1);
            survivor.close();
        }
        assertThat(bench.alarms.standing()).isEmpty();
    }

    @Test
    void aFileThatIsNoDatabaseIsSetAsideAndRecordingGoesOn() throws IOException {
        Files.writeString(directory.resolve("journal.db"), "this is no database ".repeat(500), StandardCharsets.UTF_8);
        Journal journal = bench.open(directory);
        bench.put(journal, "cab-01", JournalBench.START, 1, 50.5);
        JournalBench.flush(journal);
        assertThat(journal.status().state()).isEqualTo(JournalStatus.State.RECORDING);
        assertThat(journal.status().written()).isEqualTo(1);
        assertThat(bench.alarms.stands("journal", "journal.damaged")).isTrue();
        try (DirectoryStream<Path> aside = Files.newDirectoryStream(directory, "journal.db.damaged-*")) {
            assertThat(aside).isNotEmpty();
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeRaisesAnAlarmAndRecordingStartsOnceItCan() throws IOException {
        Path occupied = Files.writeString(directory.resolve("data"), "a file where the directory should be");
        Journal journal = bench.open(occupied);
        bench.put(journal, "cab-01", JournalBench.START, 1, 50.5);
        CompletableFuture<Long> event = journal.append(Event.state(JournalBench.START, "control", "during"))
                .toCompletableFuture();
        Awaitility.await().until(event::isCompletedExceptionally);
        assertThat(journal.status().state()).isEqualTo(JournalStatus.State.FAILED);
        assertThat(bench.alarms.stands("journal", "journal.failed")).isTrue();
        assertThat(journal.lastEvents(5)).isEmpty();

        Files.delete(occupied);
        JournalBench.flush(journal);

        assertThat(journal.status().state()).isEqualTo(JournalStatus.State.RECORDING);
        assertThat(bench.alarms.stands("journal", "journal.failed")).isFalse();
        assertThat(journal.status().written()).isEqualTo(1);
        assertThat(journal.lastEvents(5)).hasSize(1);
    }

    @Test
    void aStalledDiskCostsCountedSamplesAndAnAlarmButNeverBlocks() throws IOException {
        Journal journal = bench.open(Files.writeString(directory.resolve("data"), "occupied"));
        for (int i = 0; i < 5000; i++) {
            bench.put(journal, "cab-01", JournalBench.START + i * 1000L, 1, i);
        }
        JournalStatus status = journal.status();
        assertThat(status.dropped()).isPositive();
        assertThat(status.recorded() + status.dropped()).isEqualTo(5000);
        Awaitility.await().until(() -> bench.alarms.stands("journal", "journal.overrun") || !bench.reported.isEmpty());
    }

    @Test
    void aDamagedBlockIsFoundReportedAndSkipped() throws Exception {
        Journal journal = bench.open(directory);
        bench.put(journal, "cab-01", JournalBench.START, 1, 50.5);
        JournalBench.flush(journal);
        bench.put(journal, "cab-01", JournalBench.START + 1000, 1, 50.6);
        JournalBench.flush(journal);
        journal.close();
        try (Connection database = new Database(directory).openForWriting();
                Statement statement = database.createStatement()) {
            assertThat(statement.executeUpdate(
                            "UPDATE block SET data = substr(data, 1, length(data) - 1) || x'5a' WHERE first = 1"))
                    .isEqualTo(1);
            database.commit();
        }
        Batch batch = bench.open(directory).cursor("x").next(10);
        assertThat(batch.samples()).isEqualTo(1);
        assertThat(((Samples) batch.entries().get(0)).value(0)).isEqualTo(50.6);
        assertThat(bench.alarms.stands("journal", "journal.damaged")).isTrue();
    }

    @Test
    void aFileOfANewerVersionIsLeftAlone() throws Exception {
        bench.open(directory).close();
        try (Connection database = new Database(directory).openForReading();
                Statement statement = database.createStatement()) {
            statement.execute("PRAGMA query_only = OFF");
            statement.execute("PRAGMA user_version = 99");
        }
        Journal journal = bench.open(directory);
        assertThat(journal.status().state()).isEqualTo(JournalStatus.State.FAILED);
        assertThat(journal.status().failure()).contains("newer");
    }
}
