package io.tieline.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.JsonSchema;
import io.tieline.document.Node;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.model.DeviceKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The published schema and the reader know the same keys; JSON is YAML, so our own parser reads it. */
class SchemaTest {

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(SchemaTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> schemaKeys(String... path) throws IOException {
        String text = resource("/profile.schema.json");
        Fields fields =
                Document.parse("profile.schema.json", text, new Problems()).orElseThrow();
        for (String step : path) {
            fields = fields.fields(step).orElseThrow();
        }
        return fields.keys().stream().map(Node.Scalar::text).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the reader lists when it meets a key it does not know. */
    private static Set<String> readerKeys(String protocol, String section) {
        return remedied(protocol, section.isEmpty() ? "nonsense: 1\n" : section + ":\n  - {nonsense: 1}\n");
    }

    private static Set<String> remedied(String protocol, String body) {
        String document = "profile: x\ntitle: x\nfacts: x\nkind: ups\nprotocol: " + protocol + "\n" + body;
        Problems problems = new Problems();
        ProfileReader.read("x", document, problems);
        return problems.sorted().stream()
                .filter(problem -> problem.message().contains("nonsense"))
                .map(Problem::remedy)
                .flatMap(remedy -> List.of(remedy.replace("use one of ", "").split(", ")).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> anyProtocol(String section) {
        Set<String> keys = new TreeSet<>();
        Map.of("snmp", 0, "modbus", 0, "opcua", 0)
                .keySet()
                .forEach(protocol -> keys.addAll(readerKeys(protocol, section)));
        return keys;
    }

    @Test
    void schemaKnowsEveryKeyOfTheReader() throws IOException {
        assertThat(schemaKeys("properties")).containsAll(anyProtocol(""));
        assertThat(schemaKeys("properties", "commands", "items", "properties")).containsAll(anyProtocol("commands"));
        assertThat(schemaKeys("properties", "recognise", "items", "properties"))
                .containsExactlyElementsOf(readerKeys("snmp", "recognise"));
        assertThat(schemaKeys("properties", "read", "items", "properties")).containsAll(anyProtocol("read"));
    }

    @Test
    void schemaKnowsExactlyTheKeysOfModbus() throws IOException {
        assertThat(schemaKeys("properties", "repeat", "items", "properties"))
                .containsExactlyElementsOf(readerKeys("modbus", "repeat"));
        assertThat(schemaKeys("properties", "modbus", "properties"))
                .containsExactlyElementsOf(remedied("modbus", "modbus: {nonsense: 1}\n"));
    }

    @Test
    void schemaKnowsExactlyTheKeysOfAlarms() throws IOException {
        Set<String> keys = new TreeSet<>(remedied("opcua", "alarms:\n  - {nonsense: 1}\n"));
        for (String way : List.of("bits: {}", "nibbles: {}", "values: {}", "alarm: a")) {
            keys.addAll(remedied("modbus", "alarms:\n  - {nonsense: 1, address: 1, " + way + "}\n"));
        }
        for (String way : List.of("oid: 1.3.0", "column: 1.3", "table: 1.3")) {
            keys.addAll(remedied("snmp", "alarms:\n  - {nonsense: 1, " + way + "}\n"));
        }
        assertThat(schemaKeys("$defs", "alarms", "items", "properties")).containsExactlyElementsOf(keys);
    }

    /** What an editor underlines in a shipped profile is a mistake of the schema: the reader has taken the profile. */
    @Test
    void everyShippedProfileIsAsTheSchemaSays() throws IOException {
        JsonSchema schema = new JsonSchema(resource("/profile.schema.json"));
        List<String> complaints = new ArrayList<>();
        for (String name : resource("/profiles/index.txt").lines().toList()) {
            Document.parse(name, resource("/profiles/" + name), new Problems())
                    .map(document -> schema.complaints(document.node()))
                    .orElseThrow()
                    .forEach(complaint -> complaints.add(name + complaint));
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void theSchemaFindsMistakes() throws IOException {
        JsonSchema schema = new JsonSchema(resource("/profile.schema.json"));
        String document = "profile: x\ntitle: x\nfacts: x\nkind: ups\nprotocol: modbus\nread:\n"
                + "  - {point: ups.load, address: 1, rate: hasty}\n  - {point: ups.load, adress: 1}\n";
        Fields fields = Document.parse("x", document, new Problems()).orElseThrow();
        assertThat(schema.complaints(fields.node()))
                .anyMatch(complaint -> complaint.startsWith("/read[]/rate"))
                .anyMatch(complaint -> complaint.startsWith("/read[]/adress"));
    }

    @Test
    void schemaNamesTheKindsOfTheModel() throws IOException {
        String text = resource("/profile.schema.json");
        for (DeviceKind kind : DeviceKind.values()) {
            assertThat(text).contains("\"" + kind.label() + "\"");
        }
    }
}
