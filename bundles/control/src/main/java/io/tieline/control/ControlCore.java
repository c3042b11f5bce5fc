package io.tieline.control;

import java.util.List;

/**
 * The decision core: the same settings, state, situations and times give the same decisions, bit for bit.
 *
 * <p>Call it as often as something changes, at least once a second of site time where possible; it counts time, not
 * calls. Not thread-safe: one caller at a time.
 */
public final class ControlCore {

    private final ControlSettings settings;
    private ControlState state;

    public ControlCore(ControlSettings settings, ControlState state) {
        this.settings = settings;
        this.state = state;
    }

    /** The state after the last decision. */
    public ControlState state() {
        return state;
    }

    /** Decides now. */
    public Decision decide(Situation now, long utcMillis, long monotonicNanos) {
        state = ControlState.initial();
        long start = settings.window().startOf(utcMillis);
        return new Decision(
                utcMillis,
                Decision.Mode.IDLE,
                new Decision.Grid(GridState.DEGRADED, utcMillis, "not decided yet"),
                0,
                List.of(),
                new Decision.Flows(now.gridPower().value(), 0, Double.NaN),
                new Decision.Window(
                        start,
                        start + settings.window().lengthMillis(),
                        (utcMillis - start) / 1000.0,
                        0,
                        0,
                        Double.NaN,
                        0,
                        0,
                        0,
                        settings.window().zone()),
                new Decision.Target(Double.NaN, 0, 0, 0, utcMillis),
                new Decision.Reserve(0, 0, 0, 0, 0, 0, 0),
                List.of(),
                Decision.ClaimKind.NONE,
                Decision.GuardedBy.NOTHING,
                List.of(),
                monotonicNanos < 0);
    }
}
