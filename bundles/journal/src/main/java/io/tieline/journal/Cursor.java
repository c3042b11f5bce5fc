package io.tieline.journal;

/**
 * A reader's durable place in the journal, by name. What its reader has not acknowledged is kept, up to the disk budget.
 *
 * <p>Acknowledgements reach the disk with the next block; after a power cut a reader may therefore see the last ones
 * again. Calls come from one thread at a time.
 */
public final class Cursor {

    Cursor() {}

    public String name() {
        throw new UnsupportedOperationException("being built");
    }

    /** Everything before this position was acknowledged. */
    public long position() {
        throw new UnsupportedOperationException("being built");
    }

    /** The position the next record of the journal gets. */
    public long head() {
        throw new UnsupportedOperationException("being built");
    }

    /** How many records wait for acknowledgement. */
    public long backlog() {
        throw new UnsupportedOperationException("being built");
    }

    /** The records after those of the call before; empty if there are none yet. Never waits. */
    public Batch next(int maxSamples) {
        throw new UnsupportedOperationException("being built");
    }

    /** Lets {@link #next} start again with the first record that was not acknowledged. */
    public void rewind() {}

    /** Unacknowledged records from a position on, before another; independent of {@link #next}. */
    public Batch read(long from, long before, int maxSamples) {
        throw new UnsupportedOperationException("being built");
    }

    /** Acknowledges everything before a position. */
    public void commit(long position) {}

    /** Acknowledges a stretch out of turn: live data that went out before older history. */
    public void commit(long from, long to) {}
}
