package io.tieline.chemistry;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The keys of one part of a chemistry.
 *
 * @param complete whether a missing key is a mistake; otherwise it is inherited
 */
record Part(Fields fields, boolean complete) {

    Optional<Part> part(String key) {
        return present(key) ? fields.fields(key).map(inner -> new Part(inner, complete)) : Optional.empty();
    }

    double number(String key, double inherited, double least, double most) {
        return present(key) ? fields.number(key, least, most).orElse(inherited) : inherited;
    }

    double optionalNumber(String key, double otherwise, double least, double most) {
        return fields.number(key, least, most).orElse(otherwise);
    }

    Duration duration(String key, Duration inherited) {
        return present(key) ? fields.duration(key).orElse(inherited) : inherited;
    }

    boolean flag(String key, boolean inherited) {
        return present(key) ? fields.flag(key).orElse(inherited) : inherited;
    }

    <T> T word(String key, Function<String, Optional<T>> parse, List<String> words, T inherited) {
        return present(key) ? fields.choice(key, parse, words).orElse(inherited) : inherited;
    }

    List<Node> items(String key) {
        return present(key) ? fields.items(key) : List.of();
    }

    /** Points from {@code first} to {@code last}, each with a value from 0 to {@code most}. */
    Curve curve(String key, Curve inherited, double first, double last, double most) {
        return present(key)
                ? fields.fields(key)
                        .flatMap(points -> curve(points, first, last, most))
                        .orElse(inherited)
                : inherited;
    }

    private static Optional<Curve> curve(Fields points, double first, double last, double most) {
        Map<Double, Double> values = new LinkedHashMap<>();
        for (Node.Scalar place : ascending(points, first, last)) {
            points.number(place.text(), 0, most).ifPresent(value -> values.put(Double.valueOf(place.text()), value));
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(Curve.of(values));
    }

    /** C-rates over °C; each row is a number or a curve over the state of charge. */
    RateMap rates(String key, RateMap inherited, double coldest, double hottest, double most) {
        return present(key)
                ? fields.fields(key)
                        .flatMap(rows -> rates(rows, coldest, hottest, most))
                        .orElse(inherited)
                : inherited;
    }

    private static Optional<RateMap> rates(Fields rows, double coldest, double hottest, double most) {
        Map<Double, Curve> byCelsius = new LinkedHashMap<>();
        for (Node.Scalar celsius : ascending(rows, coldest, hottest)) {
            String key = celsius.text();
            Optional<Curve> row = rows.node(key).orElseThrow() instanceof Node.Mapping
                    ? rows.fields(key).flatMap(points -> curve(points, 0, 100, most))
                    : rows.number(key, 0, most).map(Curve::level);
            row.ifPresent(curve -> byCelsius.put(Double.valueOf(key), curve));
        }
        return byCelsius.isEmpty() ? Optional.empty() : Optional.of(RateMap.of(byCelsius));
    }

    /** The keys of a curve: numbers within bounds, each larger than the one before. */
    private static List<Node.Scalar> ascending(Fields points, double first, double last) {
        if (points.keys().isEmpty()) {
            points.problem(points.node(), "a curve without points", "write at least one {PLACE: VALUE}");
        }
        double before = Double.NEGATIVE_INFINITY;
        for (Node.Scalar key : points.keys()) {
            double place = place(key.text());
            if (!(place >= first && place <= last)) {
                points.problem(
                        key,
                        key.describe() + " is no place of this curve",
                        "use numbers from " + first + " to " + last);
                return List.of();
            }
            if (place <= before) {
                points.problem(key, "the places of a curve must rise, " + key.describe() + " does not", "sort them");
                return List.of();
            }
            before = place;
        }
        return points.keys();
    }

    private static double place(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    void require(boolean holds, String message, String remedy) {
        if (!holds) {
            fields.problem(fields.node(), message, remedy);
        }
    }

    void problem(Node at, String message, String remedy) {
        fields.problem(at, message, remedy);
    }

    void rejectOthers() {
        fields.rejectOthers();
    }

    private boolean present(String key) {
        boolean present = fields.has(key);
        if (!present && complete) {
            fields.problem(fields.node(), key + " is missing", "add " + key + ":");
        }
        return present;
    }
}
