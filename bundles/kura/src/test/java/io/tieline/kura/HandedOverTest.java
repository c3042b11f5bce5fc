package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a package Kura is given. */
class HandedOverTest {

    private final InstallerBench bench;

    HandedOverTest(@TempDir Path folder) throws IOException {
        bench = new InstallerBench(folder);
    }

    @Test
    void onlyWhatDiffersIsHandedOverOnBothWays() throws Exception {
        DeploymentInstaller old = bench.installer("0.1.0", Duration.ofMillis(300));
        bench.install(old, "0.2.0");
        old.restart();
        await().until(() -> bench.admin.admitted.equals(List.of("0.2.0", "0.1.0")));
        assertThat(bench.admin.brought).containsExactly(Set.of("bundle.jar"), Set.of("bundle.jar"));
    }

    @Test
    void aVersionThatGoesLaterGoesByWhatDiffersToo() throws Exception {
        DeploymentInstaller old = bench.installer("0.1.0");
        bench.install(old, "0.2.0");
        old.restart();
        await().until(() -> bench.admin.installed.equals("0.2.0"));
        DeploymentInstaller next = bench.installer("0.2.0");
        next.restorePrevious();
        next.restart();
        await().until(() -> bench.admin.installed.equals("0.1.0"));
        assertThat(bench.admin.brought).containsExactly(Set.of("bundle.jar"), Set.of("bundle.jar"));
    }

    @Test
    void theWholePackageIsHandedOverWhereTheAdminRefusesWhatDiffers() throws Exception {
        bench.admin.takesFixes = false;
        DeploymentInstaller old = bench.installer("0.1.0", Duration.ofMillis(300));
        bench.install(old, "0.2.0");
        old.restart();
        await().until(() -> bench.admin.admitted.equals(List.of("0.2.0", "0.1.0")));
        assertThat(bench.admin.brought)
                .containsExactly(
                        Set.of("bundle.jar", PackedRelease.LIBRARY), Set.of("bundle.jar", PackedRelease.LIBRARY));
    }

    @Test
    void theWholePackageIsHandedOverWhereWhatRunsIsNotWhatKurasListNames() throws Exception {
        bench.admin.installed = "0.0.9";
        DeploymentInstaller old = bench.installer("0.1.0");
        bench.install(old, "0.2.0");
        old.restart();
        await().until(() -> bench.admin.installed.equals("0.2.0"));
        assertThat(bench.admin.brought).containsExactly(Set.of("bundle.jar", PackedRelease.LIBRARY));
    }

    @Test
    void whatDiffersIsForgottenWithItsTrial() throws Exception {
        DeploymentInstaller old = bench.installer("0.1.0");
        bench.install(old, "0.2.0");
        assertThat(bench.folder.resolve("kept/candidate-fix.dp")).exists();
        assertThat(bench.folder.resolve("kept/before-fix.dp")).exists();
        bench.installer("0.2.0").keep();
        assertThat(bench.folder.resolve("kept/candidate-fix.dp")).doesNotExist();
        assertThat(bench.folder.resolve("kept/before-fix.dp")).doesNotExist();
    }
}
