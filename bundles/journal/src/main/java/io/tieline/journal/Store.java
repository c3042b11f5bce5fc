package io.tieline.journal;

import io.tieline.journal.block.SampleColumns;
import io.tieline.model.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** The writing side of the open database. For the writer's thread only; a transaction is always open. */
final class Store implements AutoCloseable {

    /** The position before which the summaries of a device, parameter 1, are in digests: they are put together in order. */
    static final String DIGESTED = "(SELECT coalesce(max(until), 0) FROM digest WHERE device = ?1)";

    private final Connection connection;
    private final PreparedStatement insertBlock;
    private final PreparedStatement insertSummary;
    private final PreparedStatement insertDigest;
    private final PreparedStatement selectData;
    private final PreparedStatement insertEvent;
    private final PreparedStatement saveCursor;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private long next;
    private byte[] hash;
    private long events;
    private long lastEvent;

    /**
     * @param atLeast the next position is not below it
     * @param anchor spares counting the events that it knows, so that a start takes no longer with a larger store
     */
    Store(Connection connection, long atLeast, Optional<Anchor> anchor) throws SQLException {
        this.connection = connection;
        insertBlock = connection.prepareStatement(
                "INSERT INTO block(first, span, count, device, begins, ends, level, step, data, bytes)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insertSummary = connection.prepareStatement("INSERT INTO summary(device, first, begins, ends, data)"
                + " SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?2 >= " + DIGESTED);
        insertDigest = connection.prepareStatement(
                "INSERT INTO digest(first, device, until, begins, ends, data) VALUES (?, ?, ?, ?, ?, ?)");
        selectData = connection.prepareStatement("SELECT data FROM block WHERE first = ?");
        insertEvent = connection.prepareStatement(
                "INSERT INTO event(position, utc, kind, severity, source, sentence, detail, hash)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        saveCursor = connection.prepareStatement("INSERT INTO cursor(name, position, ahead) VALUES (?, ?, ?)"
                + " ON CONFLICT(name) DO UPDATE SET position = excluded.position, ahead = excluded.ahead");
        next = Math.max(
                Math.max(
                        atLeast,
                        number("SELECT max(first + span) FROM block WHERE first = (SELECT max(first) FROM block)")),
                Math.max(number("SELECT max(position) + 1 FROM event"), number("SELECT max(position) FROM cursor")));
        hash = lastHash();
        events = anchor.isPresent() && continues(anchor.get())
                ? anchor.get().events()
                        + number(
                                "SELECT count(*) FROM event WHERE position > ?",
                                anchor.get().position())
                : number("SELECT count(*) FROM event");
        lastEvent = number("SELECT max(position) FROM event");
    }

    Connection connection() {
        return connection;
    }

    long next() {
        return next;
    }

    /** A new block at the head. */
    void add(int device, SampleColumns samples, byte[] block) throws SQLException {
        add(new BlockRow(next, samples.size(), samples.size(), device, samples.begins(), samples.ends(), 0, 0, block));
        next += samples.size();
    }

    /** A block in place of others. */
    void add(BlockRow block) throws SQLException {
        insertBlock.setLong(1, block.first());
        insertBlock.setLong(2, block.span());
        insertBlock.setInt(3, block.count());
        insertBlock.setInt(4, block.device());
        insertBlock.setLong(5, block.begins());
        insertBlock.setLong(6, block.ends());
        insertBlock.setInt(7, block.level());
        insertBlock.setInt(8, block.step());
        insertBlock.setBytes(9, block.data());
        insertBlock.setInt(10, block.data().length);
        insertBlock.executeUpdate();
    }

    /** Not for a block in the midst of digests, which is read itself then; blocks are merged in order, so there is none. */
    void addSummary(BlockRow of, byte[] summary) throws SQLException {
        insertSummary.setInt(1, of.device());
        insertSummary.setLong(2, of.first());
        insertSummary.setLong(3, of.begins());
        insertSummary.setLong(4, of.ends());
        insertSummary.setBytes(5, summary);
        insertSummary.executeUpdate();
    }

    /** The oldest summaries of a device that are in no digest yet. */
    List<SummaryRow> summariesWithoutDigest(int device, int limit) throws SQLException {
        List<SummaryRow> rows = new ArrayList<>();
        try (ResultSet row = prepared(
                        "SELECT first, begins, ends, data FROM summary WHERE device = ?1 AND first >= " + DIGESTED
                                + " ORDER BY first LIMIT ?2",
                        device,
                        limit)
                .executeQuery()) {
            while (row.next()) {
                rows.add(new SummaryRow(row.getLong(1), row.getLong(2), row.getLong(3), row.getBytes(4)));
            }
        }
        return rows;
    }

    /**
     * A digest of some summaries.
     *
     * @param of in the order of their positions
     */
    void addDigest(int device, List<SummaryRow> of, byte[] digest) throws SQLException {
        insertDigest.setLong(1, of.get(0).first());
        insertDigest.setInt(2, device);
        insertDigest.setLong(3, of.get(of.size() - 1).first() + 1);
        insertDigest.setLong(4, of.stream().mapToLong(SummaryRow::begins).min().orElseThrow());
        insertDigest.setLong(5, of.stream().mapToLong(SummaryRow::ends).max().orElseThrow());
        insertDigest.setBytes(6, digest);
        insertDigest.executeUpdate();
    }

