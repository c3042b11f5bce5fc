package io.tieline.control.dispatch;

import io.tieline.chemistry.Chemistry.Response;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.situation.Cabinet;

/** The slow or the fast cells as one, without those in maintenance. Measured anew for every split. */
final class Group {

    /** Who runs goes on down to this part of the power at which it would begin. */
    private static final double GOES_ON = 0.5;

    private final Response response;
    private double canW;
    private double leastW;
    private double storedWh;
    private double capacityWh;

    Group(Response response) {
        this.response = response;
    }

    void measure(Dispatch.Share share) {
        Fleet fleet = share.fleet();
        canW = 0;
        storedWh = 0;
        capacityWh = 0;
        double smallest = Double.POSITIVE_INFINITY;
        boolean runs = false;
        for (int i = 0, n = fleet.cabinets().size(); i < n; i++) {
            if (holds(fleet, i)) {
                Cabinet cabinet = fleet.cabinets().get(i);
                if (cabinet.isAvailable()) {
                    storedWh += cabinet.storedWh();
                    capacityWh += cabinet.capacityWh();
                }
                double can = share.canW(i);
                if (can > 0) {
                    canW += can;
                    smallest = Math.min(smallest, cabinet.nominalPowerW());
                    runs |= share.runs(i);
                }
            }
        }
        leastW = share.minimumShare() * smallest * (runs ? GOES_ON : 1);
    }

    boolean holds(Fleet fleet, int cabinet) {
        return fleet.chemistries().get(cabinet).response() == response;
    }

    /** What they can do together now, W. */
    double canW() {
        return canW;
    }

    /** Below this not even the smallest of them is worth running, W. */
    double leastW() {
        return leastW;
    }

    double socPercent() {
        return capacityWh > 0 ? storedWh / capacityWh * 100 : 50;
    }
}
