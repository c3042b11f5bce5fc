package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieline.update.release.ReleaseKeys;
import io.tieline.update.release.ReleaseMaker;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Puts releases into the inbox of the runtime of {@code target/tieline-*}, running in a process of its own. */
class UpdateContainerTest {

    private static final Path BUILT = Path.of(Objects.requireNonNull(System.getProperty("tieline.home")));
    private static final Path GATEWAY = Path.of("standalone/plugins/05/gateway-0.1.0.jar");
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path data;
    private final Path release;
    private final Path output;
    private final KeyPair keys = ReleaseKeys.generate();
    private final Process gateway;

    UpdateContainerTest(@TempDir Path folder) throws Exception {
        data = folder.resolve("data");
        release = folder.resolve("release");
        output = folder.resolve("output");
        gateway = start();
        Path standalone = Files.createDirectories(release.resolve("standalone"));
        for (Path jar : files(BUILT.resolve("plugins"))) {
            Path copy = standalone.resolve(BUILT.relativize(jar));
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(jar, copy);
        }
        await().atMost(SOON).until(() -> Files.isDirectory(data.resolve("update/inbox")));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.destroyForcibly().waitFor();
    }

    @Test
    void aHealthyVersionIsTakenAndStaysAndNothingOlderComesIn() throws Exception {
        change(main -> main.putValue("Bundle-Version", "0.1.1"));
        drop(7, keys);
        await().atMost(SOON).until(() -> state().equals("CONFIRMED"));
        assertThat(Files.readString(output)).contains("sets/7/standalone/plugins");
        drop(6, keys);
        await().atMost(SOON).until(() -> refused().exists());
        assertThat(state()).isEqualTo("CONFIRMED");
        assertThat(gateway.isAlive()).isTrue();
    }

    @Test
    void aForeignSignatureChangesNothing() throws Exception {
        drop(7, ReleaseKeys.generate());
        await().atMost(SOON).until(() -> refused().exists());
        assertThat(state()).isEmpty();
        assertThat(Files.readString(output)).doesNotContain("sets/");
    }

    @Test
    void aVersionThatLosesAComponentIsTakenBackAfterItsProbation() throws Exception {
        change(main -> main.putValue(
                "Service-Component",
                main.getValue("Service-Component").replace("OSGI-INF/io.tieline.gateway.Console.xml,", "")));
        drop(7, keys);
        await().atMost(SOON).until(() -> state().equals("REVERTED"));
        assertThat(Files.readString(data.resolve("update/state"))).contains("io.tieline.gateway.Console");
        await().atMost(SOON)
                .until(() -> Files.readString(output).split("bundles of " + BUILT.toAbsolutePath(), -1).length == 3);
    }

    @Test
    void aVersionThatCannotResolveNeverStopsTheOneThatRuns() throws Exception {
        change(main -> main.putValue("Import-Package", main.getValue("Import-Package") + ",org.nobody.has.this"));
        drop(7, keys);
        await().atMost(SOON).until(() -> refused().exists());
        assertThat(Files.readString(output)).doesNotContain("sets/");
    }

    @Test
    void aVersionThatThrowsWhenItStartsIsTakenBackAtOnce() throws Exception {
        change(main -> main.putValue("Bundle-Activator", "no.such.Activator"));
        drop(7, keys);
        await().atMost(SOON).until(() -> state().equals("REVERTED"));
        assertThat(Files.readString(data.resolve("update/state"))).contains("did not start");
        assertThat(gateway.isAlive()).isTrue();
    }

    private Process start() throws IOException {
        Path pem = Files.writeString(data.resolveSibling("release.pub"), ReleaseKeys.pem(keys.getPublic()));
        ProcessBuilder builder = new ProcessBuilder(
                BUILT.resolve("bin/tieline-gateway").toString(),
                "--data",
                data.toString(),
                "--config",
                data.resolve("none.yaml").toString(),
                "--set",
                "update.trusted.key=" + pem,
                "--set",
                "update.probation=10",
                "--set",
                "console.port=0");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private void drop(long counter, KeyPair signer) throws Exception {
        ReleaseMaker.seal(
                release,
                new ReleaseMaker.Label(
                        "tieline",
                        Version.parse("0.1." + counter),
                        counter,
                        Version.parse("0.1.0"),
                        0,
                        List.of(),
                        List.of()));
        ReleaseMaker.sign(release, signer);
        Path part = data.resolve("release.part");
        ReleaseMaker.pack(release, part);
        Files.move(part, data.resolve("update/inbox/release.tlp"));
    }

    private void change(Consumer<Attributes> change) throws IOException {
        Path jar = release.resolve(GATEWAY);
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(Files.readAllBytes(jar)))) {
            Manifest manifest = in.getManifest();
            change.accept(manifest.getMainAttributes());
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
    }

    private File refused() {
        return data.resolve("update/inbox/release.tlp.refused").toFile();
    }

    private String state() throws IOException {
        Path file = data.resolve("update/state");
        return Files.exists(file) ? Files.readAllLines(file).get(0) : "";
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
