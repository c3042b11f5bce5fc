package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieline.launcher.LaunchOptions;
import io.tieline.launcher.Launcher;
import io.tieline.launcher.RunningGateway;
import io.tieline.update.UpdatePackage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Drops packages into the inbox of a copy of the runtime of {@code target/tieline-*}, started in this JVM. */
class UpdateContainerTest {

    private static final Path BUILT = Path.of(Objects.requireNonNull(System.getProperty("tieline.home")));

    private static final Path GATEWAY = Path.of("plugins/05/gateway-0.1.0.jar");
    private static final Path UPLINK = Path.of("plugins/04/uplink-0.1.0.jar");

    private final Path home;
    private final Path data;
    private final KeyPair keys;

    UpdateContainerTest(@TempDir Path folder) throws Exception {
        home = folder.resolve("home");
        data = folder.resolve("data");
        keys = newKeys();
        for (Path file : files(BUILT.resolve("plugins"))) {
            Path copy = home.resolve(BUILT.relativize(file));
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(file, copy);
        }
    }

    @Test
    void aHealthyVersionIsTakenAndStays() throws Exception {
        byte[] uplink = changed(UPLINK, main -> main.putValue("Bundle-Version", "0.1.1"));
        byte[] gateway = changed(GATEWAY, main -> main.putValue("Bundle-Version", "0.1.1"));
        try (RunningGateway running = start()) {
            drop(Map.of("uplink-0.1.1.jar", uplink, "gateway-0.1.1.jar", gateway), keys);
            await().atMost(Duration.ofSeconds(40)).until(() -> state().equals("CONFIRMED"));
            assertThat(version(running, "io.tieline.uplink")).isEqualTo("0.1.1");
            assertThat(version(running, "io.tieline.gateway")).isEqualTo("0.1.1");
        }
        assertThat(Files.readAllBytes(home.resolve(UPLINK))).isEqualTo(uplink);
        try (RunningGateway again = start()) {
            assertThat(version(again, "io.tieline.gateway")).isEqualTo("0.1.1");
            assertThat(state()).isEqualTo("CONFIRMED");
        }
    }

    @Test
    void aForeignSignatureChangesNothing() throws Exception {
        Map<String, String> before = contents();
        try (RunningGateway running = start()) {
            drop(Map.of("uplink-0.1.1.jar", Files.readAllBytes(home.resolve(UPLINK))), newKeys());
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Files.exists(data.resolve("update/inbox/release.tlp.refused")));
            assertThat(version(running, "io.tieline.uplink")).isEqualTo("0.1.0");
        }
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aVersionThatLosesAComponentIsTakenBackAfterItsProbation() throws Exception {
        Map<String, String> before = contents();
        byte[] gateway = changed(GATEWAY, main -> {
            main.putValue("Bundle-Version", "0.1.1");
            main.putValue(
                    "Service-Component",
                    main.getValue("Service-Component").replace("OSGI-INF/io.tieline.gateway.Console.xml,", ""));
        });
        try (RunningGateway running = start()) {
            drop(Map.of("gateway-0.1.1.jar", gateway), keys);
            await().atMost(Duration.ofSeconds(20)).until(() -> state().equals("PROBATION"));
            assertThat(version(running, "io.tieline.gateway")).isEqualTo("0.1.1");
            await().atMost(Duration.ofSeconds(40)).until(() -> state().equals("REVERTED"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> version(running, "io.tieline.gateway").equals("0.1.0"));
            assertThat(Files.readString(data.resolve("update/state"))).contains("io.tieline.gateway.Console");
        }
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aVersionThatCannotStartIsTakenBackAtOnce() throws Exception {
        Map<String, String> before = contents();
        byte[] gateway = changed(
                GATEWAY,
                main -> main.putValue("Import-Package", main.getValue("Import-Package") + ",org.nobody.has.this"));
        try (RunningGateway running = start()) {
            drop(Map.of("gateway-0.1.1.jar", gateway), keys);
            await().atMost(Duration.ofSeconds(40)).until(() -> state().equals("REVERTED"));
            assertThat(bundle(running, "io.tieline.gateway").getState()).isEqualTo(Bundle.ACTIVE);
        }
        assertThat(contents()).isEqualTo(before);
    }

    private RunningGateway start() throws Exception {
        String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return Launcher.start(new LaunchOptions(
                home,
                data,
                data.resolve("none.yaml"),
                Map.of("update.trusted.key", key, "update.probation", "10", "console.port", "0")));
    }

    private void drop(Map<String, byte[]> bundles, KeyPair signer) throws Exception {
        Path part = data.resolve("release.part");
        try (OutputStream out = Files.newOutputStream(part)) {
            UpdatePackage.write(out, "tieline", "0.1.1", 2, bundles, signer.getPrivate());
        }
        Path inbox = data.resolve("update/inbox");
        await().until(() -> Files.isDirectory(inbox));
        Files.move(part, inbox.resolve("release.tlp"), StandardCopyOption.ATOMIC_MOVE);
    }

    private byte[] changed(Path jar, Consumer<Attributes> change) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(Files.readAllBytes(home.resolve(jar))))) {
            Manifest manifest = in.getManifest();
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

    private String state() throws IOException {
        Path file = data.resolve("update/state");
        return Files.exists(file) ? Files.readAllLines(file).get(0) : "";
    }

    private static String version(RunningGateway running, String name) {
        return bundle(running, name).getVersion().toString();
    }

    private static Bundle bundle(RunningGateway running, String name) {
        return Arrays.stream(running.context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : files(home.resolve("plugins"))) {
            contents.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        return contents;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static KeyPair newKeys() throws Exception {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }
}
