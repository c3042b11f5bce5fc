package io.tieline.control.commissioning;

import java.util.List;

/**
 * What the test sees at one moment.
 *
 * @param trouble why nothing may be tested now, empty if it may: the grid, the meter, another gateway
 * @param gridW import, NaN without a trusted meter
 */
public record Look(String trouble, double gridW, List<Cabinet> cabinets, long utcMillis, long nanos) {

    public Look {
        cabinets = List.copyOf(cabinets);
    }

    /**
     * One cabinet.
     *
     * @param unavailable why it cannot be commanded, empty if it can
     * @param chargeW and {@code dischargeW}: the most it can do now
     * @param powerW measured, + = discharge
     * @param measuredNanos when that was true
     */
    public record Cabinet(
            String id,
            String unavailable,
            double nominalW,
            double chargeW,
            double dischargeW,
            double powerW,
            long measuredNanos) {}
}
