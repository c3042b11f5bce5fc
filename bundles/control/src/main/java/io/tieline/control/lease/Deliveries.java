package io.tieline.control.lease;

import io.tieline.control.lease.Payload.Curtailment;
import java.util.ArrayList;
import java.util.List;

/**
 * What the running curtailments really get, by measurement: an event that was not met says so. Immutable.
 *
 * @param running one per event, in the order they began; an event that has just ended is listed once more
 */
public record Deliveries(List<Delivery> running) {

    public static final Deliveries NONE = new Deliveries(List.of());

    /**
     * The account of one event.
     *
     * @param requestedW against the baseline; NaN: only a limit was asked for
     * @param deliveredW now: baseline less import, or the power of the batteries where there is no baseline; NaN: not
     *     measured
     * @param deliveredWh so far, of the time that was measured
     * @param measuredSeconds of {@code elapsedSeconds}
     * @param over whether it has ended
     */
    public record Delivery(
            String id,
            double requestedW,
            double deliveredW,
            double deliveredWh,
            double measuredSeconds,
            double elapsedSeconds,
            boolean over) {

        /** The mean over the time that was measured, NaN before. */
        public double meanW() {
            return measuredSeconds > 0 ? deliveredWh * 3600 / measuredSeconds : Double.NaN;
        }

        Delivery count(double watts, double seconds, boolean ends) {
            boolean measured = !Double.isNaN(watts);
            return new Delivery(
                    id,
                    requestedW,
                    watts,
                    deliveredWh + (measured ? watts * seconds / 3600 : 0),
                    measuredSeconds + (measured ? seconds : 0),
                    elapsedSeconds + seconds,
                    ends);
        }
    }

    /**
     * Brings the accounts up to now.
     *
     * @param gridW import, NaN while it is not measured
     * @param batteryW what the batteries give
     * @param seconds since the last time
     */
    public Deliveries next(LeaseBook book, double gridW, double batteryW, long utcMillis, double seconds) {
        List<Lease> events = book.curtailments(utcMillis);
        if (events.isEmpty() && running.isEmpty()) {
            return NONE;
        }
        List<Delivery> now = new ArrayList<>();
        for (Lease lease : events) {
            if (lease.request().payload() instanceof Curtailment event) {
                boolean known = running.stream().anyMatch(one -> one.id().equals(lease.id()) && !one.over());
                now.add(before(lease.id(), event).count(delivered(event, gridW, batteryW), known ? seconds : 0, false));
            }
        }
        for (Delivery one : running) {
            if (!one.over() && now.stream().noneMatch(running -> running.id().equals(one.id()))) {
                now.add(one.count(Double.NaN, 0, true));
            }
        }
        return now.isEmpty() ? NONE : new Deliveries(List.copyOf(now));
    }

    private Delivery before(String id, Curtailment event) {
        return running.stream()
                .filter(one -> one.id().equals(id) && !one.over())
                .findFirst()
                .orElse(new Delivery(id, event.requestedW(), Double.NaN, 0, 0, 0, false));
    }

    private static double delivered(Curtailment event, double gridW, double batteryW) {
        if (Double.isNaN(event.baselineW())) {
            return Double.isNaN(gridW) ? Double.NaN : batteryW;
        }
        return event.baselineW() - gridW;
    }

    /** Whether an event has just ended. */
    public boolean anyOver() {
        return !running.isEmpty() && running.stream().anyMatch(Delivery::over);
    }
}
