package io.tieline.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tieline.update.Installer.Effect;
import io.tieline.update.Installer.Running;
import io.tieline.update.release.Migration;
import io.tieline.update.release.RefusedException;
import io.tieline.update.release.RefusedException.Reason;
import io.tieline.update.release.ReleaseManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.kura.core.configuration.metatype.Tscalar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.VersionRange;
import org.osgi.service.deploymentadmin.BundleInfo;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.deploymentadmin.DeploymentException;
import org.osgi.service.deploymentadmin.DeploymentPackage;

class DeploymentInstallerTest {

    private static final Duration TAKE_OVER = Duration.ofSeconds(20);
    private static final Set<String> KURA = Set.of("org.eclipse.kura.api", "com.google.gson");

    /** What a Kura 5.6 exports. */
    private static final Map<String, String> EXPORTS = Map.of(
            "org.eclipse.kura", "1.7.0", "org.eclipse.kura.driver", "1.0.0", "org.eclipse.kura.channel", "1.3.0");

    private static final String GOOD = "org.eclipse.kura;version=\"[1.6,2)\"";
    private static final String SITE = "io.tieline.gateway.Site";
    private static final String LIBRARY = "lib.jar";

    private final Path folder;
    private final Path list;
    private final Path staged;
    private final KuraConfigurations configurations = new KuraConfigurations();
    private final List<String> admitted = new CopyOnWriteArrayList<>();
    /** What came in the packages that were admitted. */
    private final List<Set<String>> brought = new CopyOnWriteArrayList<>();

    private volatile String installed = "0.1.0";
    private @Nullable DeploymentException refusal;
    private boolean takesFixes = true;
    private @Nullable BundleException dead;

    DeploymentInstallerTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.list = Files.createDirectories(folder.resolve("packages")).resolve("dpa.properties");
        this.staged = folder.resolve("staged");
    }

    @BeforeEach
    void packageThatRuns() throws IOException {
        Path dp = list.resolveSibling("tieline_0.1.0.dp");
        Files.write(dp, packed("tieline", "0.1.0", "io.tieline.kura", GOOD));
        Files.writeString(list, "other=file\\:/opt/eclipse/kura/packages/other.dp\ntieline=file\\:" + dp + "\n");
    }

    @Test
    void aNewPackageRunsOnTrialWhileKurasListNamesTheOneBeforeAndIsEnteredOnceItIsKept() throws Exception {
        DeploymentInstaller old = installer("0.1.0");
        ReleaseManifest manifest = release("0.2.0", "io.tieline.kura", GOOD);
        byte[] whole = Files.readAllBytes(staged.resolve("kura-5/tieline.dp"));
        old.check(staged, manifest);
        old.snapshot();
        assertThat(old.install(staged, manifest)).isEqualTo(Effect.NEXT_START);
        assertThat(installed).isEqualTo("0.1.0");
        assertThat(old.running()).isEqualTo(Running.PREVIOUS);
        old.restart();
        await().until(() -> installed.equals("0.2.0"));

        DeploymentInstaller next = installer("0.2.0");
        assertThat(next.running()).isEqualTo(Running.INSTALLED);
        assertThat(listed()).endsWith("tieline_0.1.0.dp");
        next.keep();
        next.keep();
        assertThat(listed()).endsWith("tieline_0.2.0.dp");
        assertThat(Files.readAllBytes(Path.of(listed()))).isEqualTo(whole);
        assertThat(Files.readString(list)).contains("other=");
        assertThat(admitted).containsExactly("0.2.0");
        assertThat(installer("0.2.0").running()).isEqualTo(Running.PREVIOUS);
    }

    @Test
    void aVersionInWhichNobodyReportsIsReplacedByTheOneBefore() throws Exception {
        DeploymentInstaller old = installer("0.1.0", Duration.ofMillis(300));
        install(old, "0.2.0");
        old.restart();
        await().until(() -> admitted.equals(List.of("0.2.0", "0.1.0")));
        DeploymentInstaller again = installer("0.1.0");
        assertThat(again.running()).isEqualTo(Running.PREVIOUS);
        assertThat(again.whyNotInstalled()).contains("nobody in it reported");
        assertThat(listed()).endsWith("tieline_0.1.0.dp");
    }

    @Test
    void aVersionWithABundleThatDoesNotStartIsReplacedWithoutWaiting() throws Exception {
        dead = new BundleException("nobody has org.nobody");
        DeploymentInstaller old = installer("0.1.0");
        install(old, "0.2.0");
        old.restart();
        await().until(() -> admitted.equals(List.of("0.2.0", "0.1.0")));
        assertThat(old.whyNotInstalled()).isEqualTo("io.tieline.kura does not start: nobody has org.nobody");
    }

    @Test
    void aSlowBoxIsGivenMoreTimeToReport() {
        assertThat(Changeover.patienceMillis(700, 0, 30_000)).isEqualTo(1000);
        assertThat(Changeover.patienceMillis(4000, 0, 30_000)).isEqualTo(4000);
        assertThat(Changeover.patienceMillis(4000, 1500, 30_000)).isEqualTo(4500);
        assertThat(Changeover.patienceMillis(20_000, 15_000, 30_000)).isEqualTo(30_000);
    }

    @Test
    void howLateAVersionReportedIsKeptForTheNext() throws Exception {
        DeploymentInstaller old = installer("0.1.0");
        install(old, "0.2.0");
        old.restart();
        await().until(() -> installed.equals("0.2.0"));
        DeploymentInstaller next = installer("0.2.0");
        await().until(() -> Files.exists(folder.resolve("kept/late")));
        assertThat(Long.parseLong(Files.readString(folder.resolve("kept/late"))))
                .isBetween(0L, 1000L);
        next.keep();

        // As if it had been a slow one.
        Files.writeString(folder.resolve("kept/late"), "400");
        install(next, "0.3.0");
        next.restart();
        await().until(() -> Files.exists(folder.resolve("kept/failure")));
        assertThat(next.whyNotInstalled()).isEqualTo("nobody in it reported within 1.2 s");
    }

    @Test
    void aVersionThatIsGivenUpGoesAndKurasConfigurationIsAsBefore() throws Exception {
        configurations.start(SITE, KuraConfigurations.field("file", Tscalar.STRING, ""));
        configure("site.yaml");
        DeploymentInstaller old = installer("0.1.0");
        install(old, "0.2.0");
        old.restart();
        await().until(() -> installed.equals("0.2.0"));
        DeploymentInstaller next = installer("0.2.0");
        configure("other.yaml");
        next.restorePrevious();
        next.restorePrevious();
        // It still runs, so somebody has to begin the one before.
        assertThat(next.running()).isEqualTo(Running.INSTALLED);
        next.restart();
        await().until(() -> installed.equals("0.1.0"));
        assertThat(configurations.configuration(SITE)).containsEntry("file", "site.yaml");
        DeploymentInstaller back = installer("0.1.0");
        assertThat(back.running()).isEqualTo(Running.PREVIOUS);
        assertThat(listed()).endsWith("tieline_0.1.0.dp");
        install(back, "0.3.0");
        assertThat(installer("0.3.0").running()).isEqualTo(Running.INSTALLED);
    }

    @Test
    void aKuraThatIsRestartedMeanwhileRunsTheVersionBefore() throws Exception {
        DeploymentInstaller old = installer("0.1.0");
        install(old, "0.2.0");
        old.restart();
        await().until(() -> installed.equals("0.2.0"));
        // Kura installs what its list names, and only that.
        DeploymentInstaller rebooted = installer("0.1.0");
        assertThat(rebooted.running()).isEqualTo(Running.PREVIOUS);
        assertThat(rebooted.whyNotInstalled()).contains("restarted");
    }

    @Test
    void onlyWhatDiffersIsHandedOverOnBothWays() throws Exception {
        DeploymentInstaller old = installer("0.1.0", Duration.ofMillis(300));
        install(old, "0.2.0");
        old.restart();
        await().until(() -> admitted.equals(List.of("0.2.0", "0.1.0")));
        assertThat(brought).containsExactly(Set.of("bundle.jar"), Set.of("bundle.jar"));
    }

    @Test
    void aVersionThatGoesLaterGoesByWhatDiffersToo() throws Exception {
        DeploymentInstaller old = installer("0.1.0");
        install(old, "0.2.0");
        old.restart();
        await().until(() -> installed.equals("0.2.0"));
        DeploymentInstaller next = installer("0.2.0");
        next.restorePrevious();
        next.restart();
        await().until(() -> installed.equals("0.1.0"));
        assertThat(brought).containsExactly(Set.of("bundle.jar"), Set.of("bundle.jar"));
    }

    @Test
    void theWholePackageIsHandedOverWhereTheAdminRefusesWhatDiffers() throws Exception {
        takesFixes = false;
        DeploymentInstaller old = installer("0.1.0", Duration.ofMillis(300));
        install(old, "0.2.0");
        old.restart();
        await().until(() -> admitted.equals(List.of("0.2.0", "0.1.0")));
        assertThat(brought).containsExactly(Set.of("bundle.jar", LIBRARY), Set.of("bundle.jar", LIBRARY));
    }

    @Test
    void theWholePackageIsHandedOverWhereWhatRunsIsNotWhatKurasListNames() throws Exception {
        installed = "0.0.9";
        DeploymentInstaller old = installer("0.1.0");
        install(old, "0.2.0");
        old.restart();
        await().until(() -> installed.equals("0.2.0"));
        assertThat(brought).containsExactly(Set.of("bundle.jar", LIBRARY));
    }

    @Test
    void whatDiffersIsForgottenWithItsTrial() throws Exception {
        DeploymentInstaller old = installer("0.1.0");
        install(old, "0.2.0");
        assertThat(folder.resolve("kept/candidate-fix.dp")).exists();
        assertThat(folder.resolve("kept/before-fix.dp")).exists();
        installer("0.2.0").keep();
        assertThat(folder.resolve("kept/candidate-fix.dp")).doesNotExist();
        assertThat(folder.resolve("kept/before-fix.dp")).doesNotExist();
    }

    @Test
    void anotherLibraryUnderTheVersionOfTheOneThatRunsIsRefused() throws Exception {
        DeploymentInstaller old = installer("0.1.0");
        ReleaseManifest manifest = release("0.2.0", "io.tieline.kura", GOOD);
        Files.write(
                staged.resolve("kura-5/tieline.dp"), packed("tieline", "0.2.0", "io.tieline.kura", GOOD, "1.1", "b"));
        refused(old, manifest, Reason.CANNOT_RUN, "io.tieline.lib-x is another");
        refused(old, manifest, Reason.CANNOT_RUN, "1.1.0: Kura would keep the old one; raise its version");
        Files.write(
                staged.resolve("kura-5/tieline.dp"), packed("tieline", "0.2.0", "io.tieline.kura", GOOD, "1.2", "b"));
        old.check(staged, manifest);
    }

    @Test
    void whatTheAdminRefusesIsToldInItsWords() throws Exception {
        refusal = new DeploymentException(DeploymentException.CODE_BUNDLE_SHARING_VIOLATION, "bundle is shared");
        DeploymentInstaller old = installer("0.1.0");
        install(old, "0.2.0");
        old.restart();
        await().until(() -> Files.exists(folder.resolve("kept/failure")));
        assertThat(old.whyNotInstalled()).contains("bundle is shared");
        assertThat(installed).isEqualTo("0.1.0");
    }

    @Test
    void whatCannotRunHereIsRefusedBeforeAnythingIsTouched() throws Exception {
        DeploymentInstaller old = installer("0.1.0");
        refused(old, release("0.1.0", "io.tieline.kura", GOOD), Reason.OLDER, "runs already");
        refused(old, release("0.2.0", "com.google.gson", GOOD), Reason.DUPLICATE_BUNDLE, "com.google.gson");
        refused(
                old,
                release("0.2.0", "io.tieline.kura", "org.eclipse.kura.driver;version=\"[2.0,3)\""),
                Reason.CANNOT_RUN,
                "org.eclipse.kura.driver [2.0.0,3.0.0)");
        refused(old, release("0.2.0", "io.tieline.kura", "org.eclipse.kura.six"), Reason.CANNOT_RUN, "kura.six");
        old.check(staged, release("0.2.0", "io.tieline.kura", "org.eclipse.kura.six;resolution:=optional," + GOOD));
        configurations.start(SITE, KuraConfigurations.field("file", Tscalar.STRING, "site.yaml"));
        configurations.snapshot();
        configurations.stop(SITE);
        refused(old, renaming(release("0.2.0", "io.tieline.kura", GOOD)), Reason.CANNOT_RUN, "renames keys of " + SITE);
        Files.write(staged.resolve("kura-5/tieline.dp"), packed("other", "0.2.0", "io.tieline.kura", GOOD));
        refused(old, manifest("0.2.0", "kura-5/tieline.dp"), Reason.OTHER_PRODUCT, "other");
        refused(old, manifest("0.2.0", "kura-6/tieline.deb"), Reason.CANNOT_RUN, "0 packages");
        Files.writeString(list, "");
        refused(old, release("0.2.0", "io.tieline.kura", GOOD), Reason.CANNOT_RUN, "list of packages");
        assertThat(admitted).isEmpty();
        assertThat(Files.exists(folder.resolve("kept/candidate"))).isFalse();
    }

    @Test
    void importsAreTakenApartWhateverCommasTheyHave() {
        List<KuraImports.Wanted> all = new java.util.ArrayList<>();
        KuraImports.add(
                "org.slf4j;version=\"[1.7,2)\",org.eclipse.kura.type;version=\"[1.1,2)\";x=\"a,b\","
                        + "org.eclipse.kurax;version=\"[9,10)\",org.eclipse.kura.wire;resolution:=\"optional\";version=\"[2,3)\","
                        + "org.eclipse.kura",
                all);
        assertThat(all)
                .containsExactly(
                        new KuraImports.Wanted("org.eclipse.kura.type", new VersionRange("[1.1,2)")),
                        new KuraImports.Wanted("org.eclipse.kura", new VersionRange("0")));
    }

    @Test
    void aReleaseThatRenamesAKeyFindsItsValueAndAVersionBeforeDoesSoToo() throws Exception {
        configurations.start(SITE, KuraConfigurations.field("file", Tscalar.STRING, ""));
        configure("site.yaml");
        DeploymentInstaller old = installer("0.1.0");
        ReleaseManifest manifest = renaming(release("0.2.0", "io.tieline.kura", GOOD));
        old.check(staged, manifest);
        old.snapshot();
        old.install(staged, manifest);
        assertThat(configurations.configuration(SITE)).containsEntry("description", "site.yaml");
        configure("other.yaml");
        installer("0.2.0").restorePrevious();
        assertThat(configurations.configuration(SITE))
                .containsEntry("description", "site.yaml")
                .containsEntry("file", "site.yaml");
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

    private void install(DeploymentInstaller installer, String version) throws Exception {
        ReleaseManifest manifest = release(version, "io.tieline.kura", GOOD);
        installer.check(staged, manifest);
        installer.snapshot();
        installer.install(staged, manifest);
    }

    private void refused(DeploymentInstaller installer, ReleaseManifest manifest, Reason reason, String word) {
        ThrowingCallable check = () -> installer.check(staged, manifest);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(check)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason))
                .withMessageContaining(word);
    }

    private String listed() throws IOException {
        return new PackageList(list).file("tieline").orElseThrow().toString();
    }

    private DeploymentInstaller installer(String version) throws IOException {
        return installer(version, TAKE_OVER);
    }

    private DeploymentInstaller installer(String version, Duration takeOver) throws IOException {
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
                new Admin(),
                new KeptConfiguration(configurations),
                new PackageList(list),
                host,
                folder.resolve("kept"),
                takeOver,
                () -> {});
    }

    private ReleaseManifest release(String version, String bundle, String imports) throws IOException {
        Files.createDirectories(staged.resolve("kura-5"));
        Files.write(staged.resolve("kura-5/tieline.dp"), packed("tieline", version, bundle, imports));
        return manifest(version, "kura-5/tieline.dp");
    }

    private static ReleaseManifest manifest(String version, String file) {
        return new ReleaseManifest(
                "tieline",
                Version.parse(version),
                2,
                Version.parse("0.1.0"),
                0,
                new TreeMap<>(Map.of(file, new ReleaseManifest.FileEntry("0".repeat(64), 1))),
                List.of(),
                List.of());
    }

    private static byte[] packed(String name, String version, String bundle, String imports) throws IOException {
        return packed(name, version, bundle, imports, "1.1", "a");
    }

    /** With a library beside the bundle. */
    private static byte[] packed(
            String name, String version, String bundle, String imports, String libraryVersion, String library)
            throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("DeploymentPackage-SymbolicName", name);
        manifest.getMainAttributes().putValue("DeploymentPackage-Version", version);
        manifest.getEntries().put("bundle.jar", section(bundle, version));
        manifest.getEntries().put(LIBRARY, section("io.tieline.lib-x", libraryVersion));
        Manifest inner = new Manifest();
        inner.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        inner.getMainAttributes().putValue("Import-Package", imports);
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        new JarOutputStream(jar, inner).close();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            add(out, "bundle.jar", jar.toByteArray());
            add(out, LIBRARY, library.repeat(1000).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Attributes section(String name, String version) {
        Attributes section = new Attributes();
        section.putValue("Bundle-SymbolicName", name);
        section.putValue("Bundle-Version", version);
        return section;
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(content);
    }

    private static DeploymentPackage withDeadBundle(BundleException why) {
        BundleInfo info = answering(BundleInfo.class, Map.of("getSymbolicName", () -> "io.tieline.kura"));
        Bundle bundle = answering(Bundle.class, Map.of("getState", () -> Bundle.INSTALLED, "start", () -> {
            throw why;
        }));
        return answering(
                DeploymentPackage.class,
                Map.of("getBundleInfos", () -> new BundleInfo[] {info}, "getBundle", () -> bundle));
    }

    private static <T> T answering(Class<T> type, Map<String, Callable<Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> Objects.requireNonNull(
                                answers.get(method.getName()), method.getName())
                        .call()));
    }

    /** Installs whatever comes, as Felix does, signed or not; a fix package where the package it is for is. */
    private final class Admin implements DeploymentAdmin {

        @Override
        public @Nullable DeploymentPackage installDeploymentPackage(InputStream content) throws DeploymentException {
            if (refusal != null) {
                throw refusal;
            }
            try (JarInputStream jar = new JarInputStream(content, false)) {
                Attributes main = jar.getManifest().getMainAttributes();
                String fix = main.getValue("DeploymentPackage-FixPack");
                if (fix != null
                        && !(takesFixes && new VersionRange(fix).includes(new org.osgi.framework.Version(installed)))) {
                    throw new DeploymentException(DeploymentException.CODE_MISSING_FIXPACK_TARGET, "not in " + fix);
                }
                Set<String> names = new HashSet<>();
                for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                    names.add(entry.getName());
                }
                String version = main.getValue("DeploymentPackage-Version");
                brought.add(names);
                admitted.add(version);
                installed = version;
            } catch (IOException e) {
                throw new DeploymentException(DeploymentException.CODE_NOT_A_JAR, e.getMessage(), e);
            }
            return null;
        }

        @Override
        public DeploymentPackage[] listDeploymentPackages() {
            return new DeploymentPackage[0];
        }

        @Override
        public @Nullable DeploymentPackage getDeploymentPackage(String name) {
            return dead == null ? null : withDeadBundle(dead);
        }

        @Override
        public @Nullable DeploymentPackage getDeploymentPackage(Bundle bundle) {
            return null;
        }

        @Override
        public boolean cancel() {
            return false;
        }
    }
}
