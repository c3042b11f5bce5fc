package io.tieline.profile;

import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a raw number becomes a value of the model: {@code value = raw · multiplier / divisor + offset}, in the SI unit of
 * the point.
 *
 * <p>For a flag, the states map raw numbers to 0 or 1; for a state, to the position of the normalised state; for a text
 * point that is read as a number, the texts map raw numbers to words. Immutable. {@link #put} allocates nothing: that
 * is why it holds arrays.
 */
public final class ValueRule {

    /** The raw number is the value. */
    public static final ValueRule IDENTITY = scaled(1, 1);

    private final double multiplier;
    private final double divisor;
    private final double offset;
    private final double[] sentinels;
    private final long[] stateKeys;
    private final int[] stateValues;
    private final double otherwise;
    private final double least;
    private final double most;
    private final int bit;
    private final long[] textKeys;
    private final String[] texts;

    /**
     * A rule without bit and texts.
     *
     * @param multiplier negative to turn a sign convention round
     * @param divisor not 0
     * @param sentinels raw numbers that mean "not available"
     * @param states raw number → flag or state; empty for measurements and counters
     * @param otherwise the flag or state of a raw number that is not in {@code states}; NaN: such a number is bad
     * @param least plausible value after scaling, below it is {@link Quality#BAD_OUT_OF_RANGE}
     * @param most plausible value after scaling
     */
    public ValueRule(
            double multiplier,
            double divisor,
            double offset,
            Set<Double> sentinels,
            Map<Long, Integer> states,
            double otherwise,
            double least,
            double most) {
        this(multiplier, divisor, offset, sentinels, states, otherwise, least, most, -1, Map.of());
    }

    /**
     * A rule with everything.
     *
     * @param bit the bit of the raw number, or the character of a text of zeros and ones, that is taken; -1: all of it
     * @param texts raw number → word, for text points
     */
    public ValueRule(
            double multiplier,
            double divisor,
            double offset,
            Set<Double> sentinels,
            Map<Long, Integer> states,
            double otherwise,
            double least,
            double most,
            int bit,
            Map<Long, String> texts) {
        this.multiplier = multiplier;
        this.divisor = divisor;
        this.offset = offset;
        this.sentinels =
                sentinels.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        Map<Long, Integer> sortedStates = new TreeMap<>(states);
        this.stateKeys =
                sortedStates.keySet().stream().mapToLong(Long::longValue).toArray();
        this.stateValues =
                sortedStates.values().stream().mapToInt(Integer::intValue).toArray();
        this.otherwise = otherwise;
        this.least = least;
        this.most = most;
        this.bit = bit;
        Map<Long, String> sortedTexts = new TreeMap<>(texts);
        this.textKeys = sortedTexts.keySet().stream().mapToLong(Long::longValue).toArray();
        this.texts = sortedTexts.values().toArray(String[]::new);
    }

    public static ValueRule scaled(double multiplier, double divisor) {
        return new ValueRule(
                multiplier,
                divisor,
                0,
                Set.of(),
                Map.of(),
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
    }

    public double multiplier() {
        return multiplier;
    }

    public double divisor() {
        return divisor;
    }

    public double offset() {
        return offset;
    }

    /** The bit of the raw number, or the character of a text of zeros and ones, that is taken; -1: all of it. */
    public int bit() {
        return bit;
    }

    /** Raw numbers that mean "not available". */
    public Set<Double> sentinels() {
        return Arrays.stream(sentinels).boxed().collect(Collectors.toUnmodifiableSet());
    }

    /** Raw number → flag or state. */
    public Map<Long, Integer> states() {
        Map<Long, Integer> states = new TreeMap<>();
        for (int i = 0; i < stateKeys.length; i++) {
            states.put(stateKeys[i], stateValues[i]);
        }
        return states;
    }

    /** The flag or state of a raw number that is not listed, NaN: such a number is bad. */
    public double otherwise() {
        return otherwise;
    }

    /** Least plausible value. */
    public double least() {
        return least;
    }

    /** Most plausible value. */
    public double most() {
        return most;
    }

    /** Whether states or texts are listed: then a raw number is a code, not a quantity. */
    public boolean isCoded() {
        return stateKeys.length > 0 || textKeys.length > 0;
    }

    /** The same rule for a device that publishes its own number of decimal digits. */
    public ValueRule withDigits(int digits) {
        // Powers of ten are exact as divisors and as multipliers, not as fractions.
        return digits < 0 ? times(Math.pow(10, -digits), 1) : times(1, Math.pow(10, digits));
    }

    /** The same rule for a device that publishes a factor beside the raw number. */
    public ValueRule times(double factor, double part) {
        return new ValueRule(this, multiplier * factor, divisor * part, bit);
    }

    /** The same rule for a raw number from which the bit has been taken already. */
    public ValueRule withoutBit() {
        return new ValueRule(this, multiplier, divisor, -1);
    }

    private ValueRule(ValueRule rule, double multiplier, double divisor, int bit) {
        this.multiplier = multiplier;
        this.divisor = divisor;
        this.offset = rule.offset;
        this.sentinels = rule.sentinels;
        this.stateKeys = rule.stateKeys;
        this.stateValues = rule.stateValues;
        this.otherwise = rule.otherwise;
        this.least = rule.least;
        this.most = rule.most;
        this.bit = bit;
        this.textKeys = rule.textKeys;
        this.texts = rule.texts;
    }

    /** Puts the value of a raw number, or the reason why it has none. */
    public void put(SampleTarget target, int index, Point point, double raw) {
        PointKind kind = point.definition().kind();
        if (isSentinel(raw)) {
            target.putBad(index, Quality.BAD_SENTINEL);
        } else if (kind == PointKind.TEXT) {
            target.putText(index, text(raw));
        } else {
            putNumber(target, index, value(kind, raw));
        }
    }

    /** Puts a text as it is, without the blanks and zero bytes devices pad it with. */
    public void putText(SampleTarget target, int index, String text) {
        target.putText(index, text.replace("\0", "").strip());
    }

    /** Whether a raw number means "not available". */
    public boolean isSentinel(double raw) {
        return Arrays.binarySearch(sentinels, raw) >= 0;
    }

    /**
     * The raw number that stands for a value of the model, to be written.
     *
     * @return NaN if no raw number does
     */
    public double raw(double value) {
        if (stateKeys.length == 0) {
            return (value - offset) * divisor / multiplier;
        }
        for (int i = 0; i < stateKeys.length; i++) {
            if (stateValues[i] == value) {
                return stateKeys[i];
            }
        }
        return Double.NaN;
    }

    private void putNumber(SampleTarget target, int index, double value) {
        if (Double.isNaN(value) || value < least || value > most) {
            target.putBad(index, Quality.BAD_OUT_OF_RANGE);
        } else {
            target.put(index, value);
        }
    }

    private double value(PointKind kind, double raw) {
        double number = bit < 0 ? raw : ((long) raw >> bit) & 1;
        if (kind != PointKind.STATE && kind != PointKind.FLAG) {
            return number * multiplier / divisor + offset;
        }
        if (stateKeys.length == 0) {
            return kind == PointKind.FLAG ? (number == 0 ? 0 : 1) : number;
        }
        int found = Arrays.binarySearch(stateKeys, (long) number);
        return found < 0 ? otherwise : stateValues[found];
    }

    private String text(double raw) {
        int found = Arrays.binarySearch(textKeys, (long) raw);
        if (found >= 0) {
            return texts[found];
        }
        return raw == Math.rint(raw) ? Long.toString((long) raw) : Double.toString(raw);
    }

    @Override
    public String toString() {
        return "raw * " + multiplier + " / " + divisor + " + " + offset;
    }
}
