package io.tieline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import io.tieline.cli.outcome.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTestCommandTest {

    private static final String METER =
            """
            profile: acme-meter
            title: ACME meter
            kind: meter
            protocol: modbus
            facts: made up for this test
            read:
              - {point: meter.power, address: 10, type: i32, unit: 0.1 W}
              - {point: meter.frequency, address: 12, unit: 0.01 Hz}
              - {point: meter.voltage.l1, address: 13, unit: 0.1 V, sentinels: [0xFFFF]}
            """;
    private static final String UPS =
            """
            profile: acme-ups
            title: ACME UPS card
            extends: rfc1628-ups
            facts: made up for this test
            recognise:
              - {sysObjectID: 1.3.6.1.4.1.99999.1}
            """;
    private static final String AGENT =
            """
            1.3.6.1.2.1.1.1.0|4|ACME card
            1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.99999.1
            1.3.6.1.2.1.33.1.1.1.0|4x|41434D45
            1.3.6.1.2.1.33.1.2.1.0|2|2
            1.3.6.1.2.1.33.1.2.4.0|2|87
            1.3.6.1.2.1.33.1.2.3.0|2|30
            1.3.6.1.2.1.33.1.4.1.0|2|3
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void registersThatWereRecordedAreReadThroughTheProfile() throws IOException {
        assertThat(test(METER, "dump.txt", "[10]: 0x0001 0x86A0\n[12]: 5002\n[13]: 0xFFFF\n"))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        JsonObject device = Json.parse(out.toString()).asObject().get("device").asObject();
        assertThat(point(device, "meter.power").getDouble("value", 0)).isEqualTo(10_000);
        assertThat(point(device, "meter.frequency").getDouble("value", 0)).isEqualTo(50.02);
        assertThat(point(device, "meter.voltage.l1").getString("quality", "")).isEqualTo("BAD_SENTINEL");
        JsonObject coverage =
                Json.parse(out.toString()).asObject().get("coverage").asObject();
        assertThat(coverage.get("filled").toString()).contains("meter.power").doesNotContain("meter.voltage");
        assertThat(coverage.get("open").toString())
                .contains("meter.voltage.{l}")
                .contains("meter.energy.import");
    }

    @Test
    void anAgentThatWasRecordedIsReadThroughTheProfile() throws IOException {
        assertThat(test(UPS, "ups.snmprec", AGENT)).as(err.toString()).isEqualTo(Exit.OK);
        JsonObject device = Json.parse(out.toString()).asObject().get("device").asObject();
        assertThat(device.getString("manufacturer", "")).isEqualTo("ACME");
        assertThat(point(device, "battery.soc").getDouble("value", 0)).isEqualTo(87);
        assertThat(point(device, "battery.runtime").getDouble("value", 0)).isEqualTo(1800);
        assertThat(point(device, "ups.mode").getString("value", "")).isEqualTo("online");
    }

    @Test
    void aProfileThatFitsNothingIsAProblem() throws IOException {
        assertThat(test(METER, "dump.txt", "[500]: 1\n")).isEqualTo(Exit.PROBLEM);
    }

    @Test
    void aFileThatIsNoRecordingIsSaid() throws IOException {
        assertThat(test(METER, "dump.txt", "hello\n")).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("[ADDRESS]: WORD");
    }

    @Test
    void withoutADeviceTheProfileItselfIsChecked() throws IOException {
        Path profile = Files.writeString(folder.resolve("p.yaml"), METER.replace("0.1 W", "0.1 V"));
        assertThat(run("profile", "test", profile.toString())).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains(":7:").contains("is not a unit of this point");
    }

    private int test(String profile, String name, String recording) throws IOException {
        Path file = Files.writeString(folder.resolve("p.yaml"), profile);
        Path recorded = Files.writeString(folder.resolve(name), recording);
        return run("profile", "test", file.toString(), "--against", recorded.toString(), "--json");
    }

    private static JsonObject point(JsonObject device, String name) {
        return device.get("points").asArray().values().stream()
                .map(value -> value.asObject())
                .filter(object -> object.getString("point", "").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + device));
    }

    private int run(String... arguments) {
        return Tieline.command()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
