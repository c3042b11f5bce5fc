package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is touched. */
class PackageCheckTest {

    private final InstallerBench bench;

    PackageCheckTest(@TempDir Path folder) throws IOException {
        bench = new InstallerBench(folder);
    }

    @Test
    void anotherLibraryUnderTheVersionOfTheOneThatRunsIsRefused() throws Exception {
        DeploymentInstaller old = bench.installer("0.1.0");
        ReleaseManifest manifest = bench.release("0.2.0", "io.tieline.kura", PackedRelease.GOOD);
        Files.write(
                bench.staged.resolve("kura-5/tieline.dp"),
                PackedRelease.packed("tieline", "0.2.0", "io.tieline.kura", PackedRelease.GOOD, "1.1", "b"));
        bench.refused(old, manifest, Reason.CANNOT_RUN, "io.tieline.lib-x is another");
        bench.refused(old, manifest, Reason.CANNOT_RUN, "1.1.0: Kura would keep the old one; raise its version");
        Files.write(
                bench.staged.resolve("kura-5/tieline.dp"),
                PackedRelease.packed("tieline", "0.2.0", "io.tieline.kura", PackedRelease.GOOD, "1.2", "b"));
        old.check(bench.staged, manifest);
    }

    @Test
    void whatCannotRunHereIsRefusedBeforeAnythingIsTouched() throws Exception {
        DeploymentInstaller old = bench.installer("0.1.0");
        bench.refused(old, bench.release("0.1.0", "io.tieline.kura", PackedRelease.GOOD), Reason.OLDER, "runs already");
        bench.refused(
                old,
                bench.release("0.2.0", "com.google.gson", PackedRelease.GOOD),
                Reason.DUPLICATE_BUNDLE,
                "com.google.gson");
        bench.refused(
                old,
                bench.release("0.2.0", "io.tieline.kura", "org.eclipse.kura.driver;version=\"[2.0,3)\""),
                Reason.CANNOT_RUN,
                "org.eclipse.kura.driver [2.0.0,3.0.0)");
        bench.refused(
                old, bench.release("0.2.0", "io.tieline.kura", "org.eclipse.kura.six"), Reason.CANNOT_RUN, "kura.six");
        old.check(
                bench.staged,
                bench.release(
                        "0.2.0", "io.tieline.kura", "org.eclipse.kura.six;resolution:=optional," + PackedRelease.GOOD));
        bench.configurations.start(InstallerBench.SITE, KuraConfigurations.field("file", Tscalar.STRING, "site.yaml"));
        bench.configurations.snapshot();
        bench.configurations.stop(InstallerBench.SITE);
        bench.refused(
                old,
                InstallerBench.renaming(bench.release("0.2.0", "io.tieline.kura", PackedRelease.GOOD)),
                Reason.CANNOT_RUN,
                "renames keys of " + InstallerBench.SITE);
        Files.write(
                bench.staged.resolve("kura-5/tieline.dp"),
                PackedRelease.packed("other", "0.2.0", "io.tieline.kura", PackedRelease.GOOD));
        bench.refused(old, PackedRelease.manifest("0.2.0", "kura-5/tieline.dp"), Reason.OTHER_PRODUCT, "other");
        bench.refused(old, PackedRelease.manifest("0.2.0", "kura-6/tieline.deb"), Reason.CANNOT_RUN, "0 packages");
        Files.writeString(bench.list, "");
        bench.refused(
                old,
                bench.release("0.2.0", "io.tieline.kura", PackedRelease.GOOD),
                Reason.CANNOT_RUN,
                "list of packages");
        assertThat(bench.admin.admitted).isEmpty();
        assertThat(Files.exists(bench.folder.resolve("kept/candidate"))).isFalse();
    }
}
