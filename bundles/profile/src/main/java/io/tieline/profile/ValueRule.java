package io.tieline.profile;

import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Set<String> absentTexts;
    private final long[] stateKeys;
    private final int[] stateValues;
    private final double otherwise;
    private final double least;
    private final double most;
    private final Slice slice;
    private final long[] textKeys;
    private final String[] texts;

    private ValueRule(Builder parts) {
        multiplier = parts.multiplier;
        divisor = parts.divisor;
        offset = parts.offset;
        sentinels = parts.sentinels.stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        absentTexts = Set.copyOf(parts.absentTexts);
        Map<Long, Integer> sortedStates = new TreeMap<>(parts.states);
        stateKeys = sortedStates.keySet().stream().mapToLong(Long::longValue).toArray();
        stateValues = sortedStates.values().stream().mapToInt(Integer::intValue).toArray();
        otherwise = parts.otherwise;
        least = parts.least;
        most = parts.most;
        slice = parts.slice;
        Map<Long, String> sortedTexts = new TreeMap<>(parts.texts);
        textKeys = sortedTexts.keySet().stream().mapToLong(Long::longValue).toArray();
        texts = sortedTexts.values().toArray(String[]::new);
    }

    /** The parts of a rule; what is not named leaves the raw number as it is. */
    public static final class Builder {

        private double multiplier = 1;
        private double divisor = 1;
        private double offset;
        private Set<Double> sentinels = Set.of();
        private Set<String> absentTexts = Set.of();
        private Map<Long, Integer> states = Map.of();
        private double otherwise = Double.NaN;
        private double least = Double.NEGATIVE_INFINITY;
        private double most = Double.POSITIVE_INFINITY;
        private Slice slice = Slice.WHOLE;
        private Map<Long, String> texts = Map.of();

        private Builder() {}

        /**
         * The scale.
         *
         * @param multiplier negative to turn a sign convention round
         * @param divisor not 0
         */
        public Builder scale(double multiplier, double divisor, double offset) {
            this.multiplier = multiplier;
            this.divisor = divisor;
            this.offset = offset;
            return this;
        }

        /** Raw numbers that mean "not available". */
        public Builder sentinels(Set<Double> numbers) {
            sentinels = numbers;
            return this;
        }

        /** Texts that mean "not available". */
        public Builder absentTexts(Set<String> words) {
            absentTexts = words;
            return this;
        }

        /** Raw number → flag or state. */
        public Builder states(Map<Long, Integer> byRaw) {
            states = byRaw;
            return this;
        }

        /** The flag or state of a raw number that is not listed; NaN: such a number is bad. */
        public Builder otherwise(double state) {
            otherwise = state;
            return this;
        }

        /** Plausible values after scaling; outside is {@link Quality#BAD_OUT_OF_RANGE}. */
        public Builder within(double leastPlausible, double mostPlausible) {
            least = leastPlausible;
            most = mostPlausible;
            return this;
        }

        /** The bits of the raw number that are taken. */
        public Builder slice(Slice bits) {
            slice = bits;
            return this;
        }

        /** Raw number → word, for text points. */
        public Builder texts(Map<Long, String> byRaw) {
            texts = byRaw;
            return this;
        }

        public ValueRule build() {
            return new ValueRule(this);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    public static ValueRule scaled(double multiplier, double divisor) {
        return builder().scale(multiplier, divisor, 0).build();
    }

    /** The parts of this rule, to change some. */
    public Builder toBuilder() {
        return builder()
                .scale(multiplier, divisor, offset)
                .sentinels(sentinels())
                .absentTexts(absentTexts)
                .states(states())
                .otherwise(otherwise)
                .within(least, most)
                .slice(slice)
                .texts(texts());
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

    /** The bits of the raw number that are taken. */
    public Slice slice() {
        return slice;
    }

    /** The bit of the raw number, or the character of a text of zeros and ones, that is taken; -1: not one bit. */
    public int bit() {
        return slice.width() == 1 ? slice.low() : -1;
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

    /** Raw number → word. */
    public Map<Long, String> texts() {
        Map<Long, String> words = new TreeMap<>();
        for (int i = 0; i < textKeys.length; i++) {
            words.put(textKeys[i], texts[i]);
        }
        return words;
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
        return toBuilder().scale(multiplier * factor, divisor * part, offset).build();
    }

    /** The same rule for a raw number from which the bits have been taken already. */
    public ValueRule withoutBit() {
        return toBuilder().slice(Slice.WHOLE).build();
    }

    /** Puts the value of a raw number, or the reason why it has none. */
    public void put(SampleTarget target, int index, Point point, double raw) {
        if (isSentinel(raw)) {
            target.putBad(index, Quality.BAD_SENTINEL);
        } else {
            putNumber(target, index, point, slice.isWhole() ? raw : slice.of((long) raw));
        }
    }

    /** The same for a number that is known to be no sentinel and whose bits have been taken. */
    public void putNumber(SampleTarget target, int index, Point point, double number) {
        PointKind kind = point.definition().kind();
        if (kind == PointKind.TEXT) {
            target.putText(index, text(number));
        } else {
            putValue(target, index, value(kind, number));
        }
    }

    /** Puts a value that is in the unit of the point already. */
    public void putValue(SampleTarget target, int index, double value) {
        if (Double.isNaN(value) || value < least || value > most) {
            target.putBad(index, Quality.BAD_OUT_OF_RANGE);
        } else {
            target.put(index, value);
        }
    }

    /** Puts a text as it is, without the blanks and zero bytes devices pad it with. */
    public void putText(SampleTarget target, int index, String text) {
        String plain = text.replace("\0", "").strip();
        if (isAbsent(plain)) {
            target.putBad(index, Quality.BAD_SENTINEL);
        } else {
            target.putText(index, plain);
        }
    }

    /** Whether there are raw numbers that mean "not available". */
    public boolean hasSentinels() {
        return sentinels.length > 0;
    }

    /** Whether a raw number means "not available". */
    public boolean isSentinel(double raw) {
        return hasSentinels() && Arrays.binarySearch(sentinels, raw) >= 0;
    }

    /** Whether a text means "not available". */
    public boolean isAbsent(String text) {
        return !absentTexts.isEmpty() && absentTexts.contains(text);
    }

    /** The value of a raw number: its state where states are listed, NaN where none is, else scaled. */
    public double number(double raw) {
        return stateKeys.length == 0 ? scaled(raw) : state(raw);
    }

    private double state(double number) {
        int found = number == Math.rint(number) ? Arrays.binarySearch(stateKeys, (long) number) : -1;
        return found < 0 ? otherwise : stateValues[found];
    }

    /** A raw number in the unit of the point, whether plausible or not. */
    public double scaled(double raw) {
        return raw * multiplier / divisor + offset;
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

    private double value(PointKind kind, double number) {
        if (kind != PointKind.STATE && kind != PointKind.FLAG) {
            return scaled(number);
        }
        if (stateKeys.length == 0) {
            return kind == PointKind.FLAG ? (number == 0 ? 0 : 1) : number;
        }
        return state(number);
    }

    private String text(double raw) {
        int found = Arrays.binarySearch(textKeys, (long) raw);
        if (found >= 0) {
            return texts[found];
        }
        return raw == Math.rint(raw) ? Long.toString((long) raw) : Double.toString(raw);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueRule rule
                && numbers().equals(rule.numbers())
                && absentTexts.equals(rule.absentTexts)
                && slice.equals(rule.slice)
                && sentinels().equals(rule.sentinels())
                && states().equals(rule.states())
                && texts().equals(rule.texts());
    }

    @Override
    public int hashCode() {
        return Objects.hash(numbers(), absentTexts, slice, sentinels(), states(), texts());
    }

    private List<Double> numbers() {
        return List.of(multiplier, divisor, offset, otherwise, least, most);
    }

    @Override
    public String toString() {
        return "raw * " + multiplier + " / " + divisor + " + " + offset;
    }
}
