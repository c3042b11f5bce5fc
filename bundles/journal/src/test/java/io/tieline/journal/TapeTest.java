package io.tieline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.journal.block.DamagedBlockException;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Event;
import io.tieline.model.SiteClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What decisions were made from is kept in order, in stretches that begin with a key frame. */
class TapeTest {

    private static final long START = 1_760_000_000_000L;

    @TempDir
    private Path directory;

    private final SiteClock clock = SiteClock.system();

    private Journal open(long maximumBytes) {
        return Journal.open(
                directory,
                JournalSettings.standard().withMaximumBytes(maximumBytes),
                clock,
                new AlarmBoard(clock, event -> {}));
    }

    private static TapeFrame frame(int number, boolean key) {
        byte[] bytes = ((key ? "K" : "d") + number + "x".repeat(200)).getBytes(StandardCharsets.UTF_8);
        return new TapeFrame(START + number * 1000L, key, bytes);
    }

    private List<String> read(long from, long to) {
        List<String> found = new ArrayList<>();
        try (JournalFile file = JournalFile.open(directory)) {
            file.tape(from, to, bytes -> found.add(new String(bytes, StandardCharsets.UTF_8).replace("x", "")));
            assertThat(file.damages()).isEmpty();
        }
        return found;
    }

    @Test
    void framesComeBackInOrderAlsoWhereStretchesWereMerged() throws Exception {
        List<String> written = new ArrayList<>();
        try (Journal journal = open(1 << 30)) {
            for (int i = 0; i < 50; i++) {
                journal.append(frame(i, i % 10 == 0), i % 3 == 0);
                written.add((i % 10 == 0 ? "K" : "d") + i);
                if (i % 4 == 0) {
                    journal.flush().toCompletableFuture().get(10, TimeUnit.SECONDS);
                }
            }
        }
        assertThat(read(0, Long.MAX_VALUE)).isEqualTo(written);
        assertThat(rows())
                .as("four stretches are one row each, the last is open")
                .isLessThan(4 + 10);
    }

    private long rows() throws Exception {
        try (Connection open = new Database(directory).openForReading();
                Statement statement = open.createStatement()) {
            return Database.number(statement, "SELECT count(*) FROM tape");
        }
    }

    @Test
    void aTimeIsReadFromTheBeginningOfItsStretch() throws Exception {
        try (Journal journal = open(1 << 30)) {
            for (int i = 0; i < 40; i++) {
                journal.append(frame(i, i % 10 == 0), false);
            }
        }
        List<String> found = read(START + 15_000, START + 20_000);
        assertThat(found).startsWith("K10", "d11").endsWith("d19").hasSize(10);
    }

    @Test
    void whoWaitsIsToldWhenItIsOnTheDiskTogetherWithItsEvent() throws Exception {
        try (Journal journal = open(1 << 30)) {
            var event = journal.append(Event.state(START, "control", "decided")).toCompletableFuture();
            var onDisk = journal.append(frame(1, true), true).toCompletableFuture();
            onDisk.get(10, TimeUnit.SECONDS);
            event.get(10, TimeUnit.SECONDS);
            assertThat(read(0, Long.MAX_VALUE)).containsExactly("K1");
        }
    }

    @Test
    void theOldestStretchesGoWhereTheBudgetIsUsedUp() throws Exception {
        try (Journal journal = open(1 << 20)) {
            for (int i = 0; i < 400; i++) {
                byte[] noise = new byte[5_000];
                new Random(i).nextBytes(noise);
                journal.append(new TapeFrame(START + i, i % 5 == 0, noise), false);
                if (i % 10 == 9) {
                    journal.flush().toCompletableFuture().get(10, TimeUnit.SECONDS);
                }
            }
            List<byte[]> left = new ArrayList<>();
            try (JournalFile file = JournalFile.open(directory)) {
                file.tape(0, Long.MAX_VALUE, left::add);
            }
            assertThat(left.size()).isPositive().isLessThan(400).isEqualTo(left.size() / 5 * 5);
        }
    }

    @Test
    void damageIsFound() throws Exception {
        List<byte[]> frames = List.of(new byte[] {1, 2, 3}, new byte[600]);
        byte[] row = TapePack.pack(frames);
        assertThat(TapePack.unpack(row)).usingRecursiveComparison().isEqualTo(frames);
        for (int i = 0; i < row.length; i++) {
            byte[] damaged = row.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> TapePack.unpack(damaged)).isInstanceOf(DamagedBlockException.class);
        }
    }
}
