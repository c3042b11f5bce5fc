package io.tieline.site;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.chemistry.ChemistryReader;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.model.DeviceKind;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The chemistry of a device: the id of a shipped one, a file beside the site file, or its values in place, extending a
 * shipped one.
 */
record ChemistryReference(Fields entry, Problems problems) {

    private static final String KEY = "chemistry";

    Chemistry read(Optional<DeviceKind> kind) {
        Node node = entry.node(KEY).orElse(null);
        if (node == null) {
            return Chemistry.UNSPECIFIED;
        }
        if (kind.isPresent() && kind.get() != DeviceKind.BATTERY) {
            entry.problem(node, "a device of kind " + kind.get().label() + " has no chemistry", "drop it");
        }
        Optional<Chemistry> chemistry = node instanceof Node.Mapping
                ? entry.fields(KEY).flatMap(fields -> ChemistryReader.read(fields, problems))
                : entry.scalar(KEY).flatMap(this::named);
        return chemistry.orElse(Chemistry.UNSPECIFIED);
    }

    private Optional<Chemistry> named(Node.Scalar name) {
        if (name.text().endsWith(".yaml") || name.text().endsWith(".yml")) {
            return ChemistryReader.read(Path.of(entry.file()).resolveSibling(name.text()), problems);
        }
        Optional<Chemistry> chemistry = ChemistryLibrary.find(name.text());
        if (chemistry.isEmpty()) {
            entry.problem(
                    name,
                    "unknown chemistry " + name.describe(),
                    "use one of " + String.join(", ", ChemistryLibrary.ids()) + " or name a .yaml file");
        }
        return chemistry;
    }
}
