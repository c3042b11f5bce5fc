package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieline.update.Installer.Running;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the configuration while a package is tried. */
class InstalledConfigurationTest {

    private final InstallerBench bench;

    InstalledConfigurationTest(@TempDir Path folder) throws IOException {
        bench = new InstallerBench(folder);
    }

    @Test
    void aVersionThatIsGivenUpGoesAndKurasConfigurationIsAsBefore() throws Exception {
        bench.configurations.start(InstallerBench.SITE, KuraConfigurations.field("file", Tscalar.STRING, ""));
        bench.configure("site.yaml");
        DeploymentInstaller old = bench.installer("0.1.0");
        bench.install(old, "0.2.0");
        old.restart();
        await().until(() -> bench.admin.installed.equals("0.2.0"));
        DeploymentInstaller next = bench.installer("0.2.0");
        bench.configure("other.yaml");
        next.restorePrevious();
        next.restorePrevious();
        // It still runs, so somebody has to begin the one before.
        assertThat(next.running()).isEqualTo(Running.INSTALLED);
        next.restart();
        await().until(() -> bench.admin.installed.equals("0.1.0"));
        assertThat(bench.configurations.configuration(InstallerBench.SITE)).containsEntry("file", "site.yaml");
        DeploymentInstaller back = bench.installer("0.1.0");
        assertThat(back.running()).isEqualTo(Running.PREVIOUS);
        assertThat(bench.listed()).endsWith("tieline_0.1.0.dp");
        bench.install(back, "0.3.0");
        assertThat(bench.installer("0.3.0").running()).isEqualTo(Running.INSTALLED);
    }

    @Test
    void aReleaseThatRenamesAKeyFindsItsValueAndAVersionBeforeDoesSoToo() throws Exception {
        bench.configurations.start(InstallerBench.SITE, KuraConfigurations.field("file", Tscalar.STRING, ""));
        bench.configure("site.yaml");
        DeploymentInstaller old = bench.installer("0.1.0");
        ReleaseManifest manifest =
                InstallerBench.renaming(bench.release("0.2.0", "io.tieline.kura", PackedRelease.GOOD));
        old.check(bench.staged, manifest);
        old.snapshot();
        old.install(bench.staged, manifest);
        assertThat(bench.configurations.configuration(InstallerBench.SITE)).containsEntry("description", "site.yaml");
        bench.configure("other.yaml");
        bench.installer("0.2.0").restorePrevious();
        assertThat(bench.configurations.configuration(InstallerBench.SITE))
                .containsEntry("description", "site.yaml")
                .containsEntry("file", "site.yaml");
    }
}
