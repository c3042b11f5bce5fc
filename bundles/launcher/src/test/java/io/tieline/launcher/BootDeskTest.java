package io.tieline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootDeskTest {

    private static final Map<String, String> CHECK = Map.of("do", "check", "plugins", "new");

    private final Boot boot;

    BootDeskTest(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("plugins"));
        boot = new Boot(LaunchOptions.of(home));
    }

    private BootDesk desk(List<String> bundles, List<String> configuration) {
        return new BootDesk(boot, plugins -> bundles, () -> configuration, () -> {}, () -> {});
    }

    @Test
    void bundlesThatStartWithAConfigurationThatIsReadAreNoProblem() {
        assertThat(desk(List.of(), List.of()).apply(CHECK)).containsEntry("problem", "");
    }

    @Test
    void aCheckNamesWhatTheBundlesMissAndWhatIsWrongInTheConfiguration() {
        assertThat(desk(List.of("x would not start"), List.of("gateway.yaml:1:1: unknown key"))
                        .apply(CHECK))
                .containsEntry("problem", "x would not start; gateway.yaml:1:1: unknown key");
    }

    @Test
    void whatIsMissingInARequestIsSaid() {
        assertThat(desk(List.of(), List.of()).apply(Map.of("do", "check")))
                .extractingByKey("error")
                .asString()
                .startsWith("plugins is missing");
    }
}
