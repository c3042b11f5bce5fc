package io.tieline.tariff;

import java.util.Optional;

/**
 * What an amount of energy costs.
 *
 * @param meter the meter point it is read from
 * @param reactive kvarh instead of kWh
 * @param mask when it counts
 * @param rounding of the energy of a period
 * @param hours the full-load hours at which it is billed at all
 * @param price what a unit costs
 */
public record EnergyCharge(
        String id,
        String title,
        Span span,
        String meter,
        boolean reactive,
        Window window,
        Mask mask,
        Rounding rounding,
        FullLoadHours hours,
        EnergyPrice price)
        implements Component {

    /** Published in the tariff, or following a market. */
    public sealed interface EnergyPrice permits Published, Market {}

    public record Published(Prices prices) implements EnergyPrice {}

    /**
     * A market-price adjustment: {@code energy x coefficient x (market price - reference)}.
     *
     * @param series the name of the price series
     * @param average every unit at the mean price of the period instead of that of its own slot
     */
    public record Market(String series, double reference, double coefficient, boolean average) implements EnergyPrice {}

    public String unit() {
        return reactive ? "kvarh" : "kWh";
    }

    public Optional<Prices> published() {
        return price instanceof Published published ? Optional.of(published.prices()) : Optional.empty();
    }
}
