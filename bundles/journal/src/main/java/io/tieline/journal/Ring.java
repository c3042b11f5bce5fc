package io.tieline.journal;

import io.tieline.journal.block.SampleColumns;
import io.tieline.model.PointSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The preallocated buffer between one device's reading and the writer: one producer at a time, one consumer, no lock.
 * Points are positions in the {@link PointSet} the ring was made for.
 */
final class Ring {

    private final PointSet shape;
    private final int mask;
    private final int[] points;
    private final long[] times;
    private final double[] values;
    private final byte[] qualities;

    @Nullable
    private final String[] texts;

    /** Next place to fill, known to the producer only until published. */
    private long filling;

    private final AtomicLong published = new AtomicLong();
    private final AtomicLong released = new AtomicLong();

    Ring(PointSet shape, int scans) {
        this.shape = shape;
        int capacity = Integer.highestOneBit(Math.max(64, shape.size() * scans) - 1) << 1;
        mask = capacity - 1;
        points = new int[capacity];
        times = new long[capacity];
        values = new double[capacity];
        qualities = new byte[capacity];
        texts = new String[capacity];
    }

    PointSet shape() {
        return shape;
    }

    /** False if there is no room. Seen by the consumer after {@link #publish}. */
    boolean offer(int point, long utcMillis, double value, byte quality, @Nullable String text) {
        if (filling - released.get() > mask) {
            return false;
        }
        int slot = (int) filling & mask;
        points[slot] = point;
        times[slot] = utcMillis;
        values[slot] = value;
        qualities[slot] = quality;
        texts[slot] = text;
        filling++;
        return true;
    }

    void publish() {
        published.setRelease(filling);
    }

    /** Copies what is published and not yet released; the room stays taken until {@link #release}. */
    void copyTo(SampleColumns columns) {
        long end = published.getAcquire();
        for (long at = released.get(); at < end; at++) {
            int slot = (int) at & mask;
            columns.add(points[slot], times[slot], values[slot], qualities[slot], texts[slot]);
        }
    }

    void release(int samples) {
        released.setRelease(released.get() + samples);
    }

    boolean isDrained() {
        return released.get() == published.getAcquire();
    }
}
