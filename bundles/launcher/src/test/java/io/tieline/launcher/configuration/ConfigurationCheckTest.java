package io.tieline.launcher.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Document;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.launcher.Renames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationCheckTest {

    private static final String PEAK =
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="io.tieline.gateway.PeakShaving" name="Peak shaving">
                <AD id="target" type="Double" name="t" default="500000" min="0" max="1e8"/>
                <AD id="window" type="Integer" name="w" default="30">
                  <Option label="15" value="15"/><Option label="30" value="30"/>
                </AD>
                <AD id="enabled" type="Boolean" name="e" default="true"/>
                <AD id="feeders" type="String" name="f" cardinality="3" required="false" default="a,b\\,c"/>
              </OCD>
              <Designate pid="io.tieline.gateway.PeakShaving"><Object ocdref="io.tieline.gateway.PeakShaving"/></Designate>
            </metatype:MetaData>
            """;

    private static final String BROKER =
            """
            <MetaData>
              <OCD id="x.Broker" name="Broker">
                <AD id="host" type="String" name="h"/>
                <AD id="password" type="Password" name="p" required="false"/>
              </OCD>
              <Designate factoryPid="x.Broker"><Object ocdref="x.Broker"/></Designate>
            </MetaData>
            """;

    private final Path folder;

    private final Problems problems = new Problems();
    private List<String> renamed = List.of();

    ConfigurationCheckTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void defaultsFillWhatIsNotGiven() throws IOException {
        assertThat(prepare("peak-shaving:\n  target: 2e6\n")).singleElement().satisfies(one -> {
            assertThat(one.form().pid()).isEqualTo("io.tieline.gateway.PeakShaving");
            assertThat(one.properties())
                    .containsEntry("target", 2e6)
                    .containsEntry("window", 30)
                    .containsEntry("enabled", true);
            assertThat((String[]) one.properties().get("feeders")).containsExactly("a", "b,c");
        });
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aComponentNobodyMentionsRunsOnItsDefaults() throws IOException {
        assertThat(prepare("{}\n")).singleElement().satisfies(one -> assertThat(one.properties())
                .containsEntry("target", 500000.0));
    }

    @Test
    void theFullPidWorksAsWell() throws IOException {
        assertThat(prepare("io.tieline.gateway.PeakShaving:\n  window: 15\n"))
                .singleElement()
                .satisfies(one -> assertThat(one.properties()).containsEntry("window", 15));
    }

    @Test
    void everyProblemIsAtItsPlace() throws IOException {
        prepare("peak-shaving:\n  target: -1\n  window: 20\n  enabled: yes\n  goal: 3\npeek: {}\nbroker: {}\n");
        assertThat(problems.sorted())
                .containsExactly(
                        problem(2, 11, "target is out of range: -1", "use a value from 0 to 1e8"),
                        problem(3, 11, "unknown window \"20\"", "use one of 15, 30"),
                        problem(4, 12, "enabled must be true or false, not \"yes\"", "write true or false"),
                        problem(5, 3, "unknown key \"goal\"", "use one of enabled, feeders, target, window"),
                        problem(6, 1, "unknown component \"peek\"", "use one of broker, peak-shaving"),
                        problem(7, 1, "\"broker\" needs a name of its own", "write broker~NAME"));
    }

    @Test
    void aRequiredKeyWithoutDefaultMustBeGiven() throws IOException {
        prepare("broker~main:\n  password: x\n");
        assertThat(problems.sorted()).containsExactly(problem(1, 1, "host is missing", "add host: VALUE"));
    }

    @Test
    void passwordsComeFromEnvironmentAndFilesAndAreNeverShown() throws IOException {
        Files.writeString(folder.resolve("secret"), "s3cret\n");
        List<Prepared> prepared = prepare(
                "broker~a:\n  host: h\n  password: ${file:secret}\nbroker~b:\n  host: h\n  password: ${env:BROKER}\n");
        assertThat(problems.isEmpty()).isTrue();
        assertThat(prepared.get(0).properties()).containsEntry("password", "s3cret");
        assertThat(prepared.get(1).properties()).containsEntry("password", "from-env");
        assertThat(prepared.toString()).doesNotContain("s3cret").doesNotContain("from-env");
    }

    @Test
    void aPasswordThatIsNotThereIsAProblem() throws IOException {
        prepare("broker~a:\n  host: h\n  password: ${env:NOPE}\n");
        assertThat(problems.sorted()).singleElement().satisfies(problem -> assertThat(problem.toString())
                .startsWith("gateway.yaml:3:13: password: the environment variable NOPE is not set"));
    }

    @Test
    void aSettingWinsOverTheFileAndIsCheckedToo() throws IOException {
        assertThat(prepare(
                        "peak-shaving:\n  window: 30\nbroker~a: {host: h}\n",
                        Map.of("peak-shaving.window", "15", "broker~a.host", "other")))
                .extracting(Prepared::properties)
                .satisfies(all -> assertThat(all.get(0)).containsEntry("window", 15))
                .satisfies(all -> assertThat(all.get(1)).containsEntry("host", "other"));
        assertThat(problems.isEmpty()).isTrue();
        prepare("{}\n", Map.of("peak-shaving.window", "soon"));
        assertThat(problems.sorted().get(0).toString())
                .startsWith("--set peak-shaving.window:1:1: window must be a whole number");
    }

    @Test
    void aKeyUnderItsOldNameIsReadAsTheOneItIsNow() throws IOException {
        String renames = "peak-shaving:aim=goal,io.tieline.gateway.PeakShaving:goal=target,x.Broker:address=host";
        assertThat(prepare(renames, "peak-shaving:\n  aim: 7\nbroker~a: {address: h}\n", Map.of()))
                .extracting(Prepared::properties)
                .satisfies(all -> assertThat(all.get(0)).containsEntry("target", 7.0))
                .satisfies(all -> assertThat(all.get(1)).containsEntry("host", "h"));
        assertThat(problems.isEmpty()).isTrue();
        assertThat(renamed).containsExactly("peak-shaving.aim is target", "broker~a.address is host");
    }

    @Test
    void aWrongValueUnderAnOldNameIsNamedWhereItStands() throws IOException {
        prepare("peak-shaving:goal=target", "peak-shaving:\n  goal: -1\n", Map.of());
        assertThat(problems.sorted())
                .containsExactly(problem(2, 9, "target is out of range: -1", "use a value from 0 to 1e8"));
    }

    @ParameterizedTest
    @CsvSource({"goal, target", "target, goal"})
    void theNameThisVersionKnowsWinsOverAnOldOne(String first, String second) throws IOException {
        String yaml = "peak-shaving: {%s: 1, %s: 2}\n".formatted(first, second);
        assertThat(prepare("peak-shaving:goal=target", yaml, Map.of()))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.properties()).containsEntry("target", first.equals("target") ? 1.0 : 2.0));
        assertThat(renamed).containsExactly("peak-shaving.goal is target, which is given too and counts");
    }

    @Test
    void aSettingUnderAnOldNameWinsOverTheFileButNotOverOneUnderTheNewName() throws IOException {
        String renames = "peak-shaving:goal=target";
        String yaml = "peak-shaving: {target: 1}\n";
        assertThat(prepare(renames, yaml, Map.of("peak-shaving.goal", "2")))
                .singleElement()
                .satisfies(one -> assertThat(one.properties()).containsEntry("target", 2.0));
        assertThat(renamed).containsExactly("peak-shaving.goal is target");
        assertThat(prepare(renames, yaml, Map.of("peak-shaving.goal", "2", "peak-shaving.target", "3")))
                .singleElement()
                .satisfies(one -> assertThat(one.properties()).containsEntry("target", 3.0));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aKeyOfThisVersionIsNeverRenamedAndAnUnknownOneStaysAProblem() throws IOException {
        assertThat(prepare("peak-shaving:window=target", "peak-shaving: {window: 15}\n", Map.of()))
                .singleElement()
                .satisfies(one ->
                        assertThat(one.properties()).containsEntry("window", 15).containsEntry("target", 500000.0));
        prepare("peak-shaving:goal=aim,broker:goal=target", "peak-shaving: {goal: 15}\n", Map.of());
        assertThat(problems.sorted())
                .containsExactly(problem(1, 16, "unknown key \"goal\"", "use one of enabled, feeders, target, window"));
    }

    private static Problem problem(int line, int column, String message, String remedy) {
        return new Problem("gateway.yaml", line, column, message, remedy);
    }

    private List<Prepared> prepare(String yaml) throws IOException {
        return prepare(yaml, Map.of());
    }

    private List<Prepared> prepare(String yaml, Map<String, String> settings) throws IOException {
        return prepare("", yaml, settings);
    }

    private List<Prepared> prepare(String renames, String yaml, Map<String, String> settings) throws IOException {
        List<Form> forms = new ArrayList<>(forms(PEAK));
        forms.addAll(forms(BROKER));
        ConfigurationCheck check = new ConfigurationCheck(
                forms,
                Renames.parse(renames),
                new Secrets(name -> name.equals("BROKER") ? "from-env" : null, folder),
                problems);
        check.file(
                "gateway.yaml",
                Document.parse("gateway.yaml", yaml, problems).orElseThrow().node());
        settings.forEach(check::setting);
        renamed = check.renamed();
        return check.prepare();
    }

    private static List<Form> forms(String xml) throws IOException {
        return MetatypeReader.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
