package io.tieline.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.jdbc4.JDBC4Connection;

/** The SQLite file: where it is, how it is opened, what is in it. */
final class Database {

    /** Raised with every change of the tables that an older version could not read. */
    static final int VERSION = 2;

    /** Up to this size the whole file is checked when it is opened; takes about a second per GB. */
    private static final long CHECKED_BYTES = 64L << 20;

    /**
     * Pages of 4 KiB in the log before they move into the file: many of them hold blocks of a second, which are gone by
     * then, or are written every second. It bounds the log that a start has to read, too.
     */
    private static final String CHECKPOINT = "PRAGMA wal_autocheckpoint = 4000";

    /** 8 MiB: what a second of a thousand devices changes stays in memory until the commit. */
    private static final String CACHE = "PRAGMA cache_size = -8192";

    private static final String DIGEST = "digest(first INTEGER PRIMARY KEY, device INTEGER NOT NULL,"
            + " until INTEGER NOT NULL, begins INTEGER NOT NULL, ends INTEGER NOT NULL, data BLOB NOT NULL)";

    private static final String[] TABLES = {
        "CREATE TABLE IF NOT EXISTS device(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
        "CREATE TABLE IF NOT EXISTS point(id INTEGER PRIMARY KEY, device INTEGER NOT NULL, name TEXT NOT NULL,"
                + " UNIQUE(device, name))",
        "CREATE TABLE IF NOT EXISTS block(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, device INTEGER NOT NULL,"
                + " begins INTEGER NOT NULL, ends INTEGER NOT NULL, data BLOB NOT NULL)",
        "CREATE TABLE IF NOT EXISTS summary(first INTEGER PRIMARY KEY, device INTEGER NOT NULL,"
                + " begins INTEGER NOT NULL, ends INTEGER NOT NULL, data BLOB NOT NULL)",
        "CREATE TABLE IF NOT EXISTS " + DIGEST,
        "CREATE TABLE IF NOT EXISTS event(position INTEGER PRIMARY KEY, utc INTEGER NOT NULL, kind TEXT NOT NULL,"
                + " severity TEXT NOT NULL, source TEXT NOT NULL, sentence TEXT NOT NULL, detail TEXT NOT NULL,"
                + " hash BLOB NOT NULL)",
        "CREATE INDEX IF NOT EXISTS event_time ON event(utc)",
        "CREATE TABLE IF NOT EXISTS cursor(name TEXT PRIMARY KEY, position INTEGER NOT NULL, ahead TEXT NOT NULL)",
        TapeTable.TABLE,
    };

    /**
     * What version 2 added to a block: the positions it spans (more than its samples if events lie between), how often it
     * was merged, the milliseconds of a step (0: as recorded) and its size.
     */
    private static final String[] TO_VERSION_2 = {
        "ALTER TABLE block ADD COLUMN span INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE block ADD COLUMN level INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE block ADD COLUMN step INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE block ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0",
        "UPDATE block SET span = count, bytes = length(data)",
    };

    /**
     * Blocks of a second are many and soon gone: they have a place in one index only, at its end, and are looked through
     * there. Merged ones are found by device and time.
     */
    private static final String[] INDICES = {
        "DROP INDEX IF EXISTS block_time",
        "DROP INDEX IF EXISTS block_age",
        "DROP INDEX IF EXISTS summary_time",
        "CREATE INDEX IF NOT EXISTS summary_order ON summary(device, first)",
        "CREATE INDEX IF NOT EXISTS digest_order ON digest(device, until)",
        "CREATE INDEX IF NOT EXISTS block_order ON block(level, step, first, bytes, device, ends, begins)",
        "CREATE INDEX IF NOT EXISTS block_merged ON block(device, ends, begins) WHERE level > 0",
    };

    private final Path directory;
    private final AtomicInteger generation = new AtomicInteger();

    Database(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    Path file() {
        return directory.resolve("journal.db");
    }

    /** For the writer: makes what is missing. */
    Connection openForWriting() throws SQLException, IOException {
        Files.createDirectories(directory);
        NativeLibrary.load(directory);
        boolean check = Files.exists(file()) && Files.size(file()) <= CHECKED_BYTES;
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            long version = refuseNewer(statement);
            if (check) {
                quickCheck(statement);
            }
            statement.execute(CHECKPOINT);
            statement.execute(CACHE);
            connection.setAutoCommit(false);
            bringUpToDate(statement, version);
            connection.commit();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private long refuseNewer(Statement statement) throws SQLException {
        long version = number(statement, "PRAGMA user_version");
        if (version > VERSION) {
            throw new NewerFormatException(file() + " was written by a newer Tieline (format " + version
                    + "): install that version again, or move the file away");
        }
        return version;
    }

    private static void bringUpToDate(Statement statement, long version) throws SQLException {
        for (String table : TABLES) {
            statement.executeUpdate(table);
        }
        if (version < 2) {
            for (String change : TO_VERSION_2) {
                statement.executeUpdate(change);
            }
        }
        for (String index : INDICES) {
            statement.executeUpdate(index);
        }
        statement.executeUpdate("PRAGMA user_version = " + VERSION);
    }

    /** For readers, beside the writer. */
    Connection openForReading() throws SQLException {
        if (!Files.exists(file())) {
            throw new SQLException(file() + " is not there");
        }
        try {
            NativeLibrary.load(directory);
        } catch (IOException e) {
            throw new SQLException("the SQLite library cannot be unpacked: " + e.getMessage(), e);
        }
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            refuseNewer(statement);
            if (number(statement, "SELECT count(*) FROM sqlite_master WHERE name = 'digest'") == 0) {
                // Written by a version that had none, and only a writer may change it.
                statement.execute("CREATE TEMP TABLE " + DIGEST);
            }
            statement.execute("PRAGMA query_only = ON");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Changes when the file is another one than before: readers must open it anew. */
    int generation() {
        return generation.get();
    }

    /** Renames the file and its log so that a new one can begin. */
    Path setAside(long utcMillis) throws IOException {
        Path aside = directory.resolve("journal.db.damaged-" + utcMillis);
        for (String suffix : new String[] {"", "-wal", "-shm"}) {
            Path part = directory.resolve("journal.db" + suffix);
            if (Files.exists(part)) {
                Files.move(part, directory.resolve(aside.getFileName() + suffix));
            }
        }
        Path anchor = directory.resolve(Anchor.FILE);
        if (Files.exists(anchor)) {
            Files.move(anchor, directory.resolve(aside.getFileName() + ".anchor"));
        }
        generation.incrementAndGet();
        return aside;
    }

    static boolean isDamage(Exception failure) {
        return failure instanceof SQLiteException sqlite
                && ((sqlite.getResultCode().code & 0xFF) == SQLiteErrorCode.SQLITE_CORRUPT.code
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB);
    }

    static long number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    private Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(2_000);
        config.setJournalSizeLimit(64 << 20);
        // Not through org.sqlite.JDBC, whose class initialiser registers with DriverManager and would pin the bundle.
        return new JDBC4Connection("jdbc:sqlite:" + file(), file().toString(), config.toProperties());
    }

    private static void quickCheck(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (result.next() && !"ok".equals(result.getString(1))) {
                throw new SQLiteException(result.getString(1), SQLiteErrorCode.SQLITE_CORRUPT);
            }
        }
    }
}
