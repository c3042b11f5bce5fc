package io.tieline.tariff.bill;

import io.tieline.tariff.FullLoadHours;
import io.tieline.tariff.Mask;
import io.tieline.tariff.Period;
import java.util.function.IntConsumer;

/**
 * The windows of one period.
 *
 * @param from index of its first window
 * @param until index after its last one
 */
record Stretch(Period period, WindowReadings readings, int from, int until) {

    /** Visits the indices of the windows a mask counts. */
    void each(Mask mask, IntConsumer visit) {
        for (int i = from; i < until; i++) {
            if (mask.counts(readings.time(i))) {
                visit.accept(i);
            }
        }
    }

    /** Energy of the period over its highest demand; 0 without any. */
    double fullLoadHours() {
        double energy = 0;
        double peak = 0;
        for (int i = from; i < until; i++) {
            energy += readings.kwh(i);
            peak = Math.max(peak, readings.kw(i));
        }
        return peak > 0 ? energy / peak : 0;
    }

    /** Whether a component with a condition on full-load hours is billed here. */
    boolean bills(FullLoadHours hours) {
        return hours.isAny() || hours.hold(fullLoadHours());
    }
}
