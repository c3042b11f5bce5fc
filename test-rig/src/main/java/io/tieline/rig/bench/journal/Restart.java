package io.tieline.rig.bench.journal;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** How long a process with a large store takes from its start to the first second on disk. */
final class Restart {

    private Restart() {}

    /**
     * Grows the store of a folder by copies of its own merged blocks, starts a process with a journal in it and lets it
     * record a second.
     *
     * @return seconds, those that the virtual machine needs included
     */
    static double seconds(Path folder, long bytes, int cabinets, long seed) throws Exception {
        grow(folder, bytes);
        long before = System.nanoTime();
        Process process = new ProcessBuilder(JournalFork.command(Restart.class, folder, cabinets, seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String said = lines.readLine();
            double seconds = (System.nanoTime() - before) / 1e9;
            if (process.waitFor() != 0 || said == null) {
                throw new IllegalStateException(
                        "the process with the store did not record: exit code " + process.exitValue());
            }
            return seconds;
        }
    }

    /** @param args folder, number of cabinets, seed */
    public static void main(String[] args) {
        int cabinets = Integer.parseInt(args[1]);
        NoisyDay day = new NoisyDay(cabinets, Long.parseLong(args[2]));
        day.tick();
        try (JournalKeeper keeper =
                new JournalKeeper(Path.of(args[0]), cabinets, NoisyDay.POINTS, JournalKeeper.onDemand())) {
            keeper.keep(day, NoisyDay.START);
            System.out.println("recorded");
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
