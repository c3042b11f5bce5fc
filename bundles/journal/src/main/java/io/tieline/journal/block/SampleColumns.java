package io.tieline.journal.block;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Samples of one device as growing columns, in record order. Not thread-safe; reused by the writer. */
public final class SampleColumns {

    private int size;
    private int[] points;
    private long[] times;
    private double[] values;
    private byte[] qualities;

    @Nullable
    private String[] texts;

    public SampleColumns(int capacity) {
        points = new int[capacity];
        times = new long[capacity];
        values = new double[capacity];
        qualities = new byte[capacity];
        texts = new String[capacity];
    }

    public int size() {
        return size;
    }

    public void clear() {
        Arrays.fill(texts, 0, size, null);
        size = 0;
    }

    public void add(int point, long utcMillis, double value, byte quality, @Nullable String text) {
        if (size == points.length) {
            grow(Math.max(16, size * 2));
        }
        points[size] = point;
        times[size] = utcMillis;
        values[size] = value;
        qualities[size] = quality;
        texts[size] = text;
        size++;
    }

    /** Adds all of them to others. */
    void appendTo(SampleColumns others) {
        if (others.size + size > others.points.length) {
            others.grow(Math.max(others.size + size, others.size * 2));
        }
        System.arraycopy(points, 0, others.points, others.size, size);
        System.arraycopy(times, 0, others.times, others.size, size);
        System.arraycopy(values, 0, others.values, others.size, size);
        System.arraycopy(qualities, 0, others.qualities, others.size, size);
        System.arraycopy(texts, 0, others.texts, others.size, size);
        others.size += size;
    }

    /** Adds all of them to others, their points as given. */
    void appendTo(SampleColumns others, int[] points) {
        for (int i = 0; i < size; i++) {
            others.add(points[this.points[i]], times[i], values[i], qualities[i], texts[i]);
        }
    }

    /** Some of them; these if it is all of them. */
    public SampleColumns slice(int from, int to) {
        if (from == 0 && to == size) {
            return this;
        }
        SampleColumns slice = new SampleColumns(to - from);
        for (int i = from; i < to; i++) {
            slice.add(points[i], times[i], values[i], qualities[i], texts[i]);
        }
        return slice;
    }

    /** Those of some points, later by so much. */
    public SampleColumns where(IntPredicate isWanted, long laterMillis) {
        SampleColumns wanted = new SampleColumns(size);
        for (int i = 0; i < size; i++) {
            if (isWanted.test(points[i])) {
                wanted.add(points[i], times[i] + laterMillis, values[i], qualities[i], texts[i]);
            }
        }
        return wanted;
    }

    private void grow(int capacity) {
        points = Arrays.copyOf(points, capacity);
        times = Arrays.copyOf(times, capacity);
        values = Arrays.copyOf(values, capacity);
        qualities = Arrays.copyOf(qualities, capacity);
        texts = Arrays.copyOf(texts, capacity);
    }

    /** The earliest time in it. */
    public long begins() {
        long begins = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            begins = Math.min(begins, times[i]);
        }
        return begins;
    }

    /** The latest time in it. */
    public long ends() {
        long ends = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            ends = Math.max(ends, times[i]);
        }
        return ends;
    }

    public int point(int sample) {
        return points[sample];
    }

    public long utcMillis(int sample) {
        return times[sample];
    }

    public double value(int sample) {
        return values[sample];
    }

    public byte quality(int sample) {
        return qualities[sample];
    }

    @Nullable
    public String text(int sample) {
        return texts[sample];
    }
}
