package io.tieline.tariff;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A tariff: what a utility publishes, or a contract says.
 *
 * @param id unique
 * @param facts where the figures come from
 * @param currency as the bill writes it, for instance {@code JPY}
 * @param clock of the meter
 * @param billing when months and contract years begin
 * @param lines how the amount of a line is rounded
 * @param totals how the sum of a period is rounded
 */
public record Tariff(
        String id,
        String title,
        String facts,
        String currency,
        TariffClock clock,
        BillingCalendar billing,
        Rounding lines,
        Rounding totals,
        Holidays holidays,
        List<Component> components) {

    /** The meter point of a tariff that names none. */
    public static final String MAIN_METER = "grid";

    public Tariff {
        components = List.copyOf(components);
    }

    public List<DemandCharge> demandCharges() {
        return components.stream()
                .filter(DemandCharge.class::isInstance)
                .map(DemandCharge.class::cast)
                .toList();
    }

    public List<EnergyCharge> energyCharges() {
        return components.stream()
                .filter(EnergyCharge.class::isInstance)
                .map(EnergyCharge.class::cast)
                .toList();
    }

    /** The meter points it reads. */
    public Set<String> meters() {
        Set<String> meters = demandCharges().stream().map(DemandCharge::meter).collect(Collectors.toSet());
        energyCharges().forEach(charge -> meters.add(charge.meter()));
        return meters;
    }
}
