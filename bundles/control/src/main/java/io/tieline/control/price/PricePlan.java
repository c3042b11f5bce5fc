package io.tieline.control.price;

/**
 * What prices want of the batteries in one demand window.
 *
 * @param window its number since 1970
 * @param watts + = discharge; NaN: nothing
 * @param reason in words for an operator
 */
public record PricePlan(long window, double watts, String reason) {

    public static final PricePlan NONE = nothing(Long.MIN_VALUE, "no prices");

    public static PricePlan nothing(long window, String why) {
        return new PricePlan(window, Double.NaN, why);
    }
}
