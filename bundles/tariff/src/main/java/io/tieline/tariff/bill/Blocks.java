package io.tieline.tariff.bill;

import io.tieline.tariff.Component;
import io.tieline.tariff.Period;
import io.tieline.tariff.Prices;
import io.tieline.tariff.Prices.Part;
import io.tieline.tariff.Prices.Tier;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Cuts a quantity into the blocks of its tiers. */
final class Blocks {

    private Blocks() {}

    record Block(BigDecimal quantity, BigDecimal price) {}

    /**
     * The blocks of a quantity that are not empty.
     *
     * @param share by which the borders of the tiers shrink: a part of a period has a part of the block
     */
    static List<Block> of(List<Tier> tiers, BigDecimal quantity, BigDecimal share) {
        List<Block> blocks = new ArrayList<>();
        BigDecimal from = BigDecimal.ZERO;
        for (Tier tier : tiers) {
            BigDecimal border = tier.upTo();
            BigDecimal upTo = border == null ? quantity : border.multiply(share).min(quantity);
            if (upTo.compareTo(from) > 0) {
                blocks.add(new Block(upTo.subtract(from), tier.price()));
                from = upTo;
            }
        }
        return blocks;
    }

    /** The share of a period's days a part has. */
    static BigDecimal share(Part part, Period period) {
        return part.days() == period.days()
                ? BigDecimal.ONE
                : BigDecimal.valueOf(part.days()).divide(BigDecimal.valueOf(period.days()), MathContext.DECIMAL64);
    }

    /** A period cut where prices change; refused if the tariff has no price at its beginning. */
    static List<Part> parts(Component component, Prices prices, Period period) {
        List<Part> parts = prices.within(period);
        if (parts.isEmpty() || !parts.get(0).from().equals(period.from())) {
            throw new BillingException("Component " + component.id() + " has no price on " + period.from()
                    + ": add one that holds from that day on.");
        }
        return parts;
    }
}
