package io.tieline.profile;

import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import java.util.Map;
import java.util.Set;

/**
 * How a raw number becomes a value of the model: {@code value = raw · multiplier / divisor + offset}, in the SI unit of
 * the point.
 *
 * <p>For a flag, {@code states} maps raw numbers to 0 or 1; for a state, to the position of the normalised state.
 *
 * @param multiplier negative to turn a sign convention round
 * @param divisor not 0
 * @param sentinels raw numbers that mean "not available"
 * @param states raw number → flag or state; empty for measurements and counters
 * @param otherwise the flag or state of a raw number that is not in {@code states}; NaN: such a number is bad
 * @param least plausible value after scaling, below it is {@link Quality#BAD_OUT_OF_RANGE}
 * @param most plausible value after scaling
 */
public record ValueRule(
        double multiplier,
        double divisor,
        double offset,
        Set<Double> sentinels,
        Map<Long, Integer> states,
        double otherwise,
        double least,
        double most) {

    /** The raw number is the value. */
    public static final ValueRule IDENTITY = scaled(1, 1);

    public ValueRule {
        sentinels = Set.copyOf(sentinels);
        states = Map.copyOf(states);
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

    /** Puts the value of a raw number, or the reason why it has none. */
    public void put(SampleTarget target, int index, Point point, double raw) {
        if (!sentinels.isEmpty() && sentinels.contains(raw)) {
            target.putBad(index, Quality.BAD_SENTINEL);
            return;
        }
        double value = value(point, raw);
        if (Double.isNaN(value) || value < least || value > most) {
            target.putBad(index, Quality.BAD_OUT_OF_RANGE);
        } else {
            target.put(index, value);
        }
    }

    private double value(Point point, double raw) {
        PointKind kind = point.definition().kind();
        if (kind != PointKind.STATE && kind != PointKind.FLAG) {
            return raw * multiplier / divisor + offset;
        }
        if (states.isEmpty()) {
            return kind == PointKind.FLAG ? (raw == 0 ? 0 : 1) : raw;
        }
        Integer state = states.get((long) raw);
        return state == null ? otherwise : state;
    }
}
