package io.tieline.tariff;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;

/**
 * Demand of billing months before the load begins, for components that remember it.
 *
 * @param peaks component id → first month of the billing period → demand in kW or kVA, of what the component remembers
 */
public record Past(Map<String, Map<YearMonth, Double>> peaks) {

    public static final Past NONE = new Past(Map.of());

    public Past {
        peaks = Map.copyOf(peaks);
    }

    /** 0 if nothing is known. */
    public double peak(String component, int month) {
        LocalDate first = LocalDate.of(month / 12, month % 12 + 1, 1);
        return peaks.getOrDefault(component, Map.of()).getOrDefault(YearMonth.from(first), 0.0);
    }
}
