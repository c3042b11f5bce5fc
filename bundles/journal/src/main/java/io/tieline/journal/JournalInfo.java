package io.tieline.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a record holds.
 *
 * @param version of the format
 * @param fileBytes on disk, without the write-ahead log
 * @param beginsUtcMillis site time of the oldest block, 0 without one
 * @param endsUtcMillis site time of the newest block
 * @param zones the samples by how coarse they have become, finest first
 */
public record JournalInfo(
        int version,
        long fileBytes,
        long beginsUtcMillis,
        long endsUtcMillis,
        long devices,
        long points,
        long events,
        List<Zone> zones,
        List<JournalStatus.Reader> cursors) {

    /**
     * Samples of one step.
     *
     * @param stepMillis what one of them stands for, 0: as recorded
     * @param bytes of its blocks
     */
    public record Zone(
            int stepMillis, long blocks, long samples, long bytes, long beginsUtcMillis, long endsUtcMillis) {}

    public JournalInfo {
        zones = List.copyOf(zones);
        cursors = List.copyOf(cursors);
    }

    static JournalInfo of(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<Zone> zones = zones(statement);
            return new JournalInfo(
                    (int) Database.number(statement, "PRAGMA user_version"),
                    size(file),
                    zones.stream().mapToLong(Zone::beginsUtcMillis).min().orElse(0),
                    zones.stream().mapToLong(Zone::endsUtcMillis).max().orElse(0),
                    Database.number(statement, "SELECT count(*) FROM device"),
                    Database.number(statement, "SELECT count(*) FROM point"),
                    Database.number(statement, "SELECT count(*) FROM event"),
                    zones,
                    cursors(statement));
        }
    }

    private static List<Zone> zones(Statement statement) throws SQLException {
        List<Zone> zones = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT step, count(*), sum(count), sum(bytes), min(begins),"
                + " max(ends) FROM block GROUP BY step ORDER BY step")) {
            while (row.next()) {
                zones.add(new Zone(
                        row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)));
            }
        }
        return zones;
    }

    private static List<JournalStatus.Reader> cursors(Statement statement) throws SQLException {
        long head = Math.max(
                Database.number(statement, "SELECT max(first + span) FROM block"),
                Database.number(statement, "SELECT max(position) + 1 FROM event"));
        List<JournalStatus.Reader> cursors = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("SELECT name, position, ahead FROM cursor ORDER BY name")) {
            while (row.next()) {
                Acknowledged place = new Acknowledged(row.getLong(2), row.getString(3));
                cursors.add(new JournalStatus.Reader(row.getString(1), place.position(), place.open(head)));
            }
        }
        return cursors;
    }

    private static long size(Path file) throws SQLException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }
}
