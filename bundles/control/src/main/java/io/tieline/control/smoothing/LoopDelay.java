package io.tieline.control.smoothing;

import java.util.Arrays;

/**
 * How long it takes from a decision to the moment its effect is seen: line, conversion, and reading it back. Immutable.
 *
 * @param commandedW the power commanded last
 * @param fromW power of the batteries when the running step began
 * @param toW what the step asked for
 * @param sentNanos when; {@link #NONE}: no step runs
 * @param seconds the last delays, the newest first; not all need to be measured yet
 */
public record LoopDelay(double commandedW, double fromW, double toW, long sentNanos, double[] seconds) {

    private static final long NONE = Long.MIN_VALUE;
    public static final LoopDelay UNKNOWN = new LoopDelay(Double.NaN, 0, 0, NONE, new double[0]);

    private static final int KEPT = 9;
    /** Fewer could be luck. */
    private static final int ENOUGH = 3;
    /** A step that has not been seen after this long counts as this long. */
    private static final double LOST_SECONDS = 10;

    /**
     * Looks at the batteries.
     *
     * @param newCommandW commanded by the decision before, NaN: released
     * @param commandNanos when that was
     * @param measuredW sum of what the conversions say now
     * @param leastStepW smaller steps drown in noise
     */
    public LoopDelay next(double newCommandW, long commandNanos, double measuredW, long nanos, double leastStepW) {
        if (Double.isNaN(newCommandW) || Double.isNaN(measuredW)) {
            return new LoopDelay(newCommandW, 0, 0, NONE, seconds);
        }
        LoopDelay now = new LoopDelay(newCommandW, fromW, toW, sentNanos, seconds);
        if (sentNanos == NONE) {
            boolean step = Math.abs(newCommandW - commandedW) >= leastStepW;
            return step
                    ? new LoopDelay(newCommandW, measuredW, newCommandW, commandNanos, seconds).seen(measuredW, nanos)
                    : now;
        }
        boolean turned = (newCommandW - commandedW) * (toW - fromW) < 0;
        return turned ? new LoopDelay(newCommandW, 0, 0, NONE, seconds) : now.seen(measuredW, nanos);
    }

    /** Half of a step is where a first-order answer and a pure delay are told apart least by noise. */
    private LoopDelay seen(double measuredW, long nanos) {
        double took = (nanos - sentNanos) / 1e9;
        boolean half = (measuredW - fromW) * Math.signum(toW - fromW) >= Math.abs(toW - fromW) / 2;
        if (!half && took < LOST_SECONDS) {
            return this;
        }
        double[] kept = new double[Math.min(KEPT, seconds.length + 1)];
        kept[0] = Math.min(took, LOST_SECONDS);
        System.arraycopy(seconds, 0, kept, 1, kept.length - 1);
        return new LoopDelay(commandedW, 0, 0, NONE, kept);
    }

    /** The median of the last delays, NaN while too few were measured. */
    public double median() {
        if (seconds.length < ENOUGH) {
            return Double.NaN;
        }
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
