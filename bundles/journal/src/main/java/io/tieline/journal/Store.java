package io.tieline.journal;

import io.tieline.model.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The writing side of the open database. For the writer's thread only; a transaction is always open. */
final class Store implements AutoCloseable {

    private final Connection connection;
    private final PreparedStatement insertBlock;
    private final PreparedStatement insertEvent;
    private final PreparedStatement saveCursor;
    private long next;
    private byte[] hash;

    /** The state to return to when a transaction is rolled back. */
    private long committedNext;

    private byte[] committedHash;

    Store(Connection connection, long atLeast) throws SQLException {
        this.connection = connection;
        insertBlock = connection.prepareStatement(
                "INSERT INTO block(first, count, device, begins, ends, data) VALUES (?, ?, ?, ?, ?, ?)");
        insertEvent = connection.prepareStatement(
                "INSERT INTO event(position, utc, kind, severity, source, sentence, detail, hash)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        saveCursor = connection.prepareStatement("INSERT INTO cursor(name, position, ahead) VALUES (?, ?, ?)"
                + " ON CONFLICT(name) DO UPDATE SET position = excluded.position, ahead = excluded.ahead");
        next = Math.max(
                Math.max(
                        atLeast,
                        number("SELECT max(first + count) FROM block WHERE first = (SELECT max(first) FROM block)")),
                Math.max(number("SELECT max(position) + 1 FROM event"), number("SELECT max(position) FROM cursor")));
        hash = lastHash();
        committedNext = next;
        committedHash = hash;
    }

    Connection connection() {
        return connection;
    }

    long next() {
        return next;
    }

    void add(int device, SampleColumns samples, byte[] block) throws SQLException {
        long begins = Long.MAX_VALUE;
        long ends = Long.MIN_VALUE;
        for (int i = 0; i < samples.size(); i++) {
            begins = Math.min(begins, samples.utcMillis(i));
            ends = Math.max(ends, samples.utcMillis(i));
        }
        insertBlock.setLong(1, next);
        insertBlock.setInt(2, samples.size());
        insertBlock.setInt(3, device);
        insertBlock.setLong(4, begins);
        insertBlock.setLong(5, ends);
        insertBlock.setBytes(6, block);
        insertBlock.executeUpdate();
        next += samples.size();
    }

    long add(Event event) throws SQLException {
        String detail = EventText.detail(event.detail());
        hash = EventText.hash(hash, next, event, detail);
        insertEvent.setLong(1, next);
        insertEvent.setLong(2, event.utcMillis());
        insertEvent.setString(3, event.kind().name());
        insertEvent.setString(4, event.severity().name());
        insertEvent.setString(5, event.source());
        insertEvent.setString(6, event.sentence());
        insertEvent.setString(7, detail);
        insertEvent.setBytes(8, hash);
        insertEvent.executeUpdate();
        return next++;
    }

    void save(String cursor, Acknowledged acknowledged) throws SQLException {
        saveCursor.setString(1, cursor);
        saveCursor.setLong(2, acknowledged.position());
        saveCursor.setString(3, acknowledged.ahead());
        saveCursor.executeUpdate();
    }

    void forget(String cursor) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM cursor WHERE name = ?")) {
            delete.setString(1, cursor);
            delete.executeUpdate();
        }
    }

    Map<String, Acknowledged> cursors() throws SQLException {
        Map<String, Acknowledged> cursors = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name, position, ahead FROM cursor")) {
            while (row.next()) {
                cursors.put(row.getString(1), new Acknowledged(row.getLong(2), row.getString(3)));
            }
        }
        return cursors;
    }

    /** Deletes the oldest blocks; returns the position after the last of them, 0 if there was none. */
    long deleteOldest(int blocks) throws SQLException {
        long end = number(
                "SELECT max(first + count) FROM (SELECT first, count FROM block ORDER BY first LIMIT " + blocks + ")");
        if (end > 0) {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM block WHERE first < " + end);
            }
        }
        return end;
    }

    /** What the records take, without the pages that wait to be used again. */
    long usedBytes() throws SQLException {
        return (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * number("PRAGMA page_size");
    }

    long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    void commit() throws SQLException {
        connection.commit();
        committedNext = next;
        committedHash = hash;
    }

    void rollback() throws SQLException {
        connection.rollback();
        next = committedNext;
        hash = committedHash;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private byte[] lastHash() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT hash FROM event ORDER BY position DESC LIMIT 1")) {
            return row.next() ? row.getBytes(1) : EventText.FIRST_HASH;
        }
    }
}
