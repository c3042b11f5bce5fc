package io.tieline.chemistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.JsonSchema;
import io.tieline.document.Node;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader know the same keys, and the shipped files are as it says. */
class SchemaTest {

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(SchemaTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Fields parsed(String name) throws IOException {
        return Document.parse(name, resource(name), new Problems()).orElseThrow();
    }

    private static Set<String> keys(Fields fields, String... path) {
        for (String step : path) {
            fields = fields.fields(step).orElseThrow();
        }
        return fields.keys().stream().map(Node.Scalar::text).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the reader lists when it meets a key it does not know. */
    private static Set<String> known(String body) {
        Problems problems = new Problems();
        Fields document = Document.parse("x", "chemistry: x\nextends: lfp\n" + body, problems)
                .orElseThrow();
        assertThat(ChemistryReader.read(document, problems)).isEmpty();
        return problems.sorted().stream()
                .filter(problem -> problem.message().contains("nonsense"))
                .map(Problem::remedy)
                .flatMap(remedy -> List.of(remedy.replace("use one of ", "").split(", ")).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theSchemaKnowsTheKeysOfTheReader() throws IOException {
        Fields schema = parsed("/chemistry.schema.json");
        assertThat(keys(schema, "properties")).isEqualTo(known("nonsense: 1\n"));
        assertThat(keys(schema, "properties", "maintenance", "items", "properties"))
                .isEqualTo(known("maintenance: [{nonsense: 1}]\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soc",
                "charge",
                "discharge",
                "energy",
                "float",
                "rest",
                "calibration",
                "imbalance",
                "ageing",
                "gates"
            })
    void theSchemaKnowsTheKeysOfEveryPart(String part) throws IOException {
        assertThat(keys(parsed("/chemistry.schema.json"), "properties", part, "properties"))
                .isEqualTo(known(part + ": {nonsense: 1}\n"));
    }

    @Test
    void theShippedFilesAreAsTheSchemaSays() throws IOException {
        JsonSchema schema = new JsonSchema(resource("/chemistry.schema.json"));
        for (String name : resource("/chemistries/index.txt").lines().toList()) {
            assertThat(schema.complaints(parsed("/chemistries/" + name).node()))
                    .as(name)
                    .isEmpty();
        }
    }
}
