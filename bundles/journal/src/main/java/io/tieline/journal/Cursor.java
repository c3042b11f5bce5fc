package io.tieline.journal;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.LongSupplier;

/**
 * A reader's durable place in the journal, by name. What its reader has not acknowledged is kept, up to the disk budget.
 *
 * <p>Acknowledgements reach the disk with the next block; after a power cut a reader may therefore see the last ones
 * again. Reads come from one thread at a time.
 */
public final class Cursor {

    private final String name;
    private final Acknowledged acknowledged;
    private final LongSupplier head;
    private final RecordQueries queries;
    private final Lock layout;
    private long reading;

    /**
     * @param layout held while reading: nobody may change the order of records that are being handed out
     */
    Cursor(String name, Acknowledged acknowledged, LongSupplier head, RecordQueries queries, Lock layout) {
        this.name = name;
        this.acknowledged = acknowledged;
        this.head = head;
        this.queries = queries;
        this.layout = layout;
        this.reading = acknowledged.position();
    }

    public String name() {
        return name;
    }

    /** Everything before this position was acknowledged. */
    public long position() {
        return acknowledged.position();
    }

    /** The position the next record of the journal gets. */
    public long head() {
        return head.getAsLong();
    }

    /** How many records wait for acknowledgement. */
    public long backlog() {
        return acknowledged.open(head());
    }

    /** The records after those of the call before; empty if there are none yet. Never waits for new ones. */
    public Batch next(int maxSamples) {
        Batch batch = read(reading, head(), maxSamples);
        reading = batch.to();
        return batch;
    }

    /** Lets {@link #next} start again with the first record that was not acknowledged. */
    public void rewind() {
        reading = acknowledged.position();
    }

    /** Unacknowledged records from a position on, before another; independent of {@link #next}. */
    public Batch read(long from, long before, int maxSamples) {
        if (maxSamples < 1) {
            throw new IllegalArgumentException("cursor " + name + ": maxSamples must be at least 1");
        }
        layout.lock();
        try {
            Batch batch = readOpen(from, before, maxSamples);
            acknowledged.give(batch.from(), batch.to());
            return batch;
        } finally {
            layout.unlock();
        }
    }

    private Batch readOpen(long from, long before, int maxSamples) {
        long end = Math.min(before, head());
        long at = from;
        while (at < end) {
            Stretches.Stretch open = acknowledged.open(at, end);
            if (open.from() == open.to()) {
                break;
            }
            Batch batch = queries.records(open.from(), open.to(), maxSamples);
            if (!batch.isEmpty() || batch.to() == batch.from()) {
                return batch;
            }
            // Deleted by the disk budget, or damaged: nobody can be waiting for it any more.
            acknowledged.add(batch.from(), batch.to());
            at = batch.to();
        }
        return new Batch(Math.max(from, end), Math.max(from, end), List.of());
    }

    /** Acknowledges everything before a position. */
    public void commit(long position) {
        acknowledged.add(0, Math.min(position, head()));
    }

    /** Acknowledges a stretch out of turn: live data that went out before older history. */
    public void commit(long from, long to) {
        acknowledged.add(from, Math.min(to, head()));
    }
}
