package io.tieline.control.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What one setting takes and what it refuses, up to the last value on either side.
 *
 * @param field the refusal must name
 * @param made the settings with a value in that field
 */
record Bounds(String field, DoubleFunction<?> made, double[] takes, double[] refuses) {

    static final double NAN = Double.NaN;
    static final double INFINITE = Double.POSITIVE_INFINITY;
    /** In seconds. */
    static final double DAY = 86_400;

    static Bounds bounds(String field, DoubleFunction<?> made, double[] takes, double[] refuses) {
        return new Bounds(field, made, takes, refuses);
    }

    static double[] values(double... values) {
        return values;
    }

    static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    void areKept() {
        DoubleStream.of(takes).forEach(value -> assertThatCode(() -> made.apply(value))
                .as("%s takes %s", field, value)
                .doesNotThrowAnyException());
        DoubleStream.of(refuses).forEach(value -> assertThatThrownBy(() -> made.apply(value))
                .as("%s refuses %s", field, value)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ": "));
    }

    /** The name of its test. */
    @Override
    public String toString() {
        return field;
    }
}
