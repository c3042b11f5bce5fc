package io.tieline.rig.bench;

import io.tieline.rig.wire.WireWatch;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows one step of the load from the meter's registers to the first setpoint it causes. */
final class StepWatch implements WireWatch {

    /** The steps are larger, what the batteries do from one moment to the next is smaller. */
    private static final double STEP_W = 20_000;

    /**
     * A step that has reached the cabinets.
     *
     * @param wireMillis from the moment the meter would have shown it to the first setpoint that follows it
     * @param gatewayMillis from the answer that carried it to that setpoint
     */
    record Reaction(double wireMillis, double gatewayMillis) {}

    private final Map<String, Double> setpoints = new HashMap<>();
    private boolean armed;
    private boolean up;
    private double meterW = Double.NaN;
    private long shownNanos;
    private long answeredNanos;
    private @Nullable Reaction reaction;

    /** From now on the next step in this direction counts. */
    synchronized void arm(boolean upwards) {
        armed = true;
        up = upwards;
        shownNanos = 0;
        answeredNanos = 0;
        reaction = null;
    }

    /** What became of the step; null: nothing yet. */
    synchronized @Nullable Reaction reaction() {
        return reaction;
    }

    @Override
    public synchronized void meterShows(double watts, long nanos) {
        if (armed && shownNanos == 0 && (up ? watts - meterW : meterW - watts) > STEP_W) {
            shownNanos = nanos;
        }
        meterW = watts;
    }

    @Override
    public synchronized void meterAnswers(double watts, long nanos) {
        if (armed && shownNanos != 0 && answeredNanos == 0) {
            answeredNanos = nanos;
        }
    }

    @Override
    public synchronized void setpointArrives(String cabinet, double watts, long nanos) {
        Double before = setpoints.put(cabinet, watts);
        // One that came before the gateway could know of the step, or goes the other way, has another reason.
        boolean follows = before != null && (up ? watts > before : watts < before);
        if (armed && answeredNanos != 0 && follows) {
            reaction = new Reaction((nanos - shownNanos) / 1e6, (nanos - answeredNanos) / 1e6);
            armed = false;
        }
    }
}
