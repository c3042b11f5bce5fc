package io.tieline.rig.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The dependency table of DESIGN section 1: which room may use which. A room is the package below the root, a bundle's folder
 * has the same name.
 */
final class HouseRules {

    private static final String OURS = "io.tieline.";

    /** Room → what it may use; libraries wrapped as bundles included. */
    private static final Map<String, Set<String>> TABLE = new TreeMap<>(Map.ofEntries(
            row("document"),
            row("model"),
            row("chemistry", "document"),
            row("profile", "model", "document"),
            row("tariff", "document"),
            row("site", "model", "document", "chemistry"),
            row("southbound", "model"),
            row("modbus", "model", "profile", "southbound", "lib-netty"),
            row("snmp", "model", "profile", "southbound", "lib-netty"),
            row("opcua", "model", "profile", "southbound", "lib-netty", "lib-milo", "lib-slf4j"),
            row("control", "model", "tariff", "chemistry"),
            row("journal", "model"),
            row("uplink", "model", "journal"),
            row("kafka", "model", "journal", "uplink", "lib-kafka"),
            row("northbound", "model", "lib-milo", "lib-netty", "lib-slf4j"),
            row("console", "model", "journal", "lib-slf4j"),
            row("update"),
            row(
                    "gateway",
                    "document",
                    "model",
                    "chemistry",
                    "profile",
                    "tariff",
                    "site",
                    "southbound",
                    "modbus",
                    "snmp",
                    "opcua",
                    "control",
                    "journal",
                    "uplink",
                    "kafka",
                    "northbound",
                    "console",
                    "update",
                    "lib-slf4j",
                    "kura-api"),
            row("kura", "model", "journal", "uplink", "console", "update", "kura-api"),
            // Its configuration is YAML with line numbers in the messages, as everywhere else.
            row("launcher", "document"),
            row("systemd", "kura-api"),
            row("kura-api"),
            row("lib-slf4j"),
            row("lib-netty"),
            row("lib-kafka"),
            row("lib-milo", "lib-netty", "lib-slf4j")));

    /** Third-party packages that only some rooms may see. */
    private static final Map<String, Set<String>> FOREIGN = Map.of(
            "org.eclipse.milo.", Set.of("opcua", "northbound"),
            "org.apache.kafka.", Set.of("kafka"),
            "io.netty.", Set.of("modbus", "snmp", "opcua", "northbound"),
            "org.eclipse.kura.", Set.of("gateway", "kura", "systemd"),
            "org.osgi.service.component.", Set.of("gateway", "kura"));

    private static final Set<String> HOMELESS = Set.of("util", "utils", "common", "helper", "manager", "impl");

    private HouseRules() {}

    private static Map.Entry<String, Set<String>> row(String room, String... uses) {
        return Map.entry(room, Set.of(uses));
    }

    static Set<String> rooms() {
        return TABLE.keySet();
    }

    /** A class uses only classes of its own room and of those in the table. */
    static ArchRule arrows(String root) {
        return every(
                "use only the rooms in the table",
                (type, events) -> {
                    String room = room(root, type.getPackageName()).orElseThrow();
                    Set<String> allowed = TABLE.getOrDefault(room, Set.of());
                    for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                        Optional<String> target =
                                room(root, arrow.getTargetClass().getPackageName());
                        if (target.isPresent() && !target.get().equals(room) && !allowed.contains(target.get())) {
                            events.add(SimpleConditionEvent.violated(
                                    type, room + " must not use " + target.get() + ": " + arrow.getDescription()));
                        }
                    }
                },
                root);
    }

    /** OSGi components, the Kura API and the big libraries stay in their rooms. */
    static ArchRule foreigners(String root) {
        return every(
                "keep third-party API in its room",
                (type, events) -> {
                    String room = room(root, type.getPackageName()).orElseThrow();
                    for (Dependency arrow : type.getDirectDependenciesFromSelf()) {
                        String target = arrow.getTargetClass().getPackageName() + ".";
                        FOREIGN.forEach((prefix, rooms) -> {
                            if (target.startsWith(prefix) && !rooms.contains(room)) {
                                events.add(SimpleConditionEvent.violated(
                                        type, room + " must not use " + prefix + "*: " + arrow.getDescription()));
                            }
                        });
                    }
                },
                root);
    }

    /** Every package says what it is about. */
    static ArchRule names(String root) {
        return every(
                "live in a package with a meaning",
                (type, events) -> {
                    for (String part : type.getPackageName().split("\\.")) {
                        if (HOMELESS.contains(part)) {
                            events.add(SimpleConditionEvent.violated(
                                    type,
                                    type.getName() + " is in a package `" + part + "`: name what it is about instead"));
                        }
                    }
                },
                root);
    }

    /** Packages can be read one after the other: none needs one that needs it. */
    static ArchRule order(String root) {
        return SlicesRuleDefinition.slices()
                .matching(root + "(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private interface Check {
        void check(JavaClass type, ConditionEvents events);
    }

    private static ArchRule every(String description, Check check, String root) {
        return ArchRuleDefinition.classes()
                .that(DescribedPredicate.describe("are in a room", type -> room(root, type.getPackageName())
                        .isPresent()))
                .should(new ArchCondition<>(description) {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        check.check(type, events);
                    }
                })
                .allowEmptyShould(true);
    }

    private static Optional<String> room(String root, String packageName) {
        if (!packageName.startsWith(root)) {
            return Optional.empty();
        }
        String[] part = packageName.substring(root.length()).split("\\.");
        return Optional.of(part[0].equals("lib") && part.length > 1 ? "lib-" + part[1] : part[0]);
    }

    /** What a bundle's pom declares against the table; tests may use what they like. */
    static List<String> wrongDependencies(String room, Document pom) {
        List<String> wrong = new ArrayList<>();
        NodeList dependencies = pom.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            String target = text(dependency, "artifactId");
            boolean ours = List.of("io.tieline", "${project.groupId}").contains(text(dependency, "groupId"));
            boolean test = text(dependency, "scope").equals("test");
            if (ours && !test && !TABLE.getOrDefault(room, Set.of()).contains(target)) {
                wrong.add("bundles/" + room + "/pom.xml must not depend on " + target);
            }
        }
        return wrong;
    }

    private static String text(Element element, String tag) {
        NodeList found = element.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().trim();
    }

    /** The rooms of a list of folder names that the table does not know. */
    static List<String> unknown(String... folders) {
        return Arrays.stream(folders)
                .filter(folder -> !TABLE.containsKey(folder))
                .toList();
    }

    static String ours() {
        return OURS;
    }
}
