package io.tieline.journal;

import io.tieline.model.AlarmBoard;
import io.tieline.model.DeviceImage;
import io.tieline.model.Event;
import io.tieline.model.EventSink;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The durable record of a site: samples in compressed blocks, events one by one, in one SQLite file.
 *
 * <p>Recording never waits for the disk and never fails: while nothing can be written the buffers fill, then samples are
 * counted as lost, an alarm stands, and the journal keeps trying. Questions to a record that cannot be read are answered
 * with nothing. Thread-safe.
 */
public final class Journal implements EventSink, AutoCloseable {

    /** The source of the journal's alarms. */
    static final String SOURCE = "journal";

    private final JournalSettings settings;
    private final SiteClock clock;
    private final AlarmBoard alarms;
    private final Database database;
    private final Dictionary dictionary = new Dictionary();
    private final ConcurrentMap<String, DeviceRecorder> recorders = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Acknowledged> cursors = new ConcurrentHashMap<>();
    private final PendingEvents events = new PendingEvents();
    private final PendingTape tape = new PendingTape();
    private final ReadWriteLock layout = new ReentrantReadWriteLock();
    private final List<ReadConnection> readers = new CopyOnWriteArrayList<>();
    private final EventQueries eventQueries;
    private final SeriesQueries seriesQueries;
    private final Writer writer;
    private volatile boolean closed;

    private Journal(Path directory, JournalSettings settings, SiteClock clock, AlarmBoard alarms) {
        this.settings = settings;
        this.clock = clock;
        this.alarms = alarms;
        database = new Database(directory);
        writer = new Writer(
                database, settings, clock, alarms, dictionary, recorders, cursors, events, tape, layout.writeLock());
        ReadConnection reader = newReader();
        eventQueries = new EventQueries(reader);
        seriesQueries = new SeriesQueries(newReader(), dictionary);
    }

    /**
     * Opens the journal of a directory, makes it if there is none. Always succeeds: an unusable directory leads to state
     * FAILED and an alarm, a corrupt file is set aside with an alarm and a new one begun.
     */
    public static Journal open(Path directory, JournalSettings settings, SiteClock clock, AlarmBoard alarms) {
        Journal journal = new Journal(directory.toAbsolutePath(), settings, clock, alarms);
        journal.writer.start();
        return journal;
    }

    /** Takes over what has changed in a device. To be called after every committed batch; never blocks. */
    public void record(DeviceImage image) {
        String id = image.device().id();
        DeviceRecorder recorder = recorders.get(id);
        if (recorder == null) {
            recorder = recorders.computeIfAbsent(id, device -> new DeviceRecorder(device, settings, clock));
        }
        recorder.record(image);
    }

    /**
     * Records an event.
     *
     * @return completes with its position once it is on disk; exceptionally if it is not: lost, or waiting for a disk
     *     that does not take anything at present
     */
    public CompletionStage<Long> append(Event event) {
        CompletableFuture<Long> position = events.add(event);
        if (closed) {
            events.stopWaiting("the journal is closed");
        } else {
            writer.wake();
        }
        return position;
    }

    /**
     * Records what a decision was made from; with the next block, or now.
     *
     * @param now it is written at once, together with every event that waits
     * @return completes once it is on disk; exceptionally if it is not: lost, or waiting for a disk that takes nothing
     */
    public CompletionStage<Long> append(TapeFrame frame, boolean now) {
        CompletableFuture<Long> onDisk = tape.add(frame, now);
        if (closed) {
            tape.stopWaiting("the journal is closed");
        } else if (now) {
            writer.wake();
        }
        return onDisk;
    }

    /** {@link #append} for those who do not wait. */
    @Override
    public void accept(Event event) {
        append(event).whenComplete((position, lost) -> {
            // Counted in the status, and the alarm stands.
        });
    }

