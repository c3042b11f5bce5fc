package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one entry of {@code recognise}. */
final class RecognitionReader {

    private static final List<String> TEXTS =
            List.of("sysDescr", "vendor", "product", "revision", "applicationUri", "productUri");

    private RecognitionReader() {}

    static Optional<Recognition> read(Fields fields) {
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        double confidence = 0.6;
        Optional<String> prefix = fields.scalar("sysObjectID").flatMap(node -> Oids.checked(fields, node, ""));
        if (prefix.isPresent()) {
            String literal = prefix.get();
            patterns.put("sysObjectID", Pattern.compile("^" + literal.replace(".", "\\.") + "(?=\\.|$)"));
            // A longer prefix names a narrower family.
            confidence = 0.7 + 0.01 * Math.min(20, literal.split("\\.").length);
        }
        for (String key : TEXTS) {
            Optional<Pattern> pattern = fields.scalar(key).flatMap(node -> pattern(fields, node));
            if (pattern.isPresent()) {
                patterns.put(key, pattern.get());
                confidence = Math.min(0.95, confidence + 0.1);
            }
        }
        fields.scalar("has")
                .flatMap(node -> Oids.checked(fields, node, ""))
                .ifPresent(oid -> patterns.put(oid, Pattern.compile("")));
        fields.fields("where").ifPresent(where -> readWhere(where, patterns));
        List<RegisterProbe> registers = new ArrayList<>();
        fields.list("registers").forEach(entry -> probe(entry).ifPresent(registers::add));
        if (!registers.isEmpty()) {
            confidence = Math.min(0.95, Math.max(confidence, 0.75) + 0.05 * registers.size());
        }
        double sure = fields.number("confidence", 0, 1).orElse(confidence);
        fields.rejectOthers();
        if (patterns.isEmpty() && registers.isEmpty()) {
            fields.problem(
                    fields.node(),
                    "recognises nothing",
                    "add sysObjectID, sysDescr, has or where (SNMP), vendor, product or registers (Modbus), or"
                            + " applicationUri or productUri (OPC UA)");
            return Optional.empty();
        }
        return Optional.of(new Recognition(patterns, registers, sure));
    }

    private static Optional<RegisterProbe> probe(Fields fields) {
        Optional<ModbusPlan.Place> place =
                new PlaceReader(ModbusPlan.Space.HOLDING, ModbusPlan.Order.BIG).place(fields);
        Optional<Pattern> is =
                fields.scalar("is").flatMap(node -> number(node.text()).or(() -> pattern(fields, node)));
        place.filter(at -> at.space().isBits())
                .ifPresent(at -> fields.problem(
                        fields.node(),
                        "coils and discrete inputs tell nobody apart",
                        "use a holding or input register"));
        if (!fields.has("is")) {
            fields.problem(fields.node(), "is is missing", "add is: the number or text that stands there");
        }
        fields.rejectOthers();
        return place.flatMap(where -> is.map(expected -> new RegisterProbe(where, expected)));
    }

    /** A whole number is compared as a whole, so that 7 does not recognise 17. */
    private static Optional<Pattern> number(String text) {
        try {
            return Optional.of(Pattern.compile("^" + WireNumber.whole(text) + "$"));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void readWhere(Fields where, Map<String, Pattern> patterns) {
        for (Node.Scalar key : where.keys()) {
            Optional<String> oid = Oids.checked(where, key, "");
            Optional<Pattern> pattern = where.scalar(key.text()).flatMap(node -> pattern(where, node));
            if (oid.isPresent() && pattern.isPresent()) {
                patterns.put(oid.get(), pattern.get());
            }
        }
    }

    private static Optional<Pattern> pattern(Fields fields, Node.Scalar node) {
        try {
            return Optional.of(Pattern.compile(node.text()));
        } catch (PatternSyntaxException e) {
            fields.problem(node, "not a regular expression: " + e.getDescription(), "correct or escape it");
            return Optional.empty();
        }
    }
}
