package io.tieline.rig.bench.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** One row a sample in SQLite, with the journal's own durability: WAL, FULL, a commit a second. */
final class RowKeeper implements Keeper {

    private final Connection connection;
    private final PreparedStatement insert;

    RowKeeper(Path folder) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        connection = config.createConnection("jdbc:sqlite:" + folder.resolve("rows.db"));
        try (Statement statement = connection.createStatement()) {
            // The leanest table that can be asked for a point over time.
            statement.executeUpdate("CREATE TABLE sample(point INTEGER, utc INTEGER, value REAL, quality INTEGER,"
                    + " PRIMARY KEY(point, utc)) WITHOUT ROWID");
        }
        connection.setAutoCommit(false);
        insert = connection.prepareStatement("INSERT INTO sample VALUES (?, ?, ?, ?)");
    }

    @Override
    public void keep(NoisyDay day, long utcMillis) throws SQLException {
        for (int cabinet = 0; cabinet < day.cabinets(); cabinet++) {
            for (int point = 0; point < NoisyDay.POINTS; point++) {
                insert.setInt(1, cabinet * NoisyDay.POINTS + point);
                insert.setLong(2, utcMillis);
                insert.setDouble(3, day.value(cabinet, point));
                insert.setInt(4, 0);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
