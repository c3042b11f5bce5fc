package io.tieline.tariff;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a number is rounded.
 *
 * @param unit what is left is a multiple of it
 */
public record Rounding(BigDecimal unit, RoundingMode mode) {

    public static final Rounding CENTS = new Rounding(new BigDecimal("0.01"), RoundingMode.HALF_UP);
    /** Finer than any meter is read. */
    public static final Rounding METER = new Rounding(new BigDecimal("0.001"), RoundingMode.HALF_UP);

    public Rounding {
        if (unit.signum() <= 0) {
            throw new IllegalArgumentException("round.to: must be above 0, is " + unit);
        }
    }

    public BigDecimal apply(BigDecimal value) {
        return value.divide(unit, 0, mode).multiply(unit);
    }

    public BigDecimal apply(double value) {
        return apply(BigDecimal.valueOf(value));
    }
}
