package io.tieline.rig.bench.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** How long a journal with a large store takes from its start to the first second on disk. */
final class Restart {

    private Restart() {}

    /**
     * Grows the store of a folder by copies of its own merged blocks, starts a journal in it and records a second.
     *
     * @return seconds
     */
    static double seconds(Path folder, long bytes, int cabinets, long seed) throws Exception {
        grow(folder, bytes);
        NoisyDay day = new NoisyDay(cabinets, seed);
        day.tick();
        long before = System.nanoTime();
        try (JournalKeeper keeper = new JournalKeeper(folder, cabinets, NoisyDay.POINTS, JournalKeeper.onDemand())) {
            keeper.keep(day, NoisyDay.START);
            return (System.nanoTime() - before) / 1e9;
        }
    }

    private static void grow(Path folder, long bytes) throws Exception {
        Path file = folder.resolve("journal.db");
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
        try (Connection connection = config.createConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            while (Files.size(file) < bytes) {
                copy(statement);
                statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
    }

    /** All blocks once more behind the newest, but at most about a gigabyte at once. */
    private static void copy(Statement statement) throws SQLException {
        String behind = "(SELECT max(first + span) FROM block)";
        statement.executeUpdate("INSERT INTO block(first, span, count, device, begins, ends, level, step, data, bytes)"
                + " SELECT first + " + behind + ", span, count, device, begins, ends, 2, step, data, bytes FROM block"
                + " ORDER BY first LIMIT 50000");
    }
}
