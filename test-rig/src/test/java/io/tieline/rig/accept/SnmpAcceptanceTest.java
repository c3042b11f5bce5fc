package io.tieline.rig.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tieline.model.DeviceSnapshot;
import io.tieline.profile.ProfileLibrary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recorded devices of many makers, through the real driver and snmpsim. */
final class SnmpAcceptanceTest {

    private static Path data() {
        return Optional.ofNullable(System.getProperty("tieline.data"))
                .or(() -> Optional.ofNullable(System.getenv("TIELINE_DATA")))
                .map(Path::of)
                .orElseGet(() -> Path.of("../../shared/data"));
    }

    @Test
    @Timeout(600)
    void readsRecordedDevicesAsTwoIndependentProjectsDo() throws IOException, InterruptedException {
        Path folder = data().resolve("snmp");
        assumeTrue(
                Files.isReadable(folder.resolve("consensus.tsv")),
                "recorded devices skipped: set tieline.data to the folder that holds snmp/recordings");
        assumeTrue(SnmpRecordings.isInstalled(), "recorded devices skipped: apt-get install snmpsim");
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(report, true, StandardCharsets.UTF_8);

        SnmpAcceptance.Outcome outcome =
                SnmpAcceptance.measure(folder, ProfileLibrary.builtIn(), List.of(), false, out);

        String text = report.toString(StandardCharsets.UTF_8);
        assertThat(outcome.contentRecognised()).as(text).isEqualTo(outcome.withContent());
        assertThat(outcome.makers()).as(text).hasSizeGreaterThanOrEqualTo(30);
        assertThat(outcome.decided()).as(text).isEqualTo(outcome.disputed());
        assertThat(outcome.values()).as(text).isGreaterThanOrEqualTo(500);
        assertThat(outcome.ratio()).as(text).isGreaterThanOrEqualTo(0.99);
    }

    @Test
    void saysWhatAFolderWithoutRecordingsLacks(@TempDir Path empty) {
        ByteArrayOutputStream report = new ByteArrayOutputStream();

        int code = SnmpAcceptance.run(
                empty, Optional.empty(), List.of(), false, new PrintStream(report, true, StandardCharsets.UTF_8));

        assertThat(code).isEqualTo(2);
        assertThat(report.toString(StandardCharsets.UTF_8)).contains("consensus.tsv");
    }

    @Test
    void countsAValueTheProfileDoesNotDeliverAsWrong() {
        Expectation row = new Expectation("ups", "x", "1.3.6.1.2.1.33.1.2.4.0", "97", "battery.charge", 97, "%");
        RecordedDevices.Reading nothing = new RecordedDevices.Reading(null, new DeviceSnapshot(), "not recognised");

        Verdict verdict = Verdict.of("ups", "x", nothing, List.of(row));

        assertThat(verdict.values()).isEqualTo(1);
        assertThat(verdict.right()).isZero();
        assertThat(verdict.mismatches()).singleElement().asString().contains("battery.soc expected 97");
    }
}
