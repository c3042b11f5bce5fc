package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieline.update.Installer.Effect;
import io.tieline.update.Installer.Running;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.service.deploymentadmin.DeploymentException;

class DeploymentInstallerTest {

    private final InstallerBench bench;

    DeploymentInstallerTest(@TempDir Path folder) throws IOException {
        bench = new InstallerBench(folder);
    }

    @Test
    void aNewPackageRunsOnTrialWhileKurasListNamesTheOneBeforeAndIsEnteredOnceItIsKept() throws Exception {
        DeploymentInstaller old = bench.installer("0.1.0");
        ReleaseManifest manifest = bench.release("0.2.0", "io.tieline.kura", PackedRelease.GOOD);
        byte[] whole = Files.readAllBytes(bench.staged.resolve("kura-5/tieline.dp"));
        old.check(bench.staged, manifest);
        old.snapshot();
        assertThat(old.install(bench.staged, manifest)).isEqualTo(Effect.NEXT_START);
        assertThat(bench.admin.installed).isEqualTo("0.1.0");
        assertThat(old.running()).isEqualTo(Running.PREVIOUS);
        old.restart();
        await().until(() -> bench.admin.installed.equals("0.2.0"));

        DeploymentInstaller next = bench.installer("0.2.0");
        assertThat(next.running()).isEqualTo(Running.INSTALLED);
        assertThat(bench.listed()).endsWith("tieline_0.1.0.dp");
        next.keep();
        next.keep();
        assertThat(bench.listed()).endsWith("tieline_0.2.0.dp");
        assertThat(Files.readAllBytes(Path.of(bench.listed()))).isEqualTo(whole);
        assertThat(Files.readString(bench.list)).contains("other=");
        assertThat(bench.admin.admitted).containsExactly("0.2.0");
        assertThat(bench.installer("0.2.0").running()).isEqualTo(Running.PREVIOUS);
    }

    @Test
    void aVersionInWhichNobodyReportsIsReplacedByTheOneBefore() throws Exception {
        DeploymentInstaller old = bench.installer("0.1.0", Duration.ofMillis(300));
        bench.install(old, "0.2.0");
        old.restart();
        await().until(() -> bench.admin.admitted.equals(List.of("0.2.0", "0.1.0")));
        DeploymentInstaller again = bench.installer("0.1.0");
        assertThat(again.running()).isEqualTo(Running.PREVIOUS);
        assertThat(again.whyNotInstalled()).contains("nobody in it reported");
        assertThat(bench.listed()).endsWith("tieline_0.1.0.dp");
    }

    @Test
    void aVersionWithABundleThatDoesNotStartIsReplacedWithoutWaiting() throws Exception {
        bench.admin.dead = new BundleException("nobody has org.nobody");
        DeploymentInstaller old = bench.installer("0.1.0");
        bench.install(old, "0.2.0");
        old.restart();
        await().until(() -> bench.admin.admitted.equals(List.of("0.2.0", "0.1.0")));
        assertThat(old.whyNotInstalled()).isEqualTo("io.tieline.kura does not start: nobody has org.nobody");
    }

    @Test
    void howLateAVersionReportedIsKeptForTheNext() throws Exception {
        DeploymentInstaller old = bench.installer("0.1.0");
        bench.install(old, "0.2.0");
        old.restart();
        await().until(() -> bench.admin.installed.equals("0.2.0"));
        DeploymentInstaller next = bench.installer("0.2.0");
        await().until(() -> Files.exists(bench.folder.resolve("kept/late")));
        assertThat(Long.parseLong(Files.readString(bench.folder.resolve("kept/late"))))
                .isBetween(0L, 1000L);
        next.keep();

        // As if it had been a slow one.
        Files.writeString(bench.folder.resolve("kept/late"), "400");
        bench.install(next, "0.3.0");
        next.restart();
        await().until(() -> Files.exists(bench.folder.resolve("kept/failure")));
        assertThat(next.whyNotInstalled()).isEqualTo("nobody in it reported within 1.2 s");
    }

    @Test
    void aKuraThatIsRestartedMeanwhileRunsTheVersionBefore() throws Exception {
        DeploymentInstaller old = bench.installer("0.1.0");
        bench.install(old, "0.2.0");
        old.restart();
        await().until(() -> bench.admin.installed.equals("0.2.0"));
        // Kura installs what its bench.list names, and only that.
        DeploymentInstaller rebooted = bench.installer("0.1.0");
        assertThat(rebooted.running()).isEqualTo(Running.PREVIOUS);
        assertThat(rebooted.whyNotInstalled()).contains("restarted");
    }

    @Test
    void whatTheAdminRefusesIsToldInItsWords() throws Exception {
        bench.admin.refusal =
                new DeploymentException(DeploymentException.CODE_BUNDLE_SHARING_VIOLATION, "bundle is shared");
        DeploymentInstaller old = bench.installer("0.1.0");
        bench.install(old, "0.2.0");
        old.restart();
        await().until(() -> Files.exists(bench.folder.resolve("kept/failure")));
        assertThat(old.whyNotInstalled()).contains("bundle is shared");
        assertThat(bench.admin.installed).isEqualTo("0.1.0");
    }
}
