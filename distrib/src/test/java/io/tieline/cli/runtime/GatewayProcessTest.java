package io.tieline.cli.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayProcessTest {

    @Test
    void optionsOfTheUserStayAndComeLast() {
        assertThat(GatewayProcess.options(Map.of("tieline.console.level", "INFO"), "-Xmx384m"))
                .isEqualTo("-Dtieline.console.level=INFO -Xmx384m");
        assertThat(GatewayProcess.options(Map.of(), null)).isEmpty();
    }

    @Test
    void theGatewayIsGivenThem(@TempDir Path folder) throws Exception {
        Path script = Files.createDirectories(folder.resolve("bin")).resolve("tieline-gateway");
        Files.writeString(script, "#!/bin/sh\necho \"$TIELINE_JAVA_OPTS\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path log = folder.resolve("log");
        String given = System.getenv("TIELINE_JAVA_OPTS");
        try (GatewayProcess gateway =
                GatewayProcess.start(new Home(folder, folder), List.of(), Map.of("tieline.speed", "60"), log)) {
            assertThat(gateway.await()).isZero();
        }
        assertThat(Files.readString(log).strip())
                .isEqualTo(GatewayProcess.options(Map.of("tieline.speed", "60"), given));
    }
}
