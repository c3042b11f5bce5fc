package io.tieline.tariff.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published schema and the reader know the same keys; JSON is YAML, so our own parser reads it. */
class SchemaTest {

    private static final String HEAD = "tariff: t\ntitle: T\nfacts: F\ncurrency: EUR\ntimezone: UTC\n";

    /** What the reader lists when it meets a key it does not know. */
    private static Set<String> readerKeys(String body) {
        Problems problems = new Problems();
        TariffReader.read("x", HEAD + body, problems);
        return problems.sorted().stream()
                .filter(problem -> problem.message().contains("nonsense"))
                .map(Problem::remedy)
                .flatMap(remedy -> Stream.of(remedy.replace("use one of ", "").split(", ")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Fields at(String path) {
        Fields fields = Document.parse("schema", ShippedFile.text("tariff.schema.json"), new Problems())
                .orElseThrow();
        for (String step : path.split("/")) {
            fields = fields.fields(step).orElseThrow(() -> new AssertionError(path + " has no " + step));
        }
        return fields;
    }

    private static Set<String> schemaKeys(String path) {
        return at(path).keys().stream().map(Node.Scalar::text).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "properties | nonsense: 1",
                "properties/round/properties | round: {nonsense: 1}",
                "properties/holidays/properties | holidays: {nonsense: 1}",
                "$defs/schedule/properties | schedules: {x: {nonsense: 1}}",
                "$defs/schedule/properties/bands/items/properties | schedules: {x: {bands: [{nonsense: 1}]}}",
                "$defs/rounding/properties | round: {lines: {nonsense: 1}}",
                "$defs/demand/properties/contract/properties | components: [{demand: a, contract: {nonsense: 1}}]",
                "$defs/demand/properties/powerFactor/properties | components: [{demand: a, powerFactor: {nonsense: 1}}]",
                "$defs/demand/properties/fullLoadHours/properties | components: [{demand: a, fullLoadHours: {nonsense: 1}}]",
                "$defs/energy/properties/market/properties | components: [{energy: a, market: {nonsense: 1}}]",
                "$defs/step/properties | components: [{fixed: a, prices: [{nonsense: 1}]}]",
                "$defs/tier/properties | components: [{fixed: a, tiers: [{nonsense: 1}]}]",
            })
    void theSchemaKnowsExactlyTheKeysOfTheReader(String path, String body) {
        assertThat(schemaKeys(path)).isNotEmpty().containsExactlyElementsOf(readerKeys(body));
    }

    @ParameterizedTest
    @CsvSource({"demand, energy fixed", "energy, demand fixed", "fixed, demand energy"})
    void aComponentHasTheKeysOfItsKind(String kind, String others) {
        Set<String> keys = readerKeys("components: [{" + kind + ": a, nonsense: 1}]");
        for (String other : others.split(" ")) {
            keys.remove(other);
        }
        assertThat(schemaKeys("$defs/" + kind + "/properties")).containsExactlyElementsOf(keys);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$defs/demand/properties/aggregate | components: [{demand: a, aggregate: nonsense}]",
                "$defs/demand/properties/memory | components: [{demand: a, memory: nonsense}]",
                "$defs/demand/properties/unit | components: [{demand: a, unit: nonsense}]",
                "$defs/energy/properties/unit | components: [{energy: a, unit: nonsense}]",
                "$defs/fixed/properties/per | components: [{fixed: a, per: nonsense}]",
                "$defs/rounding/properties/mode | round: {lines: {mode: nonsense}}",
                "$defs/energy/properties/market/properties/price | components: [{energy: a, market: {price: nonsense}}]",
                "properties/clock | clock: nonsense",
                "properties/holidays/properties/calendar | holidays: {calendar: nonsense}",
            })
    void theSchemaKnowsExactlyTheWordsOfTheReader(String path, String body) {
        Set<String> words = at(path).items("enum").stream()
                .map(word -> ((Node.Scalar) word).text())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(words).isNotEmpty().isEqualTo(readerKeys(body));
    }
}
