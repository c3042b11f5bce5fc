package io.tieline.distrib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieline.update.release.Migration;
import io.tieline.update.release.ReleaseKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release that renames a key. The version before is the built one with {@code console.host} called {@code
 * console.address}, which its component does not know: only the release listens where the file says.
 */
class RenamedKeyContainerTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final List<Migration> RENAMES = List.of(new Migration("console", "address", "host"));
    private static final String CONFIGURATION = "# ours\nconsole:\n  address: 127.0.0.2   # of the page\n";
    private static final String READ = "console.address is host";
    private static final String BY_DEFAULT = "The operator page is at https://127.0.0.1";
    private static final String AS_WRITTEN = "The operator page is at https://127.0.0.2";

    private final Path folder;
    private final Path home;
    private final Path configuration;
    private final KeyPair keys = ReleaseKeys.generate();
    private final BuiltRelease release;
    private InboxRuntime gateway;

    RenamedKeyContainerTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        home = folder.resolve("home");
        configuration = Files.createDirectory(folder.resolve("etc")).resolve("gateway.yaml");
        Files.writeString(configuration, CONFIGURATION);
        install();
        release = new BuiltRelease(folder.resolve("release"));
        gateway = new InboxRuntime(home, folder, configuration, keys.getPublic());
    }

    private void install() throws IOException {
        for (Path file : BuiltRelease.files(BuiltRelease.BUILT)) {
            Path copy = home.resolve(BuiltRelease.BUILT.relativize(file));
            Files.createDirectories(copy.resolveSibling(""));
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        BuiltRelease.rewrite(
                home.resolve("plugins/05/gateway-0.1.0.jar"),
                main -> {},
                "OSGI-INF/metatype/io.tieline.gateway.Console.xml",
                form -> form.replace("id=\"host\"", "id=\"address\""));
    }

    @BeforeEach
    void theOldVersionRuns() {
        await().atMost(SOON).until(() -> gateway.isUp() && gateway.log().contains(BY_DEFAULT));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void aReleaseReadsTheKeyUnderItsOldNameAndTheFileStaysTheUsers() throws Exception {
        drop();
        await().atMost(SOON).until(() -> gateway.phase().equals("CONFIRMED"));
        await().atMost(SOON).until(() -> gateway.log().contains(AS_WRITTEN));
        assertThat(gateway.log()).containsOnlyOnce(READ);
        assertUntouched();
        restart();
        await().atMost(SOON).until(() -> count(AS_WRITTEN) == 2);
        assertThat(count(READ)).isEqualTo(2);
        Files.writeString(configuration, CONFIGURATION.replace("address", "host"));
        restart();
        await().atMost(SOON).until(() -> count(AS_WRITTEN) == 3);
        assertThat(count(READ)).isEqualTo(2);
    }

    @Test
    void aReleaseThatIsTakenBackLeavesTheVersionBeforeItsConfiguration() throws Exception {
        release.change(main -> main.putValue(
                "Service-Component",
                main.getValue("Service-Component").replace("OSGI-INF/io.tieline.gateway.Northbound.xml,", "")));
        drop();
        await().atMost(SOON).until(() -> gateway.phase().equals("REVERTED"));
        await().atMost(SOON).until(() -> count(BY_DEFAULT) == 2);
        assertThat(count(READ)).isEqualTo(1);
        assertThat(gateway.isAlive()).isTrue();
        assertUntouched();
    }

    private void drop() throws Exception {
        gateway.drop(archive -> release.pack(7, RENAMES, keys, archive));
    }

    private void restart() throws Exception {
        gateway.close();
        gateway = new InboxRuntime(home, folder, configuration, keys.getPublic());
    }

    private int count(String text) throws IOException {
        return gateway.log().split(text, -1).length - 1;
    }

    private void assertUntouched() throws IOException {
        assertThat(configuration).hasContent(CONFIGURATION);
        try (Stream<Path> all = Files.list(configuration.resolveSibling(""))) {
            assertThat(all).containsExactly(configuration);
        }
    }
}
