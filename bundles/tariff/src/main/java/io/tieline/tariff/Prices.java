package io.tieline.tariff;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The price of one unit by date, ordered by date. */
public record Prices(List<Step> steps) {

    public Prices {
        steps = List.copyOf(steps);
    }

    /**
     * The price from a date on.
     *
     * @param from {@link LocalDate#MIN}: since ever
     * @param tiers block by block, in rising order; the last one has no end
     */
    public record Step(LocalDate from, List<Tier> tiers) {
        public Step {
            tiers = List.copyOf(tiers);
        }

        /** The price of one more unit above a quantity. */
        public BigDecimal priceAbove(double quantity) {
            for (Tier tier : tiers) {
                if (tier.upTo() == null || quantity < tier.upTo().doubleValue()) {
                    return tier.price();
                }
            }
            return tiers.get(tiers.size() - 1).price();
        }
    }

    /** @param upTo where the block ends; null: nowhere */
    public record Tier(@Nullable BigDecimal upTo, BigDecimal price) {}

    /** A part of a period in which one price holds. */
    public record Part(LocalDate from, LocalDate until, Step step) {

        public boolean holds(LocalDate date) {
            return !date.isBefore(from) && date.isBefore(until);
        }

        public long days() {
            return ChronoUnit.DAYS.between(from, until);
        }
    }

    /** The price on a date; empty before the first one is known. */
    public Optional<Step> on(LocalDate date) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (!date.isBefore(steps.get(i).from())) {
                return Optional.of(steps.get(i));
            }
        }
        return Optional.empty();
    }

    /** A period cut where prices change. What lies before the first price is left out. */
    public List<Part> within(Period period) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            LocalDate next = i + 1 < steps.size() ? steps.get(i + 1).from() : LocalDate.MAX;
            LocalDate from = later(steps.get(i).from(), period.from());
            LocalDate until = next.isBefore(period.until()) ? next : period.until();
            if (from.isBefore(until)) {
                parts.add(new Part(from, until, steps.get(i)));
            }
        }
        return parts;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
