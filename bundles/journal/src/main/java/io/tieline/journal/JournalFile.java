package io.tieline.journal;

import io.tieline.model.Event;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A record to be read, also while a gateway writes it: for the command line. Thread-safe. */
public final class JournalFile implements AutoCloseable {

    private final Path directory;
    private final Database database;
    private final Dictionary dictionary = new Dictionary();
    private final List<String> damages = new ArrayList<>();
    private final ReadConnection connection;
    private final SeriesQueries series;
    private final EventQueries events;

    private JournalFile(Path directory) throws SQLException {
        this.directory = directory;
        database = new Database(directory);
        connection = new ReadConnection(database, this::damaged);
        series = new SeriesQueries(connection, dictionary);
        events = new EventQueries(connection);
        try (Connection first = database.openForReading()) {
            dictionary.load(first);
        }
    }

    /**
     * Opens the record of a directory.
     *
     * @throws JournalException if there is none, or none that can be read; says what to do
     */
    public static JournalFile open(Path directory) {
        try {
            return new JournalFile(directory.toAbsolutePath());
        } catch (SQLException e) {
            throw unreadable(directory, e);
        }
    }

    /** What the record holds. */
    public JournalInfo info() {
        return with(open -> JournalInfo.of(open, database.file()));
    }

    /** Walks all of it. */
    public Verification verify() {
        return with(open -> new Verifier(open, directory, dictionary).verify());
    }

    /** Every point of the record as {@code device/point}, in the order they came. */
    public List<String> points() {
        return dictionary.pointIds();
    }

    /** The samples of one point in [from, to); of aged stretches the last of every step, at the step's last moment. */
    public void samples(String device, String point, long fromUtcMillis, long toUtcMillis, SampleVisitor visitor) {
        series.samples(device, point, fromUtcMillis, toUtcMillis, visitor);
    }

    /** Several points at the same moments, see {@link Journal#aligned}. */
    public Aligned aligned(List<String> points, long fromUtcMillis, long toUtcMillis, int steps) {
        return series.aligned(points, fromUtcMillis, toUtcMillis, steps);
    }

    /** What points were at a moment, see {@link Journal#asOf}. */
    public List<Held> asOf(List<String> points, long utcMillis) {
        return points.stream()
                .flatMap(point -> series.asOf(point, utcMillis).stream())
                .toList();
    }

    /** Events of a time range [from, to), newest first; an empty set means all. */
    public List<RecordedEvent> events(
            long fromUtcMillis, long toUtcMillis, int limit, Set<Event.Kind> kinds, Set<String> sources) {
        return events.between(fromUtcMillis, toUtcMillis, limit, kinds, sources);
    }

    /**
     * What decisions were made from, oldest first: from the beginning of the stretch that holds {@code from}, to before
     * {@code to}.
     */
    public void tape(long fromUtcMillis, long toUtcMillis, Consumer<byte[]> frames) {
        with(open -> {
            TapeTable.read(open, fromUtcMillis, toUtcMillis, frames, this::damaged);
            return true;
        });
    }

    /** What could not be read so far. */
    public synchronized List<String> damages() {
        return List.copyOf(damages);
    }

    @Override
    public void close() {
        connection.close();
    }

    private <T> T with(ReadConnection.Question<T> question) {
        try {
            return connection.ask(question);
        } catch (SQLException e) {
            throw unreadable(directory, e);
        }
    }

    private static JournalException unreadable(Path directory, SQLException cause) {
        return new JournalException("The record in " + directory + " cannot be read: " + cause.getMessage()
                + ". Name the directory that holds journal.db; a damaged file needs its last backup");
    }

    private synchronized void damaged(String what) {
        if (damages.size() < 100) {
            damages.add(what);
        }
    }
}
