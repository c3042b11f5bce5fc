package io.tieline.distrib;

import static io.tieline.distrib.KuraPlatform.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.deploymentadmin.DeploymentAdmin;

/** Updates of the deployment package by itself, in a framework with the deployment admin of Kura: real bundles, real files. */
class KuraUpdateContainerTest {

    /** Version 0.2.0 of these is a new one; the others stay as they are. */
    private static final Set<String> CHANGED = Set.of("io.tieline.gateway", "io.tieline.kura");

    private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";

    private static final Duration SOON = Duration.ofSeconds(90);

    private final Path storage;
    private final Path state;
    private final KeyPair keys = ReleaseKeys.generate();
    private KuraPlatform kura;

    KuraUpdateContainerTest(@TempDir Path storage) {
        this.storage = storage;
        this.state = storage.resolve("kura/data/tieline/update/state");
    }

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.exists(PACKAGE), () -> PACKAGE + " is not built; run mvn verify from the top");
        Path list = KuraPlatform.list(storage);
        Path listed = Files.createDirectories(list.resolveSibling("")).resolve("tieline_0.1.0.dp");
        Files.copy(PACKAGE, listed);
        Files.writeString(list, "tieline=file\\:" + listed + "\n");
        kura = new KuraPlatform(storage);
        try (InputStream content = Files.newInputStream(PACKAGE)) {
            kura.service(DeploymentAdmin.class).installDeploymentPackage(content);
        }
        configure();
        await().atMost(SOON).until(() -> Files.isDirectory(state.resolveSibling("inbox")));
    }

    @AfterEach
    void stop() throws Exception {
        if (kura != null) {
            kura.close();
        }
    }

    @Test
    void aSignedPackageReplacesTheRunningOneProvesItselfAndIsEnteredInKurasList() throws Exception {
        drop(main -> {});
        await().atMost(SOON).until(() -> phase().equals("CONFIRMED"));
        assertThat(versions()).containsOnly("0.2.0");
        assertThat(kura.problems()).isEmpty();
        assertThat(Files.readString(KuraPlatform.list(storage))).contains("tieline_0.2.0.dp");
        assertThat(KuraPlatform.list(storage).resolveSibling("tieline_0.2.0.dp"))
                .exists();
    }

    @Test
    void aPackageThatNeverStartsIsReplacedByTheOneBeforeAlthoughTheAdminTakesItForASuccess() throws Exception {
        drop(main -> main.putValue("Import-Package", main.getValue("Import-Package") + ",org.nobody.has.this"));
        await().atMost(SOON).until(() -> phase().equals("REVERTED"));
        assertThat(Files.readString(state))
                .contains("io.tieline.gateway does not start")
                .contains("org.nobody.has.this");
        await().atMost(SOON).until(() -> versions().equals(List.of("0.1.0", "0.1.0")));
        assertThat(kura.problems()).isEmpty();
        assertThat(Files.readString(KuraPlatform.list(storage))).contains("tieline_0.1.0.dp");
    }

    @Test
    void aPackageForAnotherKuraIsRefusedAndNothingIsTouched() throws Exception {
        drop(main -> main.putValue(
                "Import-Package", main.getValue("Import-Package") + ",org.eclipse.kura.driver;version=\"[7.0,8)\""));
        await().atMost(SOON)
                .until(() -> Files.exists(state.resolveSibling("inbox").resolve("release.tlp.refused")));
        assertThat(phase()).isEmpty();
        assertThat(versions()).containsOnly("0.1.0");
    }

    /** Declarative services wait for it: Kura writes it when it has seen the form. */
    private void configure() throws Exception {
        // Whatever class of that name this test sees: it is asked by reflection.
        ServiceReference<?>[] all = kura.context().getAllServiceReferences(ADMIN, null);
        ServiceReference<?> reference = Objects.requireNonNull(all)[0];
        Object admin = Objects.requireNonNull(kura.context().getService(reference));
        Class<?> type = reference.getBundle().loadClass(ADMIN);
        Object configuration = Objects.requireNonNull(type.getMethod("getConfiguration", String.class, String.class)
                .invoke(admin, "io.tieline.gateway.Update", null));
        Dictionary<String, Object> form = new Hashtable<>();
        form.put("trusted.key", ReleaseKeys.pem(keys.getPublic()));
        form.put("probation", 10);
        reference
                .getBundle()
                .loadClass("org.osgi.service.cm.Configuration")
                .getMethod("update", Dictionary.class)
                .invoke(configuration, form);
    }

    private String phase() throws IOException {
        return Files.exists(state) ? Files.readAllLines(state).get(0) : "";
    }

    private List<String> versions() {
        return kura.ours().stream()
                .filter(bundle -> CHANGED.contains(bundle.getSymbolicName()))
                .map(Bundle::getVersion)
                .map(String::valueOf)
                .toList();
    }

    private void drop(Consumer<Attributes> change) throws Exception {
        Path release = storage.resolve("release");
        Path dp = Files.createDirectories(release.resolve("kura-5")).resolve("tieline.dp");
        repack(dp, change);
        ReleaseMaker.seal(
                release,
                new ReleaseMaker.Label(
                        "tieline", Version.parse("0.2.0"), 2, Version.parse("0.1.0"), 0, List.of(), List.of()));
        ReleaseMaker.sign(release, keys);
        ReleaseMaker.pack(release, storage.resolve("release.tlp"));
        Files.move(storage.resolve("release.tlp"), state.resolveSibling("inbox").resolve("release.tlp"));
    }

    /** The built package as version 0.2.0, with a change in the gateway's bundle. */
    private static void repack(Path target, Consumer<Attributes> change) throws IOException {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(PACKAGE), false)) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("DeploymentPackage-Version", "0.2.0");
            manifest.getEntries().values().stream()
                    .filter(section -> CHANGED.contains(section.getValue("Bundle-SymbolicName")))
                    .forEach(section -> section.putValue("Bundle-Version", "0.2.0"));
            try (OutputStream file = Files.newOutputStream(target);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    byte[] bundle = in.readAllBytes();
                    String name = String.valueOf(
                            manifest.getAttributes(entry.getName()).getValue("Bundle-SymbolicName"));
                    out.putNextEntry(new JarEntry(entry.getName()));
                    out.write(
                            CHANGED.contains(name)
                                    ? changed(bundle, name.equals("io.tieline.gateway") ? change : main -> {})
                                    : bundle);
                }
            }
        }
    }

    private static byte[] changed(byte[] bundle, Consumer<Attributes> change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(bundle), false)) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", "0.2.0");
            change.accept(manifest.getMainAttributes());
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
        return bytes.toByteArray();
    }
}
