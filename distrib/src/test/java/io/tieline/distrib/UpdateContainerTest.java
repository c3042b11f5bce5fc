package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieline.update.release.ReleaseKeys;
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

    private final BuiltRelease release;
    private final KeyPair keys = ReleaseKeys.generate();
    private final Path configuration;
    private final InboxRuntime gateway;

    UpdateContainerTest(@TempDir Path folder) throws Exception {
        configuration = folder.resolve("gateway.yaml");
        gateway = new InboxRuntime(BUILT, folder, configuration, keys.getPublic());
        release = new BuiltRelease(folder.resolve("release"));
        await().atMost(SOON).until(gateway::isUp);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void aHealthyVersionIsTakenAndStaysAndNothingOlderComesIn() throws Exception {
        release.change(main -> main.putValue("Bundle-Version", "0.1.1"));
        drop(7, keys);
        await().atMost(SOON).until(() -> gateway.phase().equals("CONFIRMED"));
        assertThat(gateway.output()).contains("sets/7/standalone/plugins");
        drop(6, keys);
        await().atMost(SOON).until(gateway::hasRefused);
        assertThat(gateway.phase()).isEqualTo("CONFIRMED");
        assertThat(gateway.isAlive()).isTrue();
    }

    @Test
    void aForeignSignatureChangesNothing() throws Exception {
        drop(7, ReleaseKeys.generate());
        await().atMost(SOON).until(gateway::hasRefused);
        assertThat(gateway.phase()).isEmpty();
        assertThat(gateway.output()).doesNotContain("sets/");
    }

    @Test
    void aVersionThatLosesAComponentIsTakenBackAfterItsProbation() throws Exception {
        release.change(main -> main.putValue(
                "Service-Component",
                main.getValue("Service-Component").replace("OSGI-INF/io.tieline.gateway.Console.xml,", "")));
        drop(7, keys);
        await().atMost(SOON).until(() -> gateway.phase().equals("REVERTED"));
        assertThat(gateway.state()).contains("io.tieline.gateway.Console");
        await().atMost(SOON)
                .until(() -> gateway.output().split("bundles of " + BUILT.toAbsolutePath(), -1).length == 3);
    }

    @Test
    void aVersionThatCannotResolveNeverStopsTheOneThatRuns() throws Exception {
        release.change(
                main -> main.putValue("Import-Package", main.getValue("Import-Package") + ",org.nobody.has.this"));
        drop(7, keys);
        await().atMost(SOON).until(gateway::hasRefused);
        assertThat(gateway.output()).doesNotContain("sets/");
    }

    /** Neither version would start with it. */
    @Test
    void aMistakeMadeInTheConfigurationSinceTheStartLetsNoVersionIn() throws Exception {
        Files.writeString(configuration, "peak-shaving: {targett: 2.0e6}\n");
        drop(7, keys);
        await().atMost(SOON).until(gateway::hasRefused);
        assertThat(gateway.output()).doesNotContain("sets/");
        assertThat(gateway.log()).contains("gateway.yaml:1:16: unknown key \"targett\"");
        assertThat(gateway.isAlive()).isTrue();
    }

    @Test
    void aVersionThatThrowsWhenItStartsIsTakenBackAtOnce() throws Exception {
        release.change(main -> main.putValue("Bundle-Activator", "no.such.Activator"));
        drop(7, keys);
        await().atMost(SOON).until(() -> gateway.phase().equals("REVERTED"));
        assertThat(gateway.state()).contains("did not start");
        assertThat(gateway.isAlive()).isTrue();
    }

    private void drop(long counter, KeyPair signer) throws Exception {
        gateway.drop(archive -> release.pack(counter, signer, archive));
    }
}
