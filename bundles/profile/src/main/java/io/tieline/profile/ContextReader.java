package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what an SNMP value says of other objects and of the way its number is written. */
final class ContextReader {

    private final Fields fields;
    private final String base;

    ContextReader(Fields fields, String base) {
        this.fields = fields;
        this.base = base;
    }

    SnmpPlan.Context context() {
        List<SnmpPlan.Scaling> scaling = new ArrayList<>();
        scaling("digits", SnmpPlan.Scaling.How.DIGITS, scaling);
        scaling("divisor", SnmpPlan.Scaling.How.DIVISOR, scaling);
        scaling("prefix", SnmpPlan.Scaling.How.PREFIX, scaling);
        scaling("factor", SnmpPlan.Scaling.How.FACTOR, scaling);
        return new SnmpPlan.Context(scaling, conditions(), form());
    }

    private void scaling(String key, SnmpPlan.Scaling.How how, List<SnmpPlan.Scaling> scaling) {
        fields.scalar(key)
                .flatMap(node -> Oids.checked(fields, node, base))
                .ifPresent(oid -> scaling.add(new SnmpPlan.Scaling(how, oid)));
    }

    private SnmpPlan.Form form() {
        SnmpPlan.Form.Encoding encoding = fields.choice(
                        "type",
                        word -> switch (word) {
                            case "i16" -> Optional.of(SnmpPlan.Form.Encoding.I16);
                            case "i32" -> Optional.of(SnmpPlan.Form.Encoding.I32);
                            case "f32" -> Optional.of(SnmpPlan.Form.Encoding.F32);
                            case "bits" -> Optional.of(SnmpPlan.Form.Encoding.BITS);
                            case "duration" -> Optional.of(SnmpPlan.Form.Encoding.DURATION);
                            default -> Optional.<SnmpPlan.Form.Encoding>empty();
                        },
                        List.of("i16", "i32", "f32", "bits", "duration"))
                .orElse(SnmpPlan.Form.Encoding.PLAIN);
        return new SnmpPlan.Form(encoding, fields.text("suffix").orElse(""));
    }

    /** One condition, or a list of them. */
    private List<SnmpPlan.When> conditions() {
        List<Fields> given =
                fields.node("when").filter(Node.Mapping.class::isInstance).isPresent()
                        ? fields.fields("when").stream().toList()
                        : fields.list("when");
        return given.stream().map(this::when).flatMap(Optional::stream).toList();
    }

    private Optional<SnmpPlan.When> when(Fields when) {
        Optional<String> oid = when.scalar("oid").flatMap(node -> Oids.checked(when, node, base));
        Optional<Pattern> is = when.text("is")
                .map(text -> Pattern.compile("^" + Pattern.quote(text) + "$"))
                .or(() -> when.scalar("like").flatMap(node -> pattern(when, node)));
        when.rejectOthers();
        if (oid.isEmpty() || is.isEmpty()) {
            when.problem(when.node(), "when is incomplete", "write when: {oid: OID, is: NUMBER} or like: PATTERN");
            return Optional.empty();
        }
        return Optional.of(new SnmpPlan.When(oid.get(), is.get()));
    }

    private static Optional<Pattern> pattern(Fields when, Node.Scalar node) {
        try {
            return Optional.of(Pattern.compile(node.text()));
        } catch (PatternSyntaxException e) {
            when.problem(node, "not a regular expression: " + e.getDescription(), "correct or escape it");
            return Optional.empty();
        }
    }
}
