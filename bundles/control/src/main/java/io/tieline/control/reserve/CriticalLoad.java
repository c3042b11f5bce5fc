package io.tieline.control.reserve;

import java.util.Arrays;

/**
 * The load the backup is sized for: the 95th percentile of the last day, from the highest value of every five minutes.
 * Immutable; a new one is made once per five minutes.
 */
public final class CriticalLoad {

    private static final long SLOT_NANOS = 300_000_000_000L;
    private static final int SLOTS = 288;
    private static final double PERCENTILE = 0.95;
    /** Before so many slots are full, the load is not known yet and the running one counts as well. */
    private static final int YOUNG = 12;

    private static final double UNMEASURED = -1;

    public static final CriticalLoad NONE = new CriticalLoad(new double[0], new double[0], 0, Long.MIN_VALUE, 0);

    private final double[] slots;
    private final double[] sorted;
    private final int oldest;
    private final long slotNanos;
    private final double slotHighW;

    private CriticalLoad(double[] slots, double[] sorted, int oldest, long slotNanos, double slotHighW) {
        this.slots = slots;
        this.sorted = sorted;
        this.oldest = oldest;
        this.slotNanos = slotNanos;
        this.slotHighW = slotHighW;
    }

    /** What was known before a restart stands for the whole day before it. */
    public static CriticalLoad restored(double watts) {
        double[] day = new double[SLOTS];
        Arrays.fill(day, watts);
        return watts > 0 ? new CriticalLoad(day, day, 0, Long.MIN_VALUE, 0) : NONE;
    }

    /** W; 0 before anything was measured. */
    public double watts() {
        double percentile = sorted.length == 0 ? 0 : sorted[(int) Math.ceil(PERCENTILE * sorted.length) - 1];
        return sorted.length < YOUNG ? Math.max(percentile, Math.max(0, slotHighW)) : percentile;
    }

    /** Whether it has been watched for long enough that others can be asked to carry it. */
    public boolean isKnown() {
        return sorted.length >= YOUNG;
    }

    /**
     * One value more.
     *
     * @param watts NaN while it is not measured
     */
    public CriticalLoad next(double watts, long nanos) {
        double now = Double.isNaN(watts) ? UNMEASURED : Math.max(0, watts);
        double high = Math.max(slotHighW, now);
        if (slotNanos == Long.MIN_VALUE) {
            return now == UNMEASURED ? this : new CriticalLoad(slots, sorted, oldest, nanos, now);
        }
        if (nanos - slotNanos < SLOT_NANOS) {
            return high == slotHighW ? this : new CriticalLoad(slots, sorted, oldest, slotNanos, high);
        }
        // Minutes in which nothing was measured say nothing about the load.
        return slotHighW == UNMEASURED
                ? new CriticalLoad(slots, sorted, oldest, nanos, now)
                : full(slotHighW, nanos, now);
    }

    private CriticalLoad full(double high, long nanos, double firstW) {
        if (slots.length < SLOTS) {
            double[] more = Arrays.copyOf(slots, slots.length + 1);
            more[slots.length] = high;
            double[] ordered = more.clone();
            Arrays.sort(ordered);
            return new CriticalLoad(more, ordered, 0, nanos, firstW);
        }
        double[] next = slots.clone();
        double[] ordered = sorted.clone();
        replace(ordered, next[oldest], high);
        next[oldest] = high;
        return new CriticalLoad(next, ordered, (oldest + 1) % SLOTS, nanos, firstW);
    }

    /** One value leaves a sorted array and another takes its place in the order. */
    private static void replace(double[] ordered, double leaving, double coming) {
        int at = Arrays.binarySearch(ordered, leaving);
        while (at + 1 < ordered.length && ordered[at + 1] < coming) {
            ordered[at] = ordered[at + 1];
            at++;
        }
        while (at > 0 && ordered[at - 1] > coming) {
            ordered[at] = ordered[at - 1];
            at--;
        }
        ordered[at] = coming;
    }
}
