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
import java.util.stream.Collectors;

/** Questions about events. */
final class EventQueries {

    private static final String EVENT = "SELECT " + EventRow.COLUMNS + " FROM event ";

    private final ReadConnection connection;

    EventQueries(ReadConnection connection) {
        this.connection = connection;
    }

    /** Newest first; an empty set of kinds or sources means all. */
    List<RecordedEvent> between(long from, long to, int limit, Set<Event.Kind> kinds, Set<String> sources) {
        String where = "WHERE utc >= ? AND utc < ? "
                + among("kind", kinds.stream().map(Event.Kind::name).collect(Collectors.toSet()))
                + among("source", sources) + "ORDER BY utc DESC, position DESC LIMIT ?";
        return connection.ask(List.of(), open -> select(open, where, from, to, limit));
    }

    List<RecordedEvent> last(int limit) {
        return connection.ask(
                List.of(),
                open -> select(
                        open,
                        "WHERE position >= ? AND position < ?" + " ORDER BY position DESC LIMIT ?",
                        0,
                        Long.MAX_VALUE,
                        limit));
    }

    private static String among(String column, Set<String> words) {
        return words.isEmpty()
                ? ""
                : words.stream()
                        .map(word -> "'" + word.replace("'", "''") + "'")
                        .collect(Collectors.joining(",", "AND " + column + " IN (", ") "));
    }

    /** Oldest first. */
    static List<RecordedEvent> inOrder(Connection open, long from, long before, int limit) throws SQLException {
        return select(open, "WHERE position >= ? AND position < ? ORDER BY position LIMIT ?", from, before, limit);
    }

    private static List<RecordedEvent> select(Connection open, String where, long from, long to, int limit)
            throws SQLException {
        List<RecordedEvent> events = new ArrayList<>();
        try (PreparedStatement select = open.prepareStatement(EVENT + where)) {
            select.setLong(1, from);
            select.setLong(2, to);
            select.setInt(3, limit);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(event(EventRow.of(row)));
                }
            }
        }
        return events;
    }

    /** A kind or severity of a newer version is shown as a change of state rather than not at all. */
    private static RecordedEvent event(EventRow row) {
        Event event = new Event(
                row.utc(),
                known(Event.Kind.values(), row.kind(), Event.Kind.STATE),
                known(Severity.values(), row.severity(), Severity.INFO),
                row.source(),
                row.sentence(),
                EventText.parse(row.detail()));
        return new RecordedEvent(row.position(), event);
    }

    private static <E extends Enum<E>> E known(E[] all, String name, E otherwise) {
        for (E one : all) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        return otherwise;
    }
}
