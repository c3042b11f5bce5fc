package io.tieline.rig.scenario;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that can be true of a site: {@code import <= 900 kW}, {@code state = lost}, {@code sentence contains "grid"},
 * {@code alarm grid.lost}, {@code no alarm grid.lost}.
 *
 * @param told whether it is what the gateway says of itself
 */
record Condition(String text, Quantity quantity, boolean told, Relation relation, String wanted) {

    private static final Pattern COMPARISON =
            Pattern.compile("(.+?)\\s*(<=|>=|!=|=|<|>|\\bcontains\\b|\\blacks\\b)\\s*(.+)");

    /** Empty if the quantity is not known or nothing is compared. */
    static Optional<Condition> parse(String text) {
        Matcher comparison = COMPARISON.matcher(text.trim());
        if (comparison.matches()) {
            Relation relation = Relation.of(comparison.group(2)).orElseThrow();
            String wanted = unquoted(comparison.group(3).trim());
            String asked = comparison.group(1).trim();
            return Quantities.parse(asked)
                    .map(quantity -> new Condition(text, quantity, Quantities.isTold(asked), relation, wanted));
        }
        boolean no = text.startsWith("no ");
        String asked = no ? text.substring(3) : text;
        return Quantities.parse(asked)
                .filter(quantity -> quantity instanceof Quantity.Truth)
                .map(quantity ->
                        new Condition(text, quantity, Quantities.isTold(asked), Relation.EQUAL, no ? "no" : "yes"));
    }

    private static String unquoted(String text) {
        return text.startsWith("\"") && text.endsWith("\"") && text.length() > 1
                ? text.substring(1, text.length() - 1)
                : text;
    }

    boolean holds(Stage stage) {
        if (quantity instanceof Quantity.Number number) {
            OptionalDouble amount = Amount.parse(wanted);
            double against = amount.isPresent()
                    ? amount.getAsDouble()
                    : Quantities.parse(wanted)
                            .filter(Quantity.Number.class::isInstance)
                            .map(other -> ((Quantity.Number) other).of().applyAsDouble(stage))
                            .orElse(Double.NaN);
            return relation.holds(number.of().applyAsDouble(stage), against);
        }
        return relation.holds(quantity.show(stage), wanted);
    }

    /** What the quantity is now, to be read in a failure. */
    String shown(Stage stage) {
        return quantity.show(stage);
    }

    /** Numbers the way a person reads them. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        return Math.abs(value) >= 10_000
                ? String.format(Locale.ROOT, "%.2f k", value / 1000)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
