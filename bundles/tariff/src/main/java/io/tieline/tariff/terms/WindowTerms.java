package io.tieline.tariff.terms;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a tariff asks of one window.
 *
 * @param demand of the charges that count in it
 * @param energyPrice of one kWh in it, as published; what follows a market is not in it
 */
public record WindowTerms(List<DemandTerm> demand, double energyPrice) {

    public WindowTerms {
        demand = List.copyOf(demand);
    }

    /** The first term a rising load meets. */
    public Optional<DemandTerm> first() {
        return demand.stream().min(Comparator.comparingDouble(DemandTerm::freeLevel));
    }

    /** A mean up to this costs no demand charge more; infinite if none counts. */
    public double freeLevel() {
        return first().map(DemandTerm::freeLevel).orElse(Double.POSITIVE_INFINITY);
    }

    /** What one more unit costs in demand charges if the window's mean is already at a level. */
    public double marginalPrice(double level) {
        return demand.stream()
                .filter(term -> level >= term.freeLevel())
                .mapToDouble(DemandTerm::marginalPrice)
                .sum();
    }

    /** The lowest agreed power; infinite: none. */
    public double cap() {
        return demand.stream().mapToDouble(DemandTerm::cap).min().orElse(Double.POSITIVE_INFINITY);
    }
}
