package io.tieline.rig.bench.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTrialTest {

    @TempDir
    private Path work;

    /** The whole trial is {@code rig bench journal --crash}. */
    @Test
    void nothingIsDamagedLostOrDoubledByTwentyKillsAndTenPowerCuts() throws IOException, InterruptedException {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        boolean whole = CrashTrial.of(true, work, 2026).run(new PrintStream(report, true, StandardCharsets.UTF_8));
        assertThat(whole).as(report.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