    /** The durable cursor of a name; a new one begins with the oldest record there is. */
    public Cursor cursor(String name) {
        Acknowledged acknowledged = cursors.computeIfAbsent(name, n -> {
            Acknowledged fresh = new Acknowledged(1, "");
            fresh.markChanged();
            return fresh;
        });
        return new Cursor(
                name, acknowledged, writer::head, new RecordQueries(newReader(), dictionary), layout.readLock());
    }

    /** Forgets a cursor whose reader is gone for good, so that it holds nothing back any more. */
    public void forget(String cursor) {
        cursors.remove(cursor);
        writer.forget(cursor);
    }

    /** One point over time, summed up in equal steps. */
    public Series series(String device, String point, long fromUtcMillis, long toUtcMillis, int steps) {
        return seriesQueries.series(device, point, fromUtcMillis, toUtcMillis, steps);
    }

    /** Several points ({@code device/point}) at the same moments, the ends of equal steps. */
    public Aligned aligned(List<String> points, long fromUtcMillis, long toUtcMillis, int steps) {
        return seriesQueries.aligned(points, fromUtcMillis, toUtcMillis, steps);
    }

    /** What points ({@code device/point}) were at a moment; those of which nothing was recorded until then are left out. */
    public List<Held> asOf(List<String> points, long utcMillis) {
        return points.stream()
                .flatMap(point -> seriesQueries.asOf(point, utcMillis).stream())
                .toList();
    }

    /** Events of a time range [from, to) of some kinds and sources, newest first; an empty set means all. */
    public List<RecordedEvent> events(
            long fromUtcMillis, long toUtcMillis, int limit, Set<Event.Kind> kinds, Set<String> sources) {
        return eventQueries.between(fromUtcMillis, toUtcMillis, limit, kinds, sources);
    }

    /** Events of a time range [from, to), newest first; an empty set of kinds means all. */
    public List<RecordedEvent> events(long fromUtcMillis, long toUtcMillis, int limit, Set<Event.Kind> kinds) {
        return eventQueries.between(fromUtcMillis, toUtcMillis, limit, kinds, Set.of());
    }

    /** The newest events, newest first. */
    public List<RecordedEvent> lastEvents(int limit) {
        return eventQueries.last(limit);
    }

    public JournalStatus status() {
        Figures figures = writer.figures();
        String failure = writer.failure();
        JournalStatus.State working = failure.isEmpty() ? JournalStatus.State.RECORDING : JournalStatus.State.FAILED;
        return new JournalStatus(
                closed ? JournalStatus.State.CLOSED : working,
                failure,
                recorders.values().stream().mapToLong(DeviceRecorder::recorded).sum(),
                writer.written(),
                recorders.values().stream().mapToLong(DeviceRecorder::dropped).sum(),
                events.lost(),
                figures.bytes(),
                figures.blocks(),
                figures.events(),
                figures.oldestUtcMillis(),
                writer.head(),
                figures.bytesPerDay(),
                figures.daysLeft(settings.maximumBytes()),
                cursors.entrySet().stream()
                        .map(cursor -> new JournalStatus.Reader(
                                cursor.getKey(),
                                cursor.getValue().position(),
                                cursor.getValue().open(writer.head())))
                        .toList());
    }

    /** Writes what is buffered now; completes when it is on disk, exceptionally if that failed. */
    public CompletionStage<Long> flush() {
        return writer.flush();
    }

    /** Writes everything that is buffered and closes the file. */
    @Override
    public void close() {
        writer.close();
        closed = true;
        events.stopWaiting("the journal is closed");
        readers.forEach(ReadConnection::close);
    }

    private ReadConnection newReader() {
        ReadConnection reader = new ReadConnection(database, this::damaged);
        readers.add(reader);
        return reader;
    }

    private void damaged(String what) {
        alarms.raise(
                SOURCE,
                "journal.damaged",
                Severity.MAJOR,
                "Part of the journal is damaged: " + what + ". Check the disk; what else is recorded stays readable");
    }
}
