package io.tieline.control;

import io.tieline.control.settings.LimitSettings;

/**
 * How warm a transformer is, and what it may carry because of it: a first-order model of its winding, the load squared
 * being what heats it (the thermal image of IEC 60076-7, with one time constant).
 */
final class Transformer {

    /** IEC 60076-7 allows medium power transformers no more for a short time, however cold they are. */
    private static final double MOST_OVERLOAD = 1.5;
    /** What is allowed now must be allowed for this long. */
    private static final double AHEAD_SECONDS = 60;
    /** Before anything is known it may be as warm as it ever gets. */
    static final double WARM = 1;

    private Transformer() {}

    /**
     * Its heat after some time.
     *
     * @param heat 1: as after a long time at its rating
     * @param va what it carried meanwhile; NaN: its rating
     */
    static double heat(double heat, double va, double ratedVa, double minutes, double seconds) {
        double load = Double.isNaN(va) ? WARM : va / ratedVa * (va / ratedVa);
        return minutes > 0 ? load + (heat - load) * StrictMath.exp(-seconds / 60 / minutes) : load;
    }

    /** The most it may carry now, in VA. */
    static double allowedVa(double heat, double ratedVa, double minutes) {
        if (minutes <= 0) {
            return ratedVa;
        }
        double kept = StrictMath.exp(-AHEAD_SECONDS / 60 / minutes);
        double square = (1 - heat * kept) / (1 - kept);
        return ratedVa * Math.max(0, Math.min(MOST_OVERLOAD, Math.sqrt(Math.max(0, square))));
    }

    /** The active power that goes with an apparent and a reactive one. */
    static double activeW(double va, double reactiveVar) {
        double reactive = Double.isNaN(reactiveVar) ? 0 : reactiveVar;
        return Math.sqrt(Math.max(0, va * va - reactive * reactive));
    }

    /**
     * The limits as of now: the tightest of breaker, contract and transformer is the import limit.
     *
     * @param heat of the transformer
     * @param reactiveVar at the meter, NaN: taken as none
     */
    static LimitSettings tightest(LimitSettings limits, double heat, double reactiveVar) {
        LimitSettings tightest = limits.contractW() < limits.importW()
                ? limits.withImport(limits.contractW(), "contract power")
                : limits;
        if (Double.isInfinite(limits.transformerVa())) {
            return tightest;
        }
        double allowedVa = allowedVa(heat, limits.transformerVa(), limits.transformerMinutes());
        double allowedW = activeW(allowedVa, reactiveVar);
        return allowedW < tightest.importW()
                ? tightest.withImport(Math.max(1, allowedW), "limit of the transformer")
                : tightest;
    }
}
