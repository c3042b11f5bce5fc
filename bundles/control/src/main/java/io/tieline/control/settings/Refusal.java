package io.tieline.control.settings;

import java.time.Duration;

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

    /** What is longer than this is a slip of units, or a fortnight meant as a night. */
    static final Duration DAY = Duration.ofDays(1);

    /**
     * A duration somebody entered as a number.
     *
     * @throws IllegalArgumentException if it is no number, or beyond what can be counted
     */
    public static Duration seconds(String field, double seconds) {
        unless(Math.abs(seconds) <= Integer.MAX_VALUE, field + ": must be a number of seconds, is " + seconds);
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    static void within(String field, Duration value, Duration most) {
        unless(
                !value.isNegative() && value.compareTo(most) <= 0,
                field + ": must be from 0 to " + words(most) + ", is " + words(value));
    }

    static void longerThan(Duration least, String field, Duration value, Duration most) {
        unless(
                value.compareTo(least) > 0 && value.compareTo(most) <= 0,
                field + ": must be longer than " + words(least) + " and at most " + words(most) + ", is "
                        + words(value));
    }

    private static String words(Duration value) {
        return value.toMillis() / 1000.0 + " s";
    }

    static void between(String field, double least, double value, double most) {
        unless(
                value >= least && value <= most,
                field + ": must be between " + least + " and " + most + ", is " + value);
    }

    public static void percent(String field, double value) {
        unless(value >= 0 && value <= 100, field + ": must be between 0 and 100 %, is " + value);
    }
}
