package io.tieline.journal;

import io.tieline.model.AlarmBoard;
import io.tieline.model.DeviceImage;
import io.tieline.model.Event;
import io.tieline.model.EventSink;
import io.tieline.model.SiteClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The durable record of a site: samples in compressed blocks, events one by one, in one SQLite file.
 *
 * <p>Recording never waits for the disk and never fails: while nothing can be written the buffers fill, then samples are
 * counted as lost, an alarm stands, and the journal keeps trying. Thread-safe.
 */
public final class Journal implements EventSink, AutoCloseable {

    private Journal() {}

    /**
     * Opens the journal of a directory, makes it if there is none. Always succeeds: an unusable directory leads to state
     * FAILED and an alarm, a corrupt file is set aside with an alarm and a new one begun.
     */
    public static Journal open(Path directory, JournalSettings settings, SiteClock clock, AlarmBoard alarms) {
        return new Journal();
    }

    /** Takes over what has changed in a device. To be called after every committed batch; never blocks. */
    public void record(DeviceImage image) {}

    /**
     * Records an event.
     *
     * @return completes with its position once it is on disk; exceptionally if it is lost
     */
    public CompletionStage<Long> append(Event event) {
        throw new UnsupportedOperationException("being built");
    }

    /** {@link #append} for those who do not wait. */
    @Override
    public void accept(Event event) {}

    /** The durable cursor of a name; a new one begins with the oldest record there is. */
    public Cursor cursor(String name) {
        throw new UnsupportedOperationException("being built");
    }

    /** Forgets a cursor whose reader is gone for good, so that it holds nothing back any more. */
    public void forget(String cursor) {}

    /** One point over time, summed up in equal steps. */
    public Series series(String device, String point, long fromUtcMillis, long toUtcMillis, int steps) {
        throw new UnsupportedOperationException("being built");
    }

    /** Events of a time range [from, to), newest first; an empty set of kinds means all. */
    public List<RecordedEvent> events(long fromUtcMillis, long toUtcMillis, int limit, Set<Event.Kind> kinds) {
        throw new UnsupportedOperationException("being built");
    }

    /** The newest events, newest first. */
    public List<RecordedEvent> lastEvents(int limit) {
        throw new UnsupportedOperationException("being built");
    }

    public JournalStatus status() {
        throw new UnsupportedOperationException("being built");
    }

    /** Writes what is buffered now; completes when it is on disk, exceptionally if that failed. */
    public CompletionStage<Long> flush() {
        throw new UnsupportedOperationException("being built");
    }

    /** Writes everything that is buffered and closes the file. */
    @Override
    public void close() {}
}
