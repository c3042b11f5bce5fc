package io.tieline.rig.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTraceTest {

    @Test
    void aTraceIsReadInWatts(@TempDir Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            text.append(24_000_000 + 15 * i).append(',').append(100 + i).append(".5\n");
        }
        LoadTrace trace = LoadTrace.read(Files.writeString(folder.resolve("load.csv"), text));
        assertThat(trace.startMinute()).isEqualTo(24_000_000);
        assertThat(trace.watts()).hasSize(20).startsWith(100_500);
        assertThat(trace.at(450)).isEqualTo(100_500, within(1e-6));
        assertThat(trace.at(900)).isEqualTo(101_000, within(1e-6));
    }

    @Test
    void aBrokenLineIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("load.csv"), "24000000,12.5\n24000015 13\n");
        assertThatThrownBy(() -> LoadTrace.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("load.csv:2")
                .hasMessageContaining("24000015 13");
    }

    @Test
    void theGeneratorIsSeeded() {
        assertThat(LoadTrace.generated(3).watts())
                .isEqualTo(LoadTrace.generated(3).watts());
        assertThat(LoadTrace.generated(3).watts())
                .isNotEqualTo(LoadTrace.generated(4).watts());
    }
}
