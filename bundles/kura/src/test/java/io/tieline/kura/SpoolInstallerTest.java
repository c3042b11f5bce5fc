package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.kura.debian.DebianMachine;
import io.tieline.kura.debian.DebianRelease;
import io.tieline.kura.debian.Spool;
import io.tieline.kura.debian.Spool.Health;
import io.tieline.update.Installer.Running;
import io.tieline.update.release.Durable;
import io.tieline.update.release.Migration;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import io.tieline.update.release.Trust;
import io.tieline.update.release.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's side of an update on Kura 6, with the real updater on the other. */
class SpoolInstallerTest {

    private static final String SITE = "io.tieline.gateway.Site";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Path folder;
    private final Path staged;
    private final KuraConfigurations configurations = new KuraConfigurations();
    private final AtomicInteger restarts = new AtomicInteger();
    private DebianMachine machine;
    private Spool spool;

    SpoolInstallerTest(@TempDir Path folder) {
        this.folder = folder;
        this.staged = folder.resolve("staged");
    }

    @BeforeEach
    void aMachineWithKura() throws Exception {
        assumeTrue(DebianMachine.isPossible(), "skipped: no dpkg or no fakeroot on this machine");
        machine = new DebianMachine(folder.resolve("machine"));
        spool = machine.spool();
    }

    @Test
    void theGatewayInTheNewVersionTellsTheUpdaterThatItMayStay() throws Exception {
        SpoolInstaller old = installer("0.1.0");
        install(old, "0.2.0", 7);
        assertThat(old.running()).isEqualTo(Running.PREVIOUS);
        assertThat(machine.installed()).isEqualTo("0.1.0");
        old.restart();
        assertThat(restarts).hasValue(1);
        Process updater = machine.begin();
        await().atMost(SOON).until(() -> machine.installed().equals("0.2.0"));

        SpoolInstaller next = installer("0.2.0");
        assertThat(next.running()).isEqualTo(Running.INSTALLED);
        assertThat(spool.reported("0.2.0")).hasValue(Health.WATCHED);
        next.keep();
        next.keep();
        assertThat(updater.waitFor()).isZero();
        assertThat(machine.output()).contains("CONFIRMED");
        assertThat(machine.installed()).isEqualTo("0.2.0");
        assertThat(spool.release()).doesNotExist();
        assertThat(installer("0.2.0").running()).isEqualTo(Running.PREVIOUS);
    }

    @Test
    void aVersionThatFailsIsPutBackByTheUpdaterAndItsConfigurationByKura() throws Exception {
        configurations.start(SITE, KuraConfigurations.field("file", Tscalar.STRING, ""));
        configure("site.yaml");
        SpoolInstaller old = installer("0.1.0");
        install(old, "0.2.0", 7);
        old.restart();
        Process updater = machine.begin();
        await().atMost(SOON).until(() -> machine.installed().equals("0.2.0"));
        SpoolInstaller next = installer("0.2.0");
        configure("other.yaml");
        next.restorePrevious();
        next.restorePrevious();
        assertThat(next.running()).isEqualTo(Running.INSTALLED);
        next.restart();
        assertThat(updater.waitFor()).isZero();
        assertThat(machine.installed()).isEqualTo("0.1.0");
        assertThat(configurations.configuration(SITE)).containsEntry("file", "site.yaml");
        assertThat(installer("0.1.0").running()).isEqualTo(Running.PREVIOUS);
    }

    @Test
    void aVersionThatNeverReportedIsKnownToHaveFailedInTheWordsOfTheUpdater() throws Exception {
        SpoolInstaller old = installer("0.1.0");
        install(old, "0.2.0", 7);
        old.restart();
        assertThat(machine.update()).isZero();
        SpoolInstaller again = installer("0.1.0");
        assertThat(again.running()).isEqualTo(Running.PREVIOUS);
        assertThat(again.whyNotInstalled()).contains("nobody in it has reported");
    }

    @Test
    void whatTheUpdaterRefusesIsHeardOfWhileTheGatewayRunsOn() throws Exception {
        SpoolInstaller old = installer("0.1.0");
        install(old, "0.2.0", 7);
        Files.write(spool.release().resolve("kura-6/kura-tieline.deb"), new byte[] {1}, StandardOpenOption.APPEND);
        old.restart();
        assertThat(machine.update()).isZero();
        assertThat(old.refusal()).hasValueSatisfying(why -> assertThat(why).contains("[ALTERED]"));
        assertThat(old.running()).isEqualTo(Running.PREVIOUS);
        assertThat(machine.restarts()).isEmpty();
    }

