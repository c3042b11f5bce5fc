package io.tieline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.cli.outcome.Exit;
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
    void aSiteFileThatCannotBeReadTellsWhy() throws Exception {
        assertThat(run("check", folder.resolve("sites.yaml").toString())).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("sites.yaml:1:1: the file does not exist; check the path");
        assertThat(run("check", folder.toString())).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains(folder + ":1:1: the file is a folder; name the file in it");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});
        assertThat(run("check", latin.toString())).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("latin.yaml:1:1: the file is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void optionsAreThoseOfTheProtocol() throws Exception {
        Path site = Files.writeString(
                folder.resolve("site.yaml"),
                """
                site: {name: Osaka}
                devices:
                  - id: a
                    kind: ups
                    address: snmp://h
                    options: {comunity: public}
                  - id: b
                    kind: meter
                    address: modbus+rtu://h:4001/1
                    options: {tls.ca: ca.pem}
                  - id: c
                    kind: meter
                    address: modbus+tls://h/1
                    options: {tls.ca: ca.pem, tls.name: c.example}
                  - id: d
                    kind: meter
                    address: opc.tcp://h:4840
                    options: {Security: None}
                """);
        assertThat(run("check", site.toString())).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString().lines())
                .containsExactly(
                        site + ":6:15: unknown option \"comunity\" of snmp://; use one of auth, authSecret, community,"
                                + " priv, privSecret, trapCommunity, user, version, weak",
                        site + ":10:15: unknown option \"tls.ca\" of modbus+rtu://; use one of battery.sign,"
                                + " sunspec.base",
                        site + ":18:15: unknown option \"Security\" of opc.tcp://; use one of hostname, mode, password,"
                                + " security, subscribe, time, trust, user, user.certificate, user.key");
        assertThat(run("scan", "snmp://127.0.0.1", "-o", "comunity=public")).isEqualTo(Exit.PROBLEM);
        assertThat(err.toString()).contains("unknown option comunity of snmp://; use one of auth");
    }

    @Test
    void aSecretThatIsNotHereIsAWarningAtItsPlace() throws Exception {
        Path site = Files.writeString(
                folder.resolve("site.yaml"),
                """
                site: {name: Osaka}
                devices:
                  - id: ups-[1..2]
                    kind: ups
                    address: snmp://10.0.0.[1..2]
                    options: {version: 3, user: '${env:TIELINE_NO_SUCH}', authSecret: '${file:/no/such/secret}'}
                """);
        assertThat(run("check", site.toString())).isEqualTo(Exit.OK);
        assertThat(err.toString().lines())
                .containsExactly(
                        site
                                + ":6:33: warning: on this machine the environment variable TIELINE_NO_SUCH is not set; set"
                                + " it where the gateway is started",
                        site + ":6:71: warning: on this machine the secret file /no/such/secret does not exist; create"
                                + " it readable by the gateway's user only");
        assertThat(out.toString()).contains("Osaka: 2 devices");
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
