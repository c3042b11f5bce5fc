package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieline.update.release.ReleaseKeys;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Puts releases into the inbox of the runtime of {@code target/tieline-*}, running in a process of its own. */
class UpdateContainerTest {

    private static final Path BUILT = BuiltRelease.BUILT;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Path data;
    private final BuiltRelease release;
    private final Path output;
    private final KeyPair keys = ReleaseKeys.generate();
    private final Process gateway;

    UpdateContainerTest(@TempDir Path folder) throws Exception {
        data = folder.resolve("data");
        output = folder.resolve("output");
        gateway = start();
        release = new BuiltRelease(folder.resolve("release"));
        await().atMost(SOON).until(() -> Files.isDirectory(data.resolve("update/inbox")));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.destroyForcibly().waitFor();
    }

    @Test
    void aHealthyVersionIsTakenAndStaysAndNothingOlderComesIn() throws Exception {
        release.change(main -> main.putValue("Bundle-Version", "0.1.1"));
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
        release.change(main -> main.putValue(
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
        release.change(
                main -> main.putValue("Import-Package", main.getValue("Import-Package") + ",org.nobody.has.this"));
        drop(7, keys);
        await().atMost(SOON).until(() -> refused().exists());
        assertThat(Files.readString(output)).doesNotContain("sets/");
    }

    @Test
    void aVersionThatThrowsWhenItStartsIsTakenBackAtOnce() throws Exception {
        release.change(main -> main.putValue("Bundle-Activator", "no.such.Activator"));
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
        Path part = data.resolve("release.part");
        release.pack(counter, signer, part);
        Files.move(part, data.resolve("update/inbox/release.tlp"));
    }

    private File refused() {
        return data.resolve("update/inbox/release.tlp.refused").toFile();
    }

    private String state() throws IOException {
        Path file = data.resolve("update/state");
        return Files.exists(file) ? Files.readAllLines(file).get(0) : "";
    }
}
