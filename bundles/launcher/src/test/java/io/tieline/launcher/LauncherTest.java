package io.tieline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    private final Path home;

    LauncherTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void aBundleThatDoesNotResolveIsNamedWithTheImportItMisses() throws IOException {
        bundle("20", "lonely", "no.such.package;version=\"[3,4)\"");
        bundle("10", "fine", "");
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> Launcher.start(LaunchOptions.of(home)))
                .satisfies(failure -> assertThat(failure.problems())
                        .singleElement()
                        .asString()
                        .startsWith("lonely 1.0.0 did not start: missing Import-Package: no.such.package"));
    }

    @Test
    void aRehearsalNamesWhatWouldNotStartAndStartsNothing() throws Exception {
        bundle("20", "lonely", "no.such.package;version=\"[3,4)\"");
        bundle("10", "fine", "");
        assertThat(Rehearsal.problems(home.resolve("plugins"), Launcher.factory(), LaunchOptions.of(home)))
                .singleElement()
                .asString()
                .startsWith("lonely 1.0.0 would not start: missing package")
                .contains("no.such.package");
        assertThat(home.resolve("data/rehearsal")).doesNotExist();
    }

    @Test
    void anEmptyHomeSaysSo() throws IOException {
        Files.createDirectories(home.resolve("plugins"));
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> Launcher.start(LaunchOptions.of(home)))
                .withMessageContaining("is --home right?");
    }

    @Test
    void theCommandLineIsReadWithItsDefaults() {
        LaunchOptions options =
                LaunchOptions.parse(List.of("--data", "/var/lib/tieline", "--set", "uplink.url=a=b"), home);
        assertThat(options.data()).isEqualTo(Path.of("/var/lib/tieline"));
        assertThat(options.configuration()).isEqualTo(home.resolve("conf/gateway.yaml"));
        assertThat(options.settings()).containsEntry("uplink.url", "a=b");
    }

    @Test
    void wrongUseNamesTheArgument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaunchOptions.parse(List.of("--confg", "x"), home))
                .withMessage("unknown option --confg");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaunchOptions.parse(List.of("--set", "x"), home))
                .withMessageStartingWith("--set needs COMPONENT.KEY=VALUE");
    }

    private void bundle(String level, String name, String imports) throws IOException {
        Path folder = Files.createDirectories(home.resolve("plugins").resolve(level));
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", "1.0.0");
        if (!imports.isEmpty()) {
            main.putValue("Import-Package", imports);
        }
        new JarOutputStream(Files.newOutputStream(folder.resolve(name + ".jar")), manifest).close();
    }
}
