package io.tieline.launcher.configuration;

import io.tieline.document.Node;
import io.tieline.document.Problems;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what a person wrote for a field into the value its component gets. */
final class ValueCheck {

    private final Secrets secrets;
    private final Problems problems;

    ValueCheck(Secrets secrets, Problems problems) {
        this.secrets = secrets;
        this.problems = problems;
    }

    /** The value; empty if there is a problem, which is then reported. */
    Optional<Object> value(Field field, String file, Node node) {
        if (field.cardinality() == 0) {
            return single(field, file, node);
        }
        List<Node> items = node instanceof Node.Sequence sequence ? sequence.items() : List.of(node);
        if (items.size() > Math.abs((long) field.cardinality())) {
            problems.add(file, node, field.id() + " has too many values", "give at most " + field.cardinality());
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        for (Node item : items) {
            single(field, file, item).ifPresent(values::add);
        }
        return values.size() == items.size() ? Optional.of(many(field, values)) : Optional.empty();
    }

    /** The default; empty if there is none. An empty default means absence, as in Kura. */
    static Optional<Object> preset(Field field) {
        String preset = field.preset();
        if (preset == null || preset.isEmpty()) {
            return Optional.empty();
        }
        if (field.cardinality() == 0) {
            return Optional.of(field.type().parse(preset));
        }
        List<Object> values = new ArrayList<>();
        for (String part : preset.split("(?<!\\\\),", -1)) {
            values.add(field.type().parse(part.replace("\\,", ",").strip()));
        }
        return Optional.of(many(field, values));
    }

    private static Object many(Field field, List<Object> values) {
        if (field.cardinality() < 0 || values.isEmpty()) {
            return field.cardinality() < 0 ? values : new String[0];
        }
        Object array = Array.newInstance(values.get(0).getClass(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    private Optional<Object> single(Field field, String file, Node node) {
        if (!(node instanceof Node.Scalar scalar)) {
            problems.add(
                    file,
                    node,
                    field.id() + " needs " + field.type().noun() + ", not " + node.describe(),
                    "write " + field.id() + ": VALUE");
            return Optional.empty();
        }
        if (field.type() == FieldType.PASSWORD) {
            return secret(field, file, scalar);
        }
        Object value = parsed(field, scalar.text());
        if (value == null) {
            problems.add(
                    file,
                    node,
                    field.id() + " must be " + field.type().noun() + ", not " + scalar.describe(),
                    field.type().isNumber()
                            ? "write a plain number without a unit"
                            : "write " + field.type().noun());
            return Optional.empty();
        }
        return allowed(field, file, scalar) ? Optional.of(value) : Optional.empty();
    }

    private static @Nullable Object parsed(Field field, String text) {
        try {
            return field.type().parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Optional<Object> secret(Field field, String file, Node.Scalar scalar) {
        try {
            return Optional.of(secrets.resolve(scalar.text()));
        } catch (IOException e) {
            problems.add(
                    file,
                    scalar,
                    field.id() + ": " + e.getMessage(),
                    "write ${env:NAME} or ${file:PATH} of something that exists");
            return Optional.empty();
        }
    }

    private boolean allowed(Field field, String file, Node.Scalar scalar) {
        if (!field.options().isEmpty() && !field.options().contains(scalar.text())) {
            problems.add(
                    file,
                    scalar,
                    "unknown " + field.id() + " " + scalar.describe(),
                    "use one of " + String.join(", ", field.options()));
            return false;
        }
        if (!withinBounds(field, scalar.text())) {
            problems.add(
                    file, scalar, field.id() + " is out of range: " + scalar.text(), "use a value " + range(field));
            return false;
        }
        return true;
    }

    private static boolean withinBounds(Field field, String text) {
        // For a text, metatype's bounds are those of its length (OSGi Compendium 105.8.2).
        double measure;
        if (field.type().isNumber()) {
            measure = Double.parseDouble(text);
        } else if (field.type() == FieldType.STRING) {
            measure = text.length();
        } else {
            return true;
        }
        return !Double.isNaN(measure)
                && (field.least() == null || measure >= bound(field.least()))
                && (field.most() == null || measure <= bound(field.most()));
    }

    private static double bound(String text) {
        return new BigDecimal(text).doubleValue();
    }

    private static String range(Field field) {
        String of = field.type().isNumber() ? "" : "whose length is ";
        if (field.least() == null) {
            return of + "up to " + field.most();
        }
        return of + "from " + field.least() + (field.most() == null ? " up" : " to " + field.most());
    }
}
