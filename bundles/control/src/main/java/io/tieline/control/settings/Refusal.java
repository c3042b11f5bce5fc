package io.tieline.control.settings;

/** How settings and requests refuse nonsense: with the field and the reason. */
public final class Refusal {

    private Refusal() {}

    /**
     * Refuses.
     *
     * @param message the field, what it must be and what it is
     * @throws IllegalArgumentException with the message, unless it holds
     */
    public static void unless(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    public static void positive(String field, double value) {
        unless(value > 0 && Double.isFinite(value), field + ": must be a positive number, is " + value);
    }

    public static void notNegative(String field, double value) {
        unless(value >= 0 && Double.isFinite(value), field + ": must be a number of at least 0, is " + value);
    }

    public static void percent(String field, double value) {
        unless(value >= 0 && value <= 100, field + ": must be between 0 and 100 %, is " + value);
    }
}
