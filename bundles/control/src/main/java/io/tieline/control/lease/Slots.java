package io.tieline.control.lease;

import io.tieline.control.settings.Refusal;
import java.time.Duration;
import java.util.List;

/** A row of values for equal spans of time. */
final class Slots {

    /** A day of quarter-hours with room for finer steps; more is not a schedule but a load on the gateway. */
    private static final int MOST = 1440;

    private Slots() {}

    static List<Double> checked(String field, Duration slot, List<Double> values) {
        Refusal.unless(slot.toMillis() >= 1000, "payload.slot: must be at least a second, is " + slot);
        Refusal.unless(
                !values.isEmpty() && values.size() <= MOST,
                field + ": must have 1 to " + MOST + " values, has " + values.size());
        for (double value : values) {
            Refusal.unless(Double.isFinite(value), field + ": must be numbers, has " + value);
        }
        return List.copyOf(values);
    }

    static double at(long startUtcMillis, Duration slot, List<Double> values, long utcMillis) {
        long index = Math.floorDiv(utcMillis - startUtcMillis, slot.toMillis());
        return index >= 0 && index < values.size() ? values.get((int) index) : Double.NaN;
    }
}
