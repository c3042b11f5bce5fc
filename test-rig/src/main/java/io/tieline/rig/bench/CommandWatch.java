package io.tieline.rig.bench;

import io.tieline.rig.wire.WireWatch;
import java.util.HashMap;
import java.util.Map;

/** Adds up what the cabinets are told, from the moment the meter would have shown a step. */
final class CommandWatch implements WireWatch {

    private static final double STEP_W = 50_000;
    private static final double ENOUGH = 0.9;
    private static final double DOUBLE = 1.5;

    /**
     * How one step was answered.
     *
     * @param firstMs until the first watt more was commanded, infinite: never
     * @param fullMs until nine tenths of the need were
     * @param overshoot the most that was commanded beyond the need, as a share of it
     */
    record Answer(double firstMs, double fullMs, double overshoot) {

        boolean isDouble() {
            return overshoot > DOUBLE - 1;
        }
    }

    private final double needW;
    private final Map<String, Double> setpoints = new HashMap<>();
    private double meterW = Double.NaN;
    private boolean armed;
    private long shownNanos;
    private double firstMs;
    private double fullMs;
    private double mostW;

    CommandWatch(double needW) {
        this.needW = needW;
    }

    /** From now on the next step upwards counts. */
    synchronized void arm() {
        armed = true;
        shownNanos = 0;
        firstMs = Double.POSITIVE_INFINITY;
        fullMs = Double.POSITIVE_INFINITY;
        mostW = 0;
    }

    synchronized Answer answer() {
        armed = false;
        return new Answer(firstMs, fullMs, Math.max(0, mostW / needW - 1));
    }

    @Override
    public synchronized void meterShows(double watts, long nanos) {
        if (armed && shownNanos == 0 && watts - meterW > STEP_W) {
            shownNanos = nanos;
        }
        meterW = watts;
    }

    @Override
    public void meterAnswers(double watts, long nanos) {
        // What counts begins when the meter could have told.
    }

    @Override
    public synchronized void setpointArrives(String cabinet, double watts, long nanos) {
        double before = setpoints.getOrDefault(cabinet, 0.0);
        setpoints.put(cabinet, watts);
        if (!armed || shownNanos == 0) {
            return;
        }
        double sum =
                setpoints.values().stream().mapToDouble(Double::doubleValue).sum();
        double millis = (nanos - shownNanos) / 1e6;
        if (watts > before) {
            firstMs = Math.min(firstMs, millis);
        }
        if (sum >= ENOUGH * needW) {
            fullMs = Math.min(fullMs, millis);
        }
        mostW = Math.max(mostW, sum);
    }
}
