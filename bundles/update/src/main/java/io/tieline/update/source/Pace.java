package io.tieline.update.source;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Keeps a transfer from taking more of the line than it is given. */
final class Pace {

    private static final double NANOS = 1e9;

    /** Waits; in a test, time is moved instead. */
    interface Pause {
        void pause(Duration duration) throws InterruptedException;
    }

    private final long bytesPerSecond;
    private final LongSupplier nanos;
    private final Pause pause;
    private final long begin;
    private long bytes;

    /**
     * @param bytesPerSecond 0: as fast as it goes
     * @param nanos monotonic
     */
    Pace(long bytesPerSecond, LongSupplier nanos, Pause pause) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanos = nanos;
        this.pause = pause;
        this.begin = nanos.getAsLong();
    }

    void passed(int more) throws InterruptedException {
        bytes += more;
        if (bytesPerSecond > 0) {
            double due = bytes / (double) bytesPerSecond * NANOS;
            long early = (long) (due - (nanos.getAsLong() - begin));
            if (early > 0) {
                pause.pause(Duration.ofNanos(early));
            }
        }
    }
}
