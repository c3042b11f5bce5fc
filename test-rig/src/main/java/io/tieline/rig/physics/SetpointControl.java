package io.tieline.rig.physics;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The active-power control of a power conversion system as SunSpec model 704 describes it: a setting takes effect after a
 * response delay, and reverts by itself when it is not refreshed in time. All times are real time: a device's timers do not
 * run faster because the site's load does.
 */
public final class SetpointControl {

    /**
     * What the registers say.
     *
     * @param enabled WSetEna
     * @param watts WSet, or WSetPct of the rated power; + = discharge
     * @param revertEnabled WSetEnaRvrt: whether a setpoint stays active after reversion
     * @param revertWatts WSetRvrt
     * @param revertSeconds WSetRvrtTms, 0 = never
     */
    public record Setting(
            boolean enabled, double watts, boolean revertEnabled, double revertWatts, double revertSeconds) {

        public static final Setting OFF = new Setting(false, 0, false, 0, 0);
    }

    private record Pending(Setting setting, long dueNanos) {}

    private final long delayNanos;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private Setting active = Setting.OFF;
    private long refreshedNanos;
    private boolean reverted;

    public SetpointControl(long delayNanos) {
        this.delayNanos = delayNanos;
    }

    /** The registers were written: the setting takes effect later, the reversion timer starts now. */
    public void write(Setting setting, long nowNanos) {
        pending.addLast(new Pending(setting, nowNanos + delayNanos));
        refreshedNanos = nowNanos;
        reverted = false;
    }

    /** The power asked for at this moment. */
    public double targetW(long nowNanos) {
        while (!pending.isEmpty() && pending.getFirst().dueNanos() <= nowNanos) {
            active = pending.removeFirst().setting();
        }
        if (!reverted && active.enabled() && active.revertSeconds() > 0 && remainingSeconds(nowNanos) <= 0) {
            reverted = true;
        }
        if (!active.enabled()) {
            return 0;
        }
        if (reverted) {
            return active.revertEnabled() ? active.revertWatts() : 0;
        }
        return active.watts();
    }

    /** WSetRvrtRem: seconds until reversion, 0 when it does not run. */
    public double remainingSeconds(long nowNanos) {
        if (!active.enabled() || active.revertSeconds() <= 0 || reverted) {
            return 0;
        }
        return Math.max(0, active.revertSeconds() - (nowNanos - refreshedNanos) / 1e9);
    }

    /** True once the timer has run out and until the next write. */
    public boolean reverted() {
        return reverted;
    }
}
