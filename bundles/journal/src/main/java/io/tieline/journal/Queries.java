package io.tieline.journal;

import io.tieline.model.Event;
import io.tieline.model.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the record beside the writer, on a connection of its own. Thread-safe; one question at a time. */
final class Queries implements AutoCloseable {

    /** One question to the database. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private static final String EVENT = "SELECT position, utc, kind, severity, source, sentence, detail FROM event ";

    private final Database database;
    private final Dictionary dictionary;
    private final Consumer<String> damage;
    private @Nullable Connection connection;
    private int generation;

    /**
     * @param damage is told about blocks that cannot be read
     */
    Queries(Database database, Dictionary dictionary, Consumer<String> damage) {
        this.database = database;
        this.dictionary = dictionary;
        this.damage = damage;
    }

    /** The answer, or the given one while the database cannot be read. */
    private synchronized <T> T ask(T otherwise, Question<T> question) {
        try {
            Connection open = connection;
            if (open == null || generation != database.generation()) {
                close();
                generation = database.generation();
                open = database.openForReading();
                connection = open;
            }
            return question.ask(open);
        } catch (SQLException e) {
            close();
            if (Database.isDamage(e)) {
                damage.accept("the file cannot be read: " + e.getMessage());
            }
            return otherwise;
        }
    }

    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                damage.accept("cannot close a reader: " + e.getMessage());
            }
        }
    }

    List<RecordedEvent> events(long from, long to, int limit, Set<Event.Kind> kinds) {
        String among = kinds.isEmpty()
                ? ""
                : kinds.stream()
                        .map(kind -> "'" + kind.name() + "'")
                        .collect(Collectors.joining(",", "AND kind IN (", ") "));
        return selectEvents(
                "WHERE utc >= ? AND utc < ? " + among + "ORDER BY utc DESC, position DESC LIMIT ?", from, to, limit);
    }

    List<RecordedEvent> lastEvents(int limit) {
        return selectEvents(
                "WHERE position >= ? AND position < ? ORDER BY position DESC LIMIT ?", 0, Long.MAX_VALUE, limit);
    }

    Series series(String device, String point, long from, long to, int steps) {
        SeriesBuilder series = new SeriesBuilder(from, to, steps);
        int id = dictionary.device(device);
        ask(true, open -> {
            try (PreparedStatement select = open.prepareStatement(
                    "SELECT data FROM block WHERE device = ? AND ends >= ? AND begins < ? ORDER BY first")) {
                select.setInt(1, id);
                select.setLong(2, from);
                select.setLong(3, to);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        addTo(series, row.getBytes(1), point);
                    }
                }
            }
            return true;
        });
        return new Series(device, point, from, to, series.steps());
    }

    private void addTo(SeriesBuilder series, byte[] block, String point) {
        try {
            BlockReader.Content content = BlockReader.read(block);
            for (int i = 0; i < content.points().length; i++) {
                if (dictionary.pointName(content.points()[i]).equals(point)) {
                    series.add(content.samples(), i);
                }
            }
        } catch (DamagedBlockException e) {
            damage.accept("a block cannot be read: " + e.getMessage());
        }
    }

    /** Records in [from, before), at least one if there is any, until the number of samples is reached. */
    Batch records(long from, long before, int maxSamples) {
        return ask(new Batch(from, from, List.of()), open -> {
            List<Entry> entries = new ArrayList<>();
            long end = blocks(open, from, before, maxSamples, entries);
            List<RecordedEvent> events = selectEvents(
                    open, "WHERE position >= ? AND position < ? ORDER BY position LIMIT ?", from, end, maxSamples);
            if (events.size() == maxSamples) {
                long bound = events.get(events.size() - 1).position() + 1;
                entries.removeIf(samples -> samples.position() >= bound);
                end = bound;
            }
            entries.addAll(events);
            entries.sort((a, b) -> Long.compare(a.position(), b.position()));
            return new Batch(from, end, entries);
        });
    }

    private long blocks(Connection open, long from, long before, int maxSamples, List<Entry> into) throws SQLException {
        int left = maxSamples;
        try (PreparedStatement select = open.prepareStatement("SELECT first, count, device, data FROM block WHERE first"
                + " >= coalesce((SELECT max(first) FROM block WHERE first <= ?), 0) AND first < ? ORDER BY first")) {
            select.setLong(1, from);
            select.setLong(2, before);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long first = row.getLong(1);
                    int skip = (int) Math.min(row.getInt(2), Math.max(0, from - first));
                    int end = (int) Math.min(Math.min(row.getInt(2), before - first), (long) skip + left);
                    if (skip < end) {
                        read(row, first, skip, end, into);
                        left -= end - skip;
                    }
                    if (left == 0) {
                        return first + end;
                    }
                }
            }
        }
        return before;
    }

    private void read(ResultSet row, long first, int skip, int end, List<Entry> into) throws SQLException {
        try {
            BlockReader.Content content = BlockReader.read(row.getBytes(4));
            List<String> names = new ArrayList<>(content.points().length);
            for (int id : content.points()) {
                names.add(dictionary.pointName(id));
            }
            String device = dictionary.deviceName(row.getInt(3));
            into.add(new Samples(first + skip, device, names, content.samples(), skip, end));
        } catch (DamagedBlockException e) {
            damage.accept("block " + first + " with " + row.getInt(2) + " samples cannot be read: " + e.getMessage());
        }
    }

    private List<RecordedEvent> selectEvents(String where, long from, long to, int limit) {
        return ask(List.of(), open -> selectEvents(open, where, from, to, limit));
    }

    private static List<RecordedEvent> selectEvents(Connection open, String where, long from, long to, int limit)
            throws SQLException {
        List<RecordedEvent> events = new ArrayList<>();
        try (PreparedStatement select = open.prepareStatement(EVENT + where)) {
            select.setLong(1, from);
            select.setLong(2, to);
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Event event = new Event(
                            row.getLong(2),
                            Event.Kind.valueOf(row.getString(3)),
                            Severity.valueOf(row.getString(4)),
                            row.getString(5),
                            row.getString(6),
                            EventText.parse(row.getString(7)));
                    events.add(new RecordedEvent(row.getLong(1), event));
                }
            }
        }
        return events;
    }
}
