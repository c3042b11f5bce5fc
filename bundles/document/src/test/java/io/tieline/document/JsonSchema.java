package io.tieline.document;

import io.tieline.document.Node.Mapping;
import io.tieline.document.Node.Scalar;
import io.tieline.document.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an editor makes of a YAML file: the keywords of JSON Schema our schemas use, and no others. */
public final class JsonSchema {

    private static final Set<String> SAYING_NOTHING =
            Set.of("$schema", "$id", "$defs", "title", "description", "default", "examples");
    /** YAML 1.2, 10.3.2. */
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+");

    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private final Node root;

    public JsonSchema(String json) {
        root = Document.parse("schema", json, new Problems()).map(Fields::node).orElseThrow();
    }

    /** Every place where a document is not as the schema says. */
    public List<String> complaints(Node document) {
        List<String> complaints = new ArrayList<>();
        check(document, root, "", complaints);
        return complaints;
    }

    private void check(Node node, Node schema, String at, List<String> complaints) {
        if (schema instanceof Scalar all) {
            if (all.text().equals("false")) {
                complaints.add(at + " is not allowed");
            }
            return;
        }
        Map<String, Node> rules = entries(schema);
        rules.forEach((keyword, rule) -> {
            switch (keyword) {
                case "$ref" -> check(node, definition(text(rule)), at, complaints);
                case "type" -> need(words(rule).stream().anyMatch(type -> isA(node, type)), at, keyword, complaints);
                case "enum" ->
                    need(node instanceof Scalar s && words(rule).contains(s.text()), at, keyword, complaints);
                case "const" -> need(text(node).equals(text(rule)), at, keyword, complaints);
                case "pattern" ->
                    need(
                            !isA(node, "string")
                                    || Pattern.compile(text(rule))
                                            .matcher(text(node))
                                            .find(),
                            at,
                            keyword,
                            complaints);
                case "minimum" -> need(!isA(node, "number") || number(node) >= number(rule), at, keyword, complaints);
                case "maximum" -> need(!isA(node, "number") || number(node) <= number(rule), at, keyword, complaints);
                case "required" ->
                    need(
                            !(node instanceof Mapping) || entries(node).keySet().containsAll(words(rule)),
                            at,
                            keyword,
                            complaints);
                case "items" -> items(node).forEach(item -> check(item, rule, at + "[]", complaints));
                case "oneOf" -> need(matching(node, rule) == 1, at, keyword, complaints);
                case "properties" ->
                    members(node, (key, value) -> Optional.ofNullable(
                                    entries(rule).get(key))
                            .ifPresent(inner -> check(value, inner, at + "/" + key, complaints)));
                case "additionalProperties" ->
                    members(node, (key, value) -> {
                        Node properties = rules.get("properties");
                        if (properties == null || !entries(properties).containsKey(key)) {
                            check(value, rule, at + "/" + key, complaints);
                        }
                    });
                default -> need(SAYING_NOTHING.contains(keyword), at, "keyword " + keyword, complaints);
            }
        });
    }

    private long matching(Node node, Node schemas) {
        return items(schemas).stream()
                .filter(schema -> {
                    List<String> inner = new ArrayList<>();
                    check(node, schema, "", inner);
                    return inner.isEmpty();
                })
                .count();
    }

    private static void need(boolean met, String at, String what, List<String> complaints) {
        if (!met) {
            complaints.add(at + ": " + what);
        }
    }

    private Node definition(String reference) {
        Node at = root;
        for (String step : reference.substring(2).split("/")) {
            at = Objects.requireNonNull(entries(at).get(step), reference);
        }
        return at;
    }

    private static boolean isA(Node node, String type) {
        boolean plain = node instanceof Scalar scalar && !scalar.quoted();
        String text = node instanceof Scalar scalar ? scalar.text() : "";
        boolean integer = plain && INTEGER.matcher(text).matches();
        boolean number = integer || plain && FLOAT.matcher(text).matches();
        boolean truth = plain && (text.equals("true") || text.equals("false"));
        return switch (type) {
            case "object" -> node instanceof Mapping;
            case "array" -> node instanceof Sequence;
            case "integer" -> integer;
            case "number" -> number;
            case "boolean" -> truth;
            case "string" -> node instanceof Scalar && !number && !truth && !(plain && text.isEmpty());
            default -> false;
        };
    }

    private static double number(Node node) {
        String text = text(node);
        return text.startsWith("0x") ? Long.decode(text) : Double.parseDouble(text);
    }

    private static String text(Node node) {
        return node instanceof Scalar scalar ? scalar.text() : "";
    }

    private static List<String> words(Node rule) {
        return rule instanceof Sequence
                ? items(rule).stream().map(JsonSchema::text).toList()
                : List.of(text(rule));
    }

    private static List<Node> items(Node node) {
        return node instanceof Sequence sequence ? sequence.items() : List.of();
    }

    private interface Member {
        void see(String key, Node value);
    }

    private static void members(Node node, Member member) {
        if (node instanceof Mapping) {
            entries(node).forEach(member::see);
        }
    }

    private static Map<String, Node> entries(Node node) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach((key, value) -> entries.put(key.text(), value));
        }
        return entries;
    }
}
