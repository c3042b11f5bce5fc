package io.tieline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.cli.outcome.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/** The scripts of the built runtime with their own class path, which is not that of the other tests. */
class BuiltCommandsContainerTest {

    private static final Path BIN =
            Path.of(Objects.requireNonNull(System.getProperty("tieline.home"))).resolve("bin");

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    static Stream<List<String>> everyCommand() {
        return Stream.concat(
                below(List.of("tieline"), Tieline.command()), below(List.of("tieline-release"), ReleaseTool.command()));
    }

    private static Stream<List<String>> below(List<String> path, CommandLine command) {
        return Stream.concat(
                Stream.of(path), command.getSubcommands().entrySet().stream().flatMap(entry -> {
                    List<String> longer = new ArrayList<>(path);
                    longer.add(entry.getKey());
                    return below(longer, entry.getValue());
                }));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyCommandStarts(List<String> command) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.add("--help");
        Ended ended = run(words);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).startsWith("Usage: " + String.join(" ", command) + " ");
        assertThat(ended.code()).isEqualTo(Exit.OK);
    }

    /** Help loads no more than the command itself: these need the libraries and the data of the rooms. */
    @Test
    void theRoomsAreOnTheClassPath() throws Exception {
        assertThat(told("tieline", "check", Path.of("site-example.yaml").toAbsolutePath() + ""))
                .contains("13 devices");
        assertThat(told("tieline", "profile", "list")).contains("rfc1628-ups");
        assertThat(told("tieline", "tariff", "show", "kepco-hv-as")).startsWith("tariff: kepco-hv-as");
        assertThat(told(
                        "tieline",
                        "bill",
                        "--tariff",
                        "kepco-hv-as",
                        "--load",
                        load() + "",
                        "--battery-power=100",
                        "--battery-energy=200"))
                .contains("Basic charge");
        assertThat(told("tieline-release", "keygen", folder.resolve("key") + ""))
                .startsWith("Key ");
        for (String device : List.of("modbus://127.0.0.1:1/1", "snmp://127.0.0.1:1", "opc.tcp://127.0.0.1:1")) {
            Ended ended = run(List.of("tieline", "scan", "--data", folder + "", device));
            assertThat(ended.code()).as(device).isEqualTo(Exit.PROBLEM);
            assertThat(ended.err())
                    .as(device)
                    .isNotEmpty()
                    .doesNotContain("Error:")
                    .doesNotContain("\tat ");
        }
    }

    private Path load() throws IOException {
        StringBuilder load = new StringBuilder();
        for (int halfHour = 0; halfHour < 48; halfHour++) {
            load.append("2026-03-01T%02d:%02d:00,%d%n".formatted(halfHour / 2, halfHour % 2 * 30, 300 + halfHour));
        }
        return Files.writeString(folder.resolve("load.csv"), load);
    }

    @Test
    void theSettingsAreThoseOfTheFormsAndReadableAsTheyArePrinted() throws Exception {
        List<String> forms = told("tieline", "settings")
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .toList();
        assertThat(forms).contains("backup-reserve", "journal", "peak-shaving", "site", "update", "uplink");
        for (String form : forms) {
            String everyKeySet =
                    told("tieline", "settings", form).replaceAll("(?m)^  # ([a-z.]+: .*)\n(?=\n|\\z)", "  $1\n");
            String keysOnly = String.join(
                    "\n",
                    everyKeySet.lines().filter(line -> !line.contains("# ")).toList());
            Object read = new Load(LoadSettings.builder().build()).loadFromString(keysOnly);
            assertThat(read).as(keysOnly).isInstanceOfSatisfying(Map.class, map -> assertThat(map.get(form))
                    .as(form)
                    .isInstanceOf(Map.class));
        }
        assertThat(told("tieline", "settings", "uplink"))
                .contains(
                        "# Tieline uplink: Sparkplug B",
                        "  # message.bytes: 131072\n",
                        "  # mqtt: V3_1_1\n",
                        "One of V3_1_1, V5.")
                .doesNotContain("TextArea", "KeystoreService");
        Ended unknown = run(List.of("tieline", "settings", "uplnk"));
        assertThat(unknown.code()).isEqualTo(Exit.USAGE);
        assertThat(unknown.err()).contains("unknown form uplnk; use one of backup-reserve");
    }

    private String told(String... command) throws Exception {
        Ended ended = run(List.of(command));
        assertThat(ended.code()).as(ended.err()).isEqualTo(Exit.OK);
        return ended.out();
    }

    private Ended run(List<String> command) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.set(0, BIN.resolve(command.get(0)).toString());
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS))
                    .as(words + " ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