    @Test
    void aRequestNobodyTakesUpIsWithdrawn() throws Exception {
        SpoolInstaller old = installer("0.1.0");
        install(old, "0.2.0", 7);
        old.restart();
        assertThat(old.refusal()).hasValueSatisfying(why -> assertThat(why).contains("kura-tieline-update.path"));
        assertThat(machine.update()).isZero();
        assertThat(machine.restarts()).isEmpty();
    }

    @Test
    void whatCannotRunHereIsRefusedBeforeAnythingIsTouched() throws Exception {
        SpoolInstaller old = installer("0.1.0");
        refused(old, release("0.1.0", 7, ""), Reason.OLDER, "installed already");
        refused(old, release("0.2.0", 7, ", kura-seven (>= 7)"), Reason.CANNOT_RUN, "kura-seven (>= 7)");
        refused(old, release("0.2.0", 7, ", kura-core (>= 6.1)"), Reason.CANNOT_RUN, "kura-core (>= 6.1)");
        old.check(staged, release("0.2.0", 7, ", kura-seven | kura-core (>= 6.0.1)"));
        ReleaseManifest right = release("0.2.0", 7, "");
        configurations.start(SITE, KuraConfigurations.field("file", Tscalar.STRING, "site.yaml"));
        configurations.snapshot();
        configurations.stop(SITE);
        refused(old, renaming(right), Reason.CANNOT_RUN, "renames keys of " + SITE);
        Files.delete(machine.root().resolve("etc/kura-tieline/release.pem"));
        refused(old, right, Reason.UNKNOWN_KEY, "/etc/kura-tieline/release.pem");
        assertThat(spool.folder()).isEmptyDirectory();
    }

    private void refused(SpoolInstaller installer, ReleaseManifest manifest, Reason reason, String word) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> installer.check(staged, manifest))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .withMessageContaining(word);
    }

    @Test
    void aReleaseThatRenamesAKeyFindsItsValueWhenKuraComesUpWithIt() throws Exception {
        configurations.start(SITE, KuraConfigurations.field("file", Tscalar.STRING, ""));
        configure("site.yaml");
        SpoolInstaller old = installer("0.1.0");
        ReleaseManifest manifest = renaming(release("0.2.0", 7, ""));
        old.check(staged, manifest);
        old.snapshot();
        old.install(staged, manifest);
        configurations.restart();
        configurations.start(SITE, KuraConfigurations.field("description", Tscalar.STRING, "none"));
        assertThat(configurations.configuration(SITE)).containsEntry("description", "site.yaml");
        installer("0.2.0").restorePrevious();
        configurations.restart();
        configurations.start(SITE, KuraConfigurations.field("file", Tscalar.STRING, ""));
        assertThat(configurations.configuration(SITE)).containsEntry("file", "site.yaml");
    }

    private static ReleaseManifest renaming(ReleaseManifest plain) {
        return new ReleaseManifest(
                plain.product(),
                plain.version(),
                plain.counter(),
                plain.compatibleFrom(),
                plain.minimumFreeBytes(),
                plain.files(),
                List.of(new Migration("site", "file", "description")),
                List.of());
    }

    private void configure(String file) {
        configurations.updateConfiguration(SITE, new HashMap<>(Map.of("file", file)), false);
    }

    private void install(SpoolInstaller installer, String version, long counter) throws Exception {
        ReleaseManifest manifest = release(version, counter, "");
        installer.check(staged, manifest);
        installer.snapshot();
        installer.install(staged, manifest);
    }

    /** A staged release, as the agent keeps it. */
    private ReleaseManifest release(String version, long counter, String depends) throws Exception {
        machine.release(version, counter, machine.keys(), depends);
        Durable.delete(staged);
        Files.move(spool.release(), staged);
        return new Verifier(new Trust(List.of(machine.keys().getPublic()), List.of())).verify(staged);
    }

    private SpoolInstaller installer(String version) throws IOException {
        return new SpoolInstaller(
                spool,
                new DebianRelease(machine.root()),
                new KeptConfiguration(configurations),
                folder.resolve("kept"),
                version,
                Duration.ofSeconds(10),
                restarts::incrementAndGet);
    }
}
