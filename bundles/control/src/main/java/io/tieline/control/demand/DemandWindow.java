package io.tieline.control.demand;

import io.tieline.control.settings.WindowSettings;
import java.util.Optional;

/**
 * The energy account of the running demand window: what the utility's meter will make of it at the end.
 *
 * <p>It counts time by the monotonic clock, not by calls, and knows the window's borders by UTC. Time it could not
 * measure (a silent meter, the part before the first call, a stepped clock) is filled with the best estimate and counted
 * as estimated.
 *
 * @param startUtcMillis start of the window, {@link #NEVER} before the first value
 * @param lastUtcMillis up to where it is accounted
 * @param lastNanos the same on the monotonic clock; {@link #NEVER}: restored, not known
 * @param importedWs net import so far
 * @param uncontrolledWs what the import would have been with the batteries at rest
 */
public record DemandWindow(
        long startUtcMillis,
        long lastUtcMillis,
        long lastNanos,
        double importedWs,
        double uncontrolledWs,
        double estimatedSeconds,
        double lastLoadW,
        double lastBatteryW) {

    public static final long NEVER = Long.MIN_VALUE;
    public static final DemandWindow NONE = new DemandWindow(NEVER, NEVER, NEVER, 0, 0, 0, Double.NaN, 0);

    /** Clocks that part by more than this between two calls: one of them was stepped. */
    private static final double STEP_SECONDS = 2;

    /** A mean over less than this says nothing about a window. */
    private static final double LEAST_SECONDS = 60;

    /**
     * A window that has ended.
     *
     * @param meanW the demand value
     * @param uncontrolledMeanW what it would have been with the batteries at rest
     * @param measuredShare how much of the window was measured, 0 to 1
     */
    public record Closed(long startUtcMillis, double meanW, double uncontrolledMeanW, double measuredShare) {}

    /** The account after a call, and the window that ended meanwhile, if one did. */
    public record Advance(DemandWindow window, Optional<Closed> closed) {}

    public boolean isOpen() {
        return startUtcMillis != NEVER;
    }

    public double elapsedSeconds() {
        return isOpen() ? (lastUtcMillis - startUtcMillis) / 1000.0 : 0;
    }

    public double meanW() {
        return elapsedSeconds() > 0 ? importedWs / elapsedSeconds() : known(lastLoadW) - lastBatteryW;
    }

    /**
     * Brings the account up to now.
     *
     * @param loadW the load without batteries, NaN while it is not measured: the last one is assumed
     * @param batteryW power of the batteries at the same moment
     */
    public Advance advance(WindowSettings settings, long utcMillis, long nanos, double loadW, double batteryW) {
        if (!isOpen() || !isOf(settings)) {
            return Double.isNaN(loadW)
                    ? new Advance(NONE, Optional.empty())
                    : new Advance(open(settings, utcMillis, nanos, loadW, batteryW), Optional.empty());
        }
        double utcSeconds = (utcMillis - lastUtcMillis) / 1000.0;
        boolean restored = lastNanos == NEVER;
        double seconds = restored ? Math.max(0, utcSeconds) : Math.max(0, (nanos - lastNanos) / 1e9);
        double length = settings.lengthSeconds();
        if (Math.abs(utcSeconds - seconds) > STEP_SECONDS || seconds > length) {
            return jump(settings, utcMillis, nanos, Math.min(seconds, length), loadW, batteryW);
        }
        boolean estimated = restored || Double.isNaN(loadW);
        long end = startUtcMillis + settings.lengthMillis();
        if (utcMillis < end) {
            return new Advance(count(utcMillis, nanos, seconds, loadW, batteryW, estimated), Optional.empty());
        }
        double share = utcSeconds > 0 ? (end - lastUtcMillis) / 1000.0 / utcSeconds : 0;
        DemandWindow full = count(end, nanos, seconds * share, lastLoadW, batteryW, estimated);
        DemandWindow next = new DemandWindow(settings.startOf(utcMillis), end, nanos, 0, 0, 0, lastLoadW, batteryW)
                .count(utcMillis, nanos, seconds * (1 - share), loadW, batteryW, estimated);
        return new Advance(next, Optional.of(full.close(length)));
    }

    /** Whether it can be one of these windows: of another tariff's, begun elsewhere or longer, no part is counted as one. */
    private boolean isOf(WindowSettings settings) {
        return settings.startOf(startUtcMillis) == startUtcMillis
                && lastUtcMillis < startUtcMillis + settings.lengthMillis();
    }

    /** Opens a window somewhere in its middle: what was not seen is assumed to have been like now. */
    private static DemandWindow open(
            WindowSettings settings, long utcMillis, long nanos, double loadW, double batteryW) {
        long start = settings.startOf(utcMillis);
        double unseen = (utcMillis - start) / 1000.0;
        return new DemandWindow(
                start, utcMillis, nanos, (loadW - batteryW) * unseen, loadW * unseen, unseen, loadW, batteryW);
    }

    /**
     * The load is taken as constant until the next value, the batteries as having followed the last setpoint at once: right
     * for a load that is reported when it changes, and without a bias for one that fluctuates.
     */
    private DemandWindow count(
            long utcMillis, long nanos, double seconds, double loadW, double batteryW, boolean estimated) {
        return new DemandWindow(
                startUtcMillis,
                utcMillis,
                nanos,
                importedWs + (lastLoadW - batteryW) * seconds,
                uncontrolledWs + lastLoadW * seconds,
                estimatedSeconds + (estimated ? seconds : 0),
                known(loadW),
                batteryW);
    }

    /**
     * The clock was stepped, or nobody called for longer than a window. The mean so far is the best that is known and is
     * kept; the elapsed time is what the clock now says.
     */
    private Advance jump(
            WindowSettings settings, long utcMillis, long nanos, double seconds, double loadW, double batteryW) {
        DemandWindow until =
                count(lastUtcMillis + Math.round(seconds * 1000), nanos, seconds, loadW, batteryW, Double.isNaN(loadW));
        double accounted = until.elapsedSeconds();
        if (accounted < LEAST_SECONDS) {
            // Too little is known of this window to scale it up: a second of it would count for half an hour.
            return new Advance(open(settings, utcMillis, nanos, known(loadW), batteryW), Optional.empty());
        }
        long start = settings.startOf(utcMillis);
        double elapsed = (utcMillis - start) / 1000.0;
        double measured = Math.max(0, accounted - until.estimatedSeconds);
        double keep = elapsed / accounted;
        boolean sameWindow = start == startUtcMillis;
        DemandWindow now = new DemandWindow(
                start,
                utcMillis,
                nanos,
                until.importedWs * keep,
                until.uncontrolledWs * keep,
                sameWindow ? Math.max(0, elapsed - measured) : elapsed,
                until.lastLoadW,
                batteryW);
        return new Advance(now, sameWindow ? Optional.empty() : Optional.of(until.close(settings.lengthSeconds())));
    }

    private Closed close(double lengthSeconds) {
        double elapsed = Math.max(elapsedSeconds(), 1e-3);
        double measured = Math.max(0, elapsed - estimatedSeconds) / lengthSeconds;
        return new Closed(startUtcMillis, importedWs / elapsed, uncontrolledWs / elapsed, Math.min(1, measured));
    }

    private double known(double loadW) {
        return Double.isNaN(loadW) ? lastLoadW : loadW;
    }
}
