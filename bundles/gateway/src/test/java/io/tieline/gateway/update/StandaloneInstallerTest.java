package io.tieline.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tieline.update.Installer;
import io.tieline.update.release.Migration;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import io.tieline.update.release.ReleaseManifest;
import io.tieline.update.release.Trust;
import io.tieline.update.release.Verifier;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneInstallerTest {

    private final Path folder;
    private final Path staged;
    private final Path configuration;
    private final KeyPair key = ReleaseKeys.generate();
    private final List<Map<String, String>> asked = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private final StandaloneInstaller installer;

    StandaloneInstallerTest(@TempDir Path folder) {
        this.folder = folder;
        this.staged = folder.resolve("staged");
        this.configuration = folder.resolve("gateway.yaml");
        this.installer = new StandaloneInstaller(new Boot(this::answer), folder, 15, () -> {});
        answers.put("plugins", folder.resolve("installed").toString());
    }

    private Map<String, String> answer(Map<String, String> request) {
        asked.add(request);
        return answers;
    }

    @BeforeEach
    void aConfiguration() throws IOException {
        Files.writeString(configuration, "peak-shaving: {target: 1}\n");
    }

    @Test
    void aReleaseIsTriedFromAFolderOfItsOwn() throws Exception {
        ReleaseManifest manifest = staged(List.of());
        installer.snapshot();
        assertThat(installer.install(staged, manifest)).isEqualTo(Installer.Effect.NEXT_START);
        Path plugins = folder.resolve("sets/7/standalone/plugins");
        assertThat(plugins.resolve("04/model.jar")).hasContent("model");
        assertThat(last()).containsEntry("do", "try").containsEntry("plugins", plugins.toString());
        assertThat(last()).containsEntry("renames", "").containsEntry("seconds", "15");
    }

    @Test
    void anInstallationThatWasInterruptedIsRepeated() throws Exception {
        ReleaseManifest manifest = staged(List.of());
        installer.snapshot();
        installer.install(staged, manifest);
        assertThat(installer.install(staged, manifest)).isEqualTo(Installer.Effect.NEXT_START);
        assertThat(folder.resolve("sets/7/standalone/plugins/04/model.jar")).exists();
    }

    @Test
    void renamedKeysGoWithTheTrialAndTheConfigurationStaysAsItIs() throws Exception {
        ReleaseManifest manifest = staged(List.of(
                new Migration("peak-shaving", "target", "target.power"), new Migration("console", "port", "tcp.port")));
        installer.check(staged, manifest);
        installer.snapshot();
        installer.install(staged, manifest);
        assertThat(last()).containsEntry("renames", "peak-shaving:target=target.power,console:port=tcp.port");
        installer.keep();
        assertThat(configuration).hasContent("peak-shaving: {target: 1}\n");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".yaml"))).containsExactly(configuration);
        }
    }

    @Test
    void bundlesThatWouldNotStartRefuseTheRelease() throws Exception {
        answers.put("problem", "io.tieline.site would not start: missing package x");
        assertThat(refused(staged(List.of()))).contains("missing package x");
    }

    @Test
    void setsNothingRunsFromAreRemovedTheRunningOneStays() throws Exception {
        Path running = Files.createDirectories(folder.resolve("sets/6/standalone/plugins"));
        Files.createDirectories(folder.resolve("sets/5"));
        answers.put("plugins", running.toString());
        installer.snapshot();
        assertThat(running).exists();
        assertThat(folder.resolve("sets/5")).doesNotExist();
        installer.keep();
        assertThat(running).exists();
    }

    @Test
    void whoRunsIsAskedOfTheLauncher() {
        answers.put("trial", "true");
        assertThat(installer.running()).isEqualTo(Installer.Running.INSTALLED);
        answers.put("trial", "false");
        answers.put("failure", "it did not start");
        assertThat(installer.running()).isEqualTo(Installer.Running.PREVIOUS);
        assertThat(installer.whyNotInstalled()).isEqualTo("it did not start");
    }

    private Map<String, String> last() {
        return asked.get(asked.size() - 1);
    }

    private String refused(ReleaseManifest manifest) {
        RefusedException refusal =
                catchThrowableOfType(RefusedException.class, () -> installer.check(staged, manifest));
        assertThat(refusal.reason()).isEqualTo(Reason.CANNOT_RUN);
        return String.valueOf(refusal.getMessage());
    }

    private ReleaseManifest staged(List<Migration> migrations) throws Exception {
        Path plugins = Files.createDirectories(staged.resolve("standalone/plugins/04"));
        Files.writeString(plugins.resolve("model.jar"), "model");
        ReleaseMaker.seal(
                staged,
                new ReleaseMaker.Label(
                        "tieline", Version.parse("0.2.0"), 7, Version.parse("0.1.0"), 0, migrations, List.of()));
        ReleaseMaker.sign(staged, key);
        return new Verifier(new Trust(List.of(key.getPublic()), List.of())).verify(staged);
    }
}
