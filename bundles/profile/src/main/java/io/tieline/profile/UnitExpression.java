package io.tieline.profile;

import io.tieline.model.Unit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The unit of a raw number as its manual states it: {@code V}, {@code 0.1 V}, {@code mA}, {@code 0.1 kWh}, {@code 1/128
 * °C}, {@code 0.01}. {@code value = raw · multiplier / divisor + offset} in the base unit.
 */
record UnitExpression(double multiplier, double divisor, double offset, Unit base) {

    private static final Pattern SYNTAX =
            Pattern.compile("(?:([0-9]+(?:\\.[0-9]+)?)(?:/([0-9]+(?:\\.[0-9]+)?))?)?\\s*([^0-9\\s][^\\s]*)?");
    private static final Map<String, UnitExpression> NAMED = named();

    /** Empty if the text is not a unit. */
    static Optional<UnitExpression> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (text.isBlank() || !matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(3);
        UnitExpression unit = name == null ? new UnitExpression(1, 1, 0, Unit.RATIO) : NAMED.get(name);
        if (unit == null) {
            return Optional.empty();
        }
        return unit.times(number(matcher.group(1)), number(matcher.group(2)));
    }

    /** The names for an error message. */
    static String names() {
        return String.join(" ", NAMED.keySet());
    }

    /**
     * Whether a raw number in this unit can fill a point of a unit: the same dimension, and % and ratio are one, since
     * vendors use either.
     */
    Optional<UnitExpression> as(Unit wanted) {
        if (base == wanted || (base == Unit.RATIO && wanted == Unit.COUNT)) {
            return Optional.of(this);
        }
        if (base == Unit.PERCENT && wanted == Unit.RATIO) {
            return Optional.of(new UnitExpression(multiplier, divisor * 100, 0, wanted));
        }
        if (base == Unit.RATIO && wanted == Unit.PERCENT) {
            return Optional.of(new UnitExpression(multiplier * 100, divisor, 0, wanted));
        }
        return Optional.empty();
    }

    private Optional<UnitExpression> times(double factor, double part) {
        if (factor == 0 || part == 0) {
            return Optional.empty();
        }
        // 0.1 becomes a division by 10, which is exact in binary where a multiplication by 0.1 is not.
        double inverse = Math.rint(1 / factor);
        return Optional.of(
                factor < 1 && Math.abs(inverse * factor - 1) < 1e-12
                        ? new UnitExpression(multiplier, divisor * inverse * part, offset, base)
                        : new UnitExpression(multiplier * factor, divisor * part, offset, base));
    }

    private static double number(@Nullable String text) {
        return text == null ? 1 : Double.parseDouble(text);
    }

    private static Map<String, UnitExpression> named() {
        Map<String, UnitExpression> units = new LinkedHashMap<>();
        for (Unit unit : Unit.values()) {
            if (unit != Unit.NONE && unit != Unit.RATIO) {
                units.put(unit.symbol(), new UnitExpression(1, 1, 0, unit));
            }
        }
        for (Unit unit : new Unit[] {
            Unit.WATT,
            Unit.WATT_HOUR,
            Unit.VOLT,
            Unit.AMPERE,
            Unit.AMPERE_HOUR,
            Unit.VOLT_AMPERE,
            Unit.VAR,
            Unit.HERTZ,
            Unit.SECOND,
            Unit.OHM,
            Unit.PASCAL
        }) {
            units.put("m" + unit.symbol(), new UnitExpression(1, 1000, 0, unit));
            units.put("k" + unit.symbol(), new UnitExpression(1000, 1, 0, unit));
            units.put("M" + unit.symbol(), new UnitExpression(1e6, 1, 0, unit));
        }
        units.put("min", new UnitExpression(60, 1, 0, Unit.SECOND));
        units.put("h", new UnitExpression(3600, 1, 0, Unit.SECOND));
        units.put("bar", new UnitExpression(1e5, 1, 0, Unit.PASCAL));
        units.put("°F", new UnitExpression(5, 9, -160.0 / 9, Unit.CELSIUS));
        units.put("K", new UnitExpression(1, 1, -273.15, Unit.CELSIUS));
        return units;
    }
}
