package io.tieline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TielineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void theExampleSiteHasNoProblem() {
        assertThat(run("check", "site-example.yaml")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("Osaka AI hall 3: 13 devices, 8 of them storage; grid meter: grid");
    }

    @Test
    void aMistakeInASiteFileIsAProblemWithLineColumnAndRemedy() throws Exception {
        Path site = Files.writeString(
                folder.resolve("site.yaml"),
                "site: {name: Osaka}\ndevices:\n  - {id: a, kind: cabnet, address: 'modbus://h:1/1'}\n");
        assertThat(run("check", site.toString())).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains(site + ":3:19: unknown kind \"cabnet\"; use one of battery");
    }

    @Test
    void aProfileOfOnesOwnExtendsABuiltInOne() throws Exception {
        Files.writeString(
                folder.resolve("acme.yaml"),
                """
                profile: acme-ups
                title: ACME UPS card
                extends: rfc1628-ups
                facts: ACME MIB, revision 3
                recognise:
                  - {sysObjectID: 1.3.6.1.4.1.99999.1}
                read:
                  - {point: battery.temperature, oid: 1.3.6.1.4.1.99999.1.7.0, unit: 0.1 °C, sentinels: [-1]}
                """);
        assertThat(run("profile", "show", "acme-ups", "--profiles", folder.toString()))
                .as(err.toString())
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("battery.temperature").contains("ups.mode");
    }

    @Test
    void wrongUseIsTwo() {
        assertThat(run()).isEqualTo(Exit.USAGE);
        assertThat(run("shave")).isEqualTo(Exit.USAGE);
        assertThat(run("demo", "--wan-out", "40-20")).isEqualTo(Exit.USAGE);
        assertThat(err.toString()).contains("write for instance 20-40");
    }

    @Test
    void aBatteryThatCannotPromiseABackupIsNamed(@TempDir Path folder) throws IOException {
        Path site = folder.resolve("site.yaml");
        Files.writeString(
                site,
                "site: {name: Osaka}\ndevices:\n  - {id: zinc, kind: battery, address: 'modbus://10.0.0.3:502/1',"
                        + " chemistry: zinc-halogen}\n");
        assertThat(run("check", site.toString())).isEqualTo(Exit.OK);
        assertThat(out.toString())
                .contains("zinc will not be commanded: the numbers of zinc-halogen are placeholders")
                .contains("no backup can be promised");
    }

    @Test
    void anUnknownProtocolIsNamed() {
        assertThat(run("scan", "bacnet://10.0.0.1")).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("start it with modbus://");
    }

    private int run(String... arguments) {
        return Tieline.command()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
