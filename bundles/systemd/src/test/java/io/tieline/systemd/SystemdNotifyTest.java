package io.tieline.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemdNotifyTest {

    @Test
    void aCommandThatIsNotThereIsNamed(@TempDir Path empty) {
        assertThatThrownBy(
                        () -> new SystemdNotify(empty.resolve("systemd-notify").toString()).tell("READY=1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("READY=1")
                .hasMessageContaining("install systemd-notify");
    }

    @Test
    void theStateIsItsArgument(@TempDir Path bin) throws Exception {
        Path shell = Path.of("/bin/sh");
        assumeTrue(Files.isExecutable(shell), "skipped: no /bin/sh on this machine");
        Path told = bin.resolve("told");
        Path command = bin.resolve("systemd-notify");
        Files.writeString(command, "#!/bin/sh\necho \"$@\" >> " + told + "\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
        new SystemdNotify(command.toString()).tell("WATCHDOG=1");
        assertThat(told).hasContent("WATCHDOG=1");
    }
}
