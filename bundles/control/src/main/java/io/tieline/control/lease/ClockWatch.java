package io.tieline.control.lease;

/**
 * Whether the site's clock may be compared with a sender's: not before it was ever set, and not for a while after it was
 * stepped.
 *
 * @param doubtedUntilNanos {@link #NEVER}: not doubted
 */
public record ClockWatch(long lastUtcMillis, long lastNanos, long doubtedUntilNanos) {

    private static final long NEVER = Long.MIN_VALUE;
    public static final ClockWatch NEW = new ClockWatch(NEVER, NEVER, NEVER);

    /** A gateway whose clock shows less was never set: 2024-01-01. */
    private static final long EARLIEST_UTC_MILLIS = 1_704_067_200_000L;

    private static final double STEP_SECONDS = 2;
    private static final double DOUBT_SECONDS = 900;

    /** The watch after a look at both clocks. */
    public ClockWatch next(long utcMillis, long nanos) {
        double parted = lastNanos == NEVER ? 0 : (utcMillis - lastUtcMillis) / 1000.0 - (nanos - lastNanos) / 1e9;
        long until = Math.abs(parted) > STEP_SECONDS ? nanos + (long) (DOUBT_SECONDS * 1e9) : doubtedUntilNanos;
        return new ClockWatch(utcMillis, nanos, until);
    }

    /** Whether times can be compared now. */
    public boolean isTrusted(long nanos) {
        return lastUtcMillis >= EARLIEST_UTC_MILLIS && (doubtedUntilNanos == NEVER || nanos - doubtedUntilNanos >= 0);
    }
}
