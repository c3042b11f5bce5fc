package io.tieline.control;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * Chooses the demand target without a forecast: a new period starts at a share of the last one's target, and a window
 * that ends above the target makes its mean the new one, for that peak is paid for.
 *
 * @param targetW NaN until it is known
 * @param period months since year 0, 0 before the first decision
 * @param periodStartUtcMillis when the period was first seen
 * @param highestW highest demand value of the period
 * @param highestUncontrolledW the same had the batteries been at rest
 * @param raisedUtcMillis when the target was last raised, 0: never
 */
record TargetRatchet(
        double targetW,
        int period,
        long periodStartUtcMillis,
        double highestW,
        double highestUncontrolledW,
        long raisedUtcMillis) {

    static final TargetRatchet NONE = new TargetRatchet(Double.NaN, 0, 0, 0, 0, 0);

    /** Less measured than this, a window proves nothing about the bill. */
    private static final double MEASURED_FOR_TARGET = 0.5;
    /** The charging ceiling must not rest on an estimate. */
    private static final double MEASURED_FOR_CEILING = 0.9;

    static int periodOf(long utcMillis, ZoneId zone) {
        YearMonth month = YearMonth.from(Instant.ofEpochMilli(utcMillis).atZone(zone));
        return month.getYear() * 12 + month.getMonthValue() - 1;
    }

    /** Enters the period a window belongs to; a clock stepped back does not bring an old one back. */
    TargetRatchet enter(ControlSettings.Shaving settings, int windowPeriod, long utcMillis) {
        if (windowPeriod <= period) {
            return this;
        }
        boolean first = period == 0 || settings.objective() == ControlSettings.Objective.FIXED;
        double start = first
                ? (settings.initialTargetW() > 0 ? settings.initialTargetW() : Double.NaN)
                : targetW * settings.carryShare();
        return new TargetRatchet(Math.max(start, settings.paidLevelW()), windowPeriod, utcMillis, 0, 0, 0);
    }

    TargetRatchet closed(ControlSettings.Shaving settings, DemandWindow.Closed window, long utcMillis) {
        if (window.measuredShare() < MEASURED_FOR_TARGET) {
            return this;
        }
        double first = Double.isNaN(targetW)
                ? Math.max(window.uncontrolledMeanW() * settings.carryShare(), settings.paidLevelW())
                : targetW;
        boolean raise = !Double.isNaN(targetW) && window.meanW() > targetW;
        boolean ceiling = window.measuredShare() >= MEASURED_FOR_CEILING;
        return new TargetRatchet(
                raise ? window.meanW() : first,
                period,
                periodStartUtcMillis,
                Math.max(highestW, window.meanW()),
                ceiling ? Math.max(highestUncontrolledW, window.uncontrolledMeanW()) : highestUncontrolledW,
                raise ? utcMillis : raisedUtcMillis);
    }

    /** Charging may draw up to this and never makes a new peak; 0 while nothing is known. */
    double chargeCeilingW(ControlSettings.Shaving settings) {
        return Double.isNaN(targetW) ? 0 : Math.min(targetW, Math.max(highestUncontrolledW, settings.paidLevelW()));
    }
}