    long add(Event event) throws SQLException {
        EventRow row = new EventRow(
                next,
                event.utcMillis(),
                event.kind().name(),
                event.severity().name(),
                event.source(),
                event.sentence(),
                EventText.detail(event.detail()));
        hash = row.hash(hash);
        insertEvent.setLong(1, row.position());
        insertEvent.setLong(2, row.utc());
        insertEvent.setString(3, row.kind());
        insertEvent.setString(4, row.severity());
        insertEvent.setString(5, row.source());
        insertEvent.setString(6, row.sentence());
        insertEvent.setString(7, row.detail());
        insertEvent.setBytes(8, hash);
        insertEvent.executeUpdate();
        events++;
        lastEvent = next;
        return next++;
    }

    /** The newest link of the chain of events, as it is after the next commit. */
    Anchor anchor() {
        return new Anchor(lastEvent, events, hash);
    }

    /** Whether an anchor written before is a link of this chain. */
    boolean continues(Anchor anchor) throws SQLException {
        if (anchor.events() == 0) {
            return true;
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT hash FROM event WHERE position = ?")) {
            select.setLong(1, anchor.position());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && Arrays.equals(row.getBytes(1), anchor.hash());
            }
        }
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

    /** Deletes the blocks that begin within these positions. */
    void deleteBlocks(long from, long to) throws SQLException {
        update("DELETE FROM block WHERE first >= ? AND first < ?", from, to);
    }

    /** Deletes the summaries of the blocks that begin before a position, and the digests of those alone. */
    void deleteSummaries(long to) throws SQLException {
        update("DELETE FROM summary WHERE first < ?", to);
        update("DELETE FROM digest WHERE first < ?1 AND until <= ?1", to);
    }

    /** Runs a statement with numbers for its question marks; returns how many rows it changed. */
    int update(String statement, long... numbers) throws SQLException {
        return prepared(statement, numbers).executeUpdate();
    }

    /** The oldest blocks of a level and step. */
    List<BlockRow> oldest(int level, int step, int limit) throws SQLException {
        List<BlockRow> oldest = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT first, span, count, device, begins, ends, level, step, data FROM block"
                        + " WHERE level = ? AND step = ? ORDER BY first LIMIT ?")) {
            select.setInt(1, level);
            select.setInt(2, step);
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    oldest.add(BlockRow.of(row));
                }
            }
        }
        return oldest;
    }

    /** Replaces what a block holds by coarser steps of it. */
    void replace(long first, int count, int step, byte[] data) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE block SET count = ?, step = ?, data = ?, bytes = ? WHERE first = ?")) {
            update.setInt(1, count);
            update.setInt(2, step);
            update.setBytes(3, data);
            update.setInt(4, data.length);
            update.setLong(5, first);
            update.executeUpdate();
        }
    }

    /** The bytes of a block. */
    byte[] data(long first) throws SQLException {
        selectData.setLong(1, first);
        try (ResultSet row = selectData.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("block " + first + " is not there any more");
            }
            return row.getBytes(1);
        }
    }

    /** The positions of the events in [from, to), ascending. */
    long[] events(long from, long to) throws SQLException {
        return numbers("SELECT position FROM event WHERE position >= ? AND position < ? ORDER BY position", from, to);
    }

    /** The first column of every row. */
    long[] numbers(String query, long... parameters) throws SQLException {
        return numbers(prepared(query, parameters));
    }

    /** The same on another connection. */
    static long[] numbers(Connection connection, String query, long... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            return numbers(bind(select, parameters));
        }
    }

    private static long[] numbers(PreparedStatement select) throws SQLException {
        LongStream.Builder found = LongStream.builder();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(row.getLong(1));
            }
        }
        return found.build().toArray();
    }

    /** A statement that is asked again and again; texts that occur are few. */
    private PreparedStatement prepared(String text, long... numbers) throws SQLException {
        PreparedStatement statement = prepared.get(text);
        if (statement == null) {
            statement = connection.prepareStatement(text);
            prepared.put(text, statement);
        }
        return bind(statement, numbers);
    }

    private static PreparedStatement bind(PreparedStatement statement, long... numbers) throws SQLException {
        for (int i = 0; i < numbers.length; i++) {
            statement.setLong(i + 1, numbers[i]);
        }
        return statement;
    }

    /** What the records take, without the pages that wait to be used again. */
    long usedBytes() throws SQLException {
        return (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * number("PRAGMA page_size");
    }

    /** The first column of the first row, 0 without one. */
    long number(String query, long... parameters) throws SQLException {
        try (ResultSet result = prepared(query, parameters).executeQuery()) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private byte[] lastHash() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT hash FROM event ORDER BY position DESC LIMIT 1")) {
            return row.next() ? row.getBytes(1) : EventRow.FIRST_HASH;
        }
    }
}
