package io.tieline.rig.site;

import java.util.function.LongSupplier;

/**
 * The time of a simulated site: it runs faster than ours, and no further than it is allowed. Whoever waits for something that the
 * machine does in its own time lets it stand meanwhile.
 */
public final class SiteTime {

    /**
     * Where it is and how far it may go, nanoseconds all of them.
     *
     * @param realNanos on the machine's monotonic clock, when this began to hold
     * @param siteNanos what the site's clock showed then
     * @param limitNanos where it stands until it is allowed more
     */
    public record Leash(long realNanos, long siteNanos, long limitNanos) {

        long at(long nowNanos, double speed) {
            return Math.min(limitNanos, siteNanos + (long) ((nowNanos - realNanos) * speed));
        }
    }

    private final double speed;
    private final LongSupplier real;
    private Leash leash;

    /**
     * Stands at 0.
     *
     * @param speed site seconds per real second
     * @param real monotonic nanoseconds
     */
    public SiteTime(double speed, LongSupplier real) {
        this.speed = speed;
        this.real = real;
        leash = new Leash(real.getAsLong(), 0, 0);
    }

    /** One that runs from 0 and never stands. */
    static SiteTime running(double speed) {
        SiteTime time = new SiteTime(speed, System::nanoTime);
        time.allow(Long.MAX_VALUE);
        return time;
    }

    public double speed() {
        return speed;
    }

    /** Nanoseconds since it began; only ever grow. */
    public synchronized long nanos() {
        return leash.at(real.getAsLong(), speed);
    }

    /** Whether it waits to be allowed more. */
    public synchronized boolean stands() {
        return nanos() == leash.limitNanos();
    }

    /** It may go so far; what was allowed already stays allowed. */
    public synchronized Leash allow(long limitNanos) {
        return limitNanos > leash.limitNanos() ? leash(limitNanos) : leash;
    }

    /** It stands from now on, until it is allowed more. */
    public synchronized Leash stand() {
        return leash(nanos());
    }

    private Leash leash(long limitNanos) {
        long now = real.getAsLong();
        leash = new Leash(now, leash.at(now, speed), limitNanos);
        return leash;
    }
}
