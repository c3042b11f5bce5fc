package io.tieline.control.lease;

import io.tieline.control.settings.Refusal;

/**
 * What the sender allows the power of all batteries to be, in W, + = discharge.
 *
 * @param minW negative infinity: no bound
 * @param maxW positive infinity: no bound
 */
public record PowerRange(double minW, double maxW) {

    public static final PowerRange FREE = new PowerRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * @throws IllegalArgumentException naming the field, if the range is empty or not a number
     */
    public PowerRange {
        Refusal.unless(minW <= maxW, "bounds: the minimum must not be above the maximum, are " + minW + " and " + maxW);
    }

    double clamp(double watts) {
        return Math.max(minW, Math.min(maxW, watts));
    }

    PowerRange and(PowerRange other) {
        return new PowerRange(other.clamp(minW), other.clamp(maxW));
    }
}
