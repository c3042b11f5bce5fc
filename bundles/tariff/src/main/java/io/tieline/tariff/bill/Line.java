package io.tieline.tariff.bill;

import io.tieline.tariff.Period;
import java.math.BigDecimal;

/**
 * One line of a bill.
 *
 * @param component its id
 * @param quantity what was billed, rounded as the tariff says
 * @param unit of the quantity
 * @param unitPrice of one unit, in the tariff's currency
 * @param amount {@code quantity x unitPrice}, of a part of the period the part of it; rounded as the tariff says
 * @param note when the peak was, what was remembered, which part of the period is meant; empty: nothing to say
 */
public record Line(
        Period period,
        String component,
        String title,
        Kind kind,
        BigDecimal quantity,
        String unit,
        BigDecimal unitPrice,
        BigDecimal amount,
        String note) {

    /** What a line is for. */
    public enum Kind {
        DEMAND,
        /** Above the agreed power. */
        EXCESS,
        /** Discount or surcharge on the demand charge. */
        POWER_FACTOR,
        ENERGY,
        /** Following a market's price. */
        MARKET,
        FIXED
    }

    /** Whether it is paid for the height of the load and not for its energy. */
    public boolean isDemandCharge() {
        return kind == Kind.DEMAND || kind == Kind.EXCESS;
    }
}
