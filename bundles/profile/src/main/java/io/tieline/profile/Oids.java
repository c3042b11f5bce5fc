package io.tieline.profile;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import java.util.Optional;
import java.util.regex.Pattern;

/** Object identifiers in dotted form. */
final class Oids {

    private static final Pattern DOTTED = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,9}|\\{n\\}))+");

    private Oids() {}

    /** The identifier of a node; one that starts with a dot continues the base. */
    static Optional<String> checked(Fields fields, Node.Scalar node, String base) {
        String text = node.text();
        if (text.startsWith(".")) {
            text = base.isEmpty() ? text.substring(1) : base + text;
        }
        if (DOTTED.matcher(text).matches()) {
            return Optional.of(text);
        }
        fields.problem(node, node.describe() + " is not an object identifier", "write it like 1.3.6.1.2.1.33.1.2.4.0");
        return Optional.empty();
    }
}
