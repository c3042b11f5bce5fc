package io.tieline.profile;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.model.DeviceKind;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointDefinition;
import io.tieline.model.PointKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the profile language: one YAML document becomes one compiled {@link Profile}. */
public final class ProfileReader {

    private static final List<String> PROTOCOLS = List.of("snmp", "modbus", "opcua");

    private final Fields document;
    private final Function<String, Optional<Profile>> parents;

    private ProfileReader(Fields document, Function<String, Optional<Profile>> parents) {
        this.document = document;
        this.parents = parents;
    }

    /**
     * Reads one profile; it may extend a built-in one.
     *
     * @param file the name to show in problems
     * @return empty if there are problems
     */
    public static Optional<Profile> read(String file, String text, Problems problems) {
        return Document.parse(file, text, problems)
                .flatMap(document ->
                        compile(document, id -> ProfileLibrary.builtIn().find(id), problems));
    }

    /** The catalogue entry of a point name in a profile; placeholders such as {@code {n}} stand for any number or phase. */
    public static Optional<PointDefinition> definition(String point) {
        return RuleReader.definition(point);
    }

    /** @param parents finds the profile another one extends */
    static Optional<Profile> compile(Fields document, Function<String, Optional<Profile>> parents, Problems problems) {
        int before = problems.size();
        Optional<Profile> profile = new ProfileReader(document, parents).profile();
        document.rejectOthers();
        return problems.size() == before ? profile : Optional.empty();
    }

    private Optional<Profile> profile() {
        Optional<Profile> parent = parent();
        String id = document.requiredText("profile").orElse("");
        String title = document.requiredText("title").orElse("");
        String facts = document.requiredText("facts").orElse("");
        Optional<DeviceKind> kind = document.choice(
                "kind",
                DeviceKind::ofLabel,
                Arrays.stream(DeviceKind.values()).map(DeviceKind::label).toList());
        List<Recognition> recognition = recognition();
        Map<String, String> fixed = new LinkedHashMap<>();
        parent.ifPresent(profile -> fixed.putAll(profile.fixed()));
        document.fields("fixed").ifPresent(fields -> readFixed(fields, fixed));
        Optional<PlanReader> reader = planReader(parent);
        if (kind.isEmpty() && parent.isEmpty() && !document.has("kind")) {
            document.problem(document.node(), "kind is missing", "add kind: ups, pdu, meter or another device kind");
        }
        if (reader.isEmpty()) {
            document.node("read");
            document.node("commands");
            return Optional.empty();
        }
        Set<String> dropped = dropped(parent);
        Plan plan = reader.get().plan(document, parent.map(Profile::plan), dropped);
        Map<String, CommandRule> commands = new LinkedHashMap<>();
        parent.ifPresent(profile -> commands.putAll(profile.commands()));
        commands.keySet().removeAll(dropped);
        document.list("commands").forEach(fields -> readCommand(fields, reader.get(), commands));
        return kind.or(() -> parent.map(Profile::kind))
                .map(k -> new Profile(id, title, k, recognition, plan, commands, fixed, facts));
    }

    private Optional<Profile> parent() {
        Optional<Node.Scalar> name = document.scalar("extends");
        Optional<Profile> parent = name.flatMap(node -> parents.apply(node.text()));
        if (name.isPresent() && parent.isEmpty()) {
            document.problem(
                    name.get(), "unknown profile " + name.get().describe() + " in extends", "name an existing profile");
        }
        return parent;
    }

    /** What the extended profile has and this family does not. */
    private Set<String> dropped(Optional<Profile> parent) {
        Set<String> known = new HashSet<>();
        parent.ifPresent(profile -> {
            known.addAll(profile.plan().names());
            known.addAll(profile.commands().keySet());
        });
        Set<String> dropped = new HashSet<>();
        for (Node item : document.items("drop")) {
            if (item instanceof Node.Scalar scalar && known.contains(scalar.text())) {
                dropped.add(scalar.text());
            } else {
                document.problem(
                        item,
                        item.describe() + " is nothing the extended profile has",
                        "name one of its points, alarms or commands");
            }
        }
        return dropped;
    }

    private Optional<PlanReader> planReader(Optional<Profile> parent) {
        Optional<String> inherited = parent.map(profile -> PlanReader.protocolOf(profile.plan()));
        if (!document.has("protocol") && inherited.isEmpty()) {
            document.problem(document.node(), "protocol is missing", "add protocol: " + String.join(" or ", PROTOCOLS));
            return Optional.empty();
        }
        Optional<String> named =
                document.choice("protocol", word -> Optional.of(word).filter(PROTOCOLS::contains), PROTOCOLS);
        if (named.isPresent() && inherited.isPresent() && !named.equals(inherited)) {
            document.node("protocol")
                    .ifPresent(at -> document.problem(
                            at, "the extended profile speaks " + inherited.get(), "drop protocol or extends"));
        }
        return named.or(() -> inherited).map(PlanReader::of);
    }

    private List<Recognition> recognition() {
        List<Recognition> recognition = new ArrayList<>();
        document.list("recognise")
                .forEach(fields -> RecognitionReader.read(fields).ifPresent(recognition::add));
        return recognition;
    }

    private static void readFixed(Fields fields, Map<String, String> fixed) {
        for (Node.Scalar key : fields.keys()) {
            boolean text = PointCatalog.find(key.text())
                    .filter(definition -> definition.kind() == PointKind.TEXT)
                    .isPresent();
            if (!text) {
                fields.problem(key, key.describe() + " is not a text point", "use one such as device.manufacturer");
            }
            fields.text(key.text()).ifPresent(value -> fixed.put(key.text(), value));
        }
    }

    private static void readCommand(Fields fields, PlanReader reader, Map<String, CommandRule> commands) {
        Optional<String> name = fields.requiredText("command");
        Optional<CommandRule> rule = reader.command(fields);
        fields.rejectOthers();
        if (name.isPresent() && rule.isPresent()) {
            commands.put(name.get(), rule.get());
        }
    }
}
