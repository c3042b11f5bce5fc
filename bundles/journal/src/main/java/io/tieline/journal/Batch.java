package io.tieline.journal;

import java.util.List;

/**
 * Records read through a cursor.
 *
 * @param from position of the first
 * @param to position after the last: what to commit once all of it was dealt with
 */
public record Batch(long from, long to, List<Entry> entries) {

    public Batch {
        entries = List.copyOf(entries);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The number of samples in it; events do not count. */
    public int samples() {
        int count = 0;
        for (Entry entry : entries) {
            count += entry instanceof Samples samples ? samples.size() : 0;
        }
        return count;
    }
}
