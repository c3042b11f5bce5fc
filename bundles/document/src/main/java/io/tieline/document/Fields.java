package io.tieline.document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of one mapping, read by name and type. Every mismatch becomes a {@link Problem} at its place; {@link
 * #rejectOthers} reports the keys nobody asked for.
 */
public final class Fields {

    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|min|h|d)");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d[\\d_]*)(\\.\\d+)?([eE][-+]?\\d+)?|0x[0-9a-fA-F]+");

    private final String file;
    private final Node.Mapping mapping;
    private final Problems problems;
    private final Set<String> asked = new HashSet<>();

    Fields(String file, Node.Mapping mapping, Problems problems) {
        this.file = file;
        this.mapping = mapping;
        this.problems = problems;
    }

    public String file() {
        return file;
    }

    /** The mapping itself, for problems that concern it as a whole. */
    public Node.Mapping node() {
        return mapping;
    }

    public void problem(Node at, String message, String remedy) {
        problems.add(file, at, message, remedy);
    }

    /** The raw node of a key. */
    public Optional<Node> node(String key) {
        asked.add(key);
        return mapping.entries().entrySet().stream()
                .filter(entry -> entry.getKey().text().equals(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    public boolean has(String key) {
        return node(key).isPresent();
    }

    /** The keys in the order of the file, all counted as asked for. */
    public List<Node.Scalar> keys() {
        mapping.entries().keySet().forEach(key -> asked.add(key.text()));
        return List.copyOf(mapping.entries().keySet());
    }

    public Optional<Node.Scalar> scalar(String key) {
        return node(key).flatMap(node -> {
            if (node instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
                return Optional.of(scalar);
            }
            problem(node, key + " needs a value, not " + node.describe(), "write " + key + ": VALUE");
            return Optional.empty();
        });
    }

    public Optional<String> text(String key) {
        return scalar(key).map(Node.Scalar::text);
    }

    /** A text that must be there; a problem and empty if it is not. */
    public Optional<String> requiredText(String key) {
        if (!has(key)) {
            problem(mapping, key + " is missing", "add " + key + ": VALUE");
        }
        return text(key);
    }

    /** Decimal, exponent or 0x hexadecimal. */
    public Optional<Double> number(String key) {
        return scalar(key).flatMap(scalar -> number(key, scalar));
    }

    private Optional<Double> number(String key, Node.Scalar scalar) {
        String text = scalar.text();
        if (!NUMBER.matcher(text).matches()) {
            problem(scalar, key + " must be a number, not " + scalar.describe(), "write a plain number without a unit");
            return Optional.empty();
        }
        return Optional.of(
                text.startsWith("0x")
                        ? (double) Long.parseLong(text.substring(2), 16)
                        : Double.parseDouble(text.replace("_", "")));
    }

    /** A number within bounds. */
    public Optional<Double> number(String key, double least, double most) {
        return number(key).filter(value -> {
            if (value >= least && value <= most) {
                return true;
            }
            node(key)
                    .ifPresent(at -> problem(
                            at, key + " is out of range", "use a value from " + shown(least) + " to " + shown(most)));
            return false;
        });
    }

    /** A whole number within bounds. */
    public Optional<Integer> integer(String key, int least, int most) {
        return number(key, least, most)
                .filter(value -> {
                    if (value == Math.rint(value)) {
                        return true;
                    }
                    node(key).ifPresent(at -> problem(at, key + " must be a whole number", "drop the fraction"));
                    return false;
                })
                .map(Double::intValue);
    }

    public Optional<Boolean> flag(String key) {
        return choice(
                key,
                text -> text.equals("true")
                        ? Optional.of(Boolean.TRUE)
                        : text.equals("false") ? Optional.of(Boolean.FALSE) : Optional.empty(),
                List.of("true", "false"));
    }

    /** A duration with its unit: {@code 200 ms}, {@code 1 s}, {@code 30 min}. */
    public Optional<Duration> duration(String key) {
        return scalar(key).flatMap(scalar -> {
            Matcher matcher = DURATION.matcher(scalar.text());
            if (!matcher.matches()) {
                problem(
                        scalar,
                        key + " must be a duration, not " + scalar.describe(),
                        "write a number with ms, s, min, h or d, for instance 500 ms");
                return Optional.empty();
            }
            double nanosPerUnit =
                    switch (matcher.group(2)) {
                        case "ms" -> 1e6;
                        case "s" -> 1e9;
                        case "min" -> 60e9;
                        case "h" -> 3600e9;
                        default -> 86400e9;
                    };
            return Optional.of(Duration.ofNanos((long) (Double.parseDouble(matcher.group(1)) * nanosPerUnit)));
        });
    }

    /**
     * One of a set of words.
     *
     * @param parse the value of a word, empty if it is none of them
     * @param words to list in the remedy
     */
    public <T> Optional<T> choice(String key, Function<String, Optional<T>> parse, List<String> words) {
        return scalar(key).flatMap(scalar -> {
            Optional<T> parsed = parse.apply(scalar.text());
            if (parsed.isEmpty()) {
                problem(scalar, "unknown " + key + " " + scalar.describe(), "use one of " + String.join(", ", words));
            }
            return parsed;
        });
    }

    /** A nested mapping. */
    public Optional<Fields> fields(String key) {
        return node(key).flatMap(node -> asFields(key, node));
    }

    /** A list of mappings; an absent key is an empty list. */
    public List<Fields> list(String key) {
        List<Fields> fields = new ArrayList<>();
        for (Node item : items(key)) {
            asFields(key, item).ifPresent(fields::add);
        }
        return fields;
    }

    /** The items of a list, whatever they are; an absent key is an empty list. */
    public List<Node> items(String key) {
        Node node = node(key).orElse(null);
        if (node == null) {
            return List.of();
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        problem(node, key + " must be a list", "start each item on its own line with a dash");
        return List.of();
    }

    private Optional<Fields> asFields(String key, Node node) {
        if (node instanceof Node.Mapping inner) {
            return Optional.of(new Fields(file, inner, problems));
        }
        problem(node, key + " needs keys and values, not " + node.describe(), "indent its keys below it");
        return Optional.empty();
    }

    /** Reports every key nobody has asked for: a misspelt key must not be silently ignored. */
    public void rejectOthers() {
        List<String> known = asked.stream().sorted().toList();
        for (Node.Scalar key : mapping.entries().keySet()) {
            if (!asked.contains(key.text())) {
                problem(key, "unknown key " + key.describe(), "use one of " + String.join(", ", known));
            }
        }
    }

    private static String shown(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
