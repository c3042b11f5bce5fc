package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tieline.update.release.Migration;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Kura with a package that runs, the installer in it, and releases to install. */
final class InstallerBench {

    static final String SITE = "io.tieline.gateway.Site";

    private static final Duration TAKE_OVER = Duration.ofSeconds(20);
    private static final Set<String> KURA = Set.of("org.eclipse.kura.api", "com.google.gson");

    /** What a Kura 5.6 exports. */
    private static final Map<String, String> EXPORTS = Map.of(
            "org.eclipse.kura", "1.7.0", "org.eclipse.kura.driver", "1.0.0", "org.eclipse.kura.channel", "1.3.0");

    final Path folder;
    final Path list;
    final Path staged;
    final KuraConfigurations configurations = new KuraConfigurations();
    final DeploymentAdminDouble admin = new DeploymentAdminDouble();

    /** Version 0.1.0 runs. */
    InstallerBench(Path folder) throws IOException {
        this.folder = folder;
        this.list = Files.createDirectories(folder.resolve("packages")).resolve("dpa.properties");
        this.staged = folder.resolve("staged");
        Path dp = list.resolveSibling("tieline_0.1.0.dp");
        Files.write(dp, PackedRelease.packed("tieline", "0.1.0", "io.tieline.kura", PackedRelease.GOOD));
        Files.writeString(list, "other=file\\:/opt/eclipse/kura/packages/other.dp\ntieline=file\\:" + dp + "\n");
    }

    static ReleaseManifest renaming(ReleaseManifest plain) {
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

    void configure(String file) {
        configurations.updateConfiguration(SITE, new HashMap<>(Map.of("file", file)), false);
    }

    void install(DeploymentInstaller installer, String version) throws Exception {
        ReleaseManifest manifest = release(version, "io.tieline.kura", PackedRelease.GOOD);
        installer.check(staged, manifest);
        installer.snapshot();
        installer.install(staged, manifest);
    }

    void refused(DeploymentInstaller installer, ReleaseManifest manifest, Reason reason, String word) {
        ThrowingCallable check = () -> installer.check(staged, manifest);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(check)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .withMessageContaining(word);
    }

    String listed() throws IOException {
        return new PackageList(list).file("tieline").orElseThrow().toString();
    }

    DeploymentInstaller installer(String version) throws IOException {
        return installer(version, TAKE_OVER);
    }

    DeploymentInstaller installer(String version, Duration takeOver) throws IOException {
        HostBundles host = new HostBundles() {
            @Override
            public String version() {
                return version;
            }

            @Override
            public Set<String> othersThan(String name) {
                return KURA;
            }

            @Override
            public Optional<String> lacking(Path deploymentPackage) throws IOException {
                return KuraImports.lacking(
                                deploymentPackage,
                                (name, versions) -> EXPORTS.containsKey(name)
                                        && versions.includes(new org.osgi.framework.Version(EXPORTS.get(name))))
                        .map(String::valueOf);
            }
        };
        return new DeploymentInstaller(
                admin,
                new KeptConfiguration(configurations),
                new PackageList(list),
                host,
                folder.resolve("kept"),
                takeOver,
                () -> {});
    }

    ReleaseManifest release(String version, String bundle, String imports) throws IOException {
        Files.createDirectories(staged.resolve("kura-5"));
        Files.write(staged.resolve("kura-5/tieline.dp"), PackedRelease.packed("tieline", version, bundle, imports));
        return PackedRelease.manifest(version, "kura-5/tieline.dp");
    }
}
