package io.tieline.modbus;

import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ValueRule;
import java.util.Arrays;

/** A {@link ValueRule} compiled for one point: the same results without boxing a number per sample. */
final class Rule {

    private enum Meaning {
        QUANTITY,
        /** SunSpec's PF: percent by the book, a ratio from many makers. Nothing between 1 and 1 % is a real value. */
        RATIO_OR_PERCENT,
        NON_ZERO,
        VERBATIM,
        TABLE
    }

    private final Meaning meaning;
    private final double multiplier;
    private final double divisor;
    private final double offset;
    private final double[] sentinels;
    private final long[] raws;
    private final int[] states;
    private final double otherwise;
    private final double least;
    private final double most;

    static Rule of(ValueRule rule, Point point) {
        return new Rule(rule, meaning(point.definition().kind(), !rule.states().isEmpty()));
    }

    static Rule powerFactor() {
        return new Rule(ValueRule.IDENTITY, Meaning.RATIO_OR_PERCENT);
    }

    private Rule(ValueRule rule, Meaning meaning) {
        this.meaning = meaning;
        multiplier = rule.multiplier();
        divisor = rule.divisor();
        offset = rule.offset();
        sentinels = rule.sentinels().stream().mapToDouble(Double::doubleValue).toArray();
        raws = rule.states().keySet().stream().mapToLong(Long::longValue).sorted().toArray();
        states = Arrays.stream(raws).mapToInt(raw -> rule.states().getOrDefault(raw, -1)).toArray();
        otherwise = rule.otherwise();
        least = rule.least();
        most = rule.most();
    }

    private static Meaning meaning(PointKind kind, boolean hasTable) {
        if (kind != PointKind.STATE && kind != PointKind.FLAG) {
            return Meaning.QUANTITY;
        }
        if (hasTable) {
            return Meaning.TABLE;
        }
        return kind == PointKind.FLAG ? Meaning.NON_ZERO : Meaning.VERBATIM;
    }

    void put(SampleTarget target, int index, double raw) {
        for (double sentinel : sentinels) {
            if (sentinel == raw) {
                target.putBad(index, Quality.BAD_SENTINEL);
                return;
            }
        }
        double value = value(raw);
        if (Double.isNaN(value) || value < least || value > most) {
            target.putBad(index, Quality.BAD_OUT_OF_RANGE);
        } else {
            target.put(index, value);
        }
    }

    private double value(double raw) {
        return switch (meaning) {
            case QUANTITY -> raw * multiplier / divisor + offset;
            case RATIO_OR_PERCENT -> Math.abs(raw) > 1 ? raw / 100 : raw;
            case NON_ZERO -> raw == 0 ? 0 : 1;
            case VERBATIM -> raw;
            case TABLE -> {
                int position = Arrays.binarySearch(raws, (long) raw);
                yield position < 0 ? otherwise : states[position];
            }
        };
    }
}
