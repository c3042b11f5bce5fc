package io.tieline.site;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads what a device says to its protocol: only options that protocol knows, for a misspelt one would do nothing. */
final class OptionsReader {

    private final SiteRules rules;
    private final List<WrittenSecret> secrets = new ArrayList<>();

    OptionsReader(SiteRules rules) {
        this.rules = rules;
    }

    /** Of all devices read so far, in the order of the file. */
    List<WrittenSecret> secrets() {
        return secrets;
    }

    Map<String, String> read(Fields entry) {
        Map<String, String> options = new LinkedHashMap<>();
        entry.fields("options").ifPresent(fields -> {
            String scheme = entry.scalar("address").map(OptionsReader::scheme).orElse("");
            for (Node.Scalar key : fields.keys()) {
                refuseUnknown(fields, key, scheme);
                fields.scalar(key.text()).ifPresent(value -> {
                    options.put(key.text(), value.text());
                    SecretReference.parse(value.text())
                            .ifPresent(reference -> secrets.add(
                                    new WrittenSecret(reference, fields.file(), value.line(), value.column())));
                });
            }
        });
        return options;
    }

    /** Where the scheme is wrong already, nobody knows which options there are. */
    private void refuseUnknown(Fields fields, Node.Scalar key, String scheme) {
        Set<String> known = rules.options().get(scheme);
        if (known != null && !known.contains(key.text())) {
            fields.problem(
                    key,
                    "unknown option " + key.describe() + " of " + scheme + "://",
                    "use one of " + String.join(", ", new TreeSet<>(known)));
        }
    }

    /** The address may hold a range, which is no URI yet. */
    private static String scheme(Node.Scalar address) {
        int colon = address.text().indexOf(':');
        return colon < 0 ? "" : address.text().substring(0, colon);
    }
}
