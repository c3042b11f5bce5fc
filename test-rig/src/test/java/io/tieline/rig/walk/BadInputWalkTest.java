package io.tieline.rig.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes in files and on the command line: told with line, column and remedy, and nothing is half started. */
class BadInputWalkTest {

    private static final String WRONG_SITE =
            """
            site:
              name: Full of mistakes
              timezone: Asia/Tokio
            devices:
              - id: grid
                kind: meter
                address: modbus://127.0.0.1:1502/1
                # the utility's
              - id: cab-[01..04]
                kind: battery
                address: modbus://127.0.0.[11..14]:502/1
              - id: cab-[03..06]
                kind: battery
                address: modbus://127.0.0.[21..24]:502/1
              - id: ups-a
                kind: ups
                profile: acme-9000
                address: snmp://127.0.0.1
              - id: ups-b
                kind: ups
                address: snmp://127.0.0.1:99999
              - id: ups-c
                kind: ups
                address: snmp://127.0.0.3
                poll: 1 parsec
              - id: grid
                kind: meter
                address: modbus://127.0.0.1:1503/1
            """;

    private static final List<String> TOLD = List.of(
            "3:13: unknown timezone \"Asia/Tokio\"; use an IANA name",
            "12:9: id cab-03 is already used in line 9; ids and ranges may not overlap",
            "17:14: unknown profile \"acme-9000\"; use one of auto (tieline profile list shows all)",
            "21:14: address \"snmp://127.0.0.1:99999\" has no possible port; use",
            "25:11: poll must be a duration, not \"1 parsec\"; write",
            "26:9: id grid is already used in line 5; ");

    private static Product product;

    @BeforeAll
    static void find() throws IOException {
        product = Product.built();
    }

    @Test
    void checkTellsEveryMistakeAtItsPlace(@TempDir Path folder) throws IOException, InterruptedException {
        Path site = Files.writeString(folder.resolve("site.yaml"), WRONG_SITE);
        Product.Ended ended = product.tieline(folder, "check", site.toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.text())
                .contains(TOLD.stream().map(what -> site + ":" + what).toList());
        assertThat(ended.text().lines()).hasSize(TOLD.size() + 1);
    }

    @Test
    void runRefusesWithTheSameWordsAndStartsNothing(@TempDir Path folder) throws IOException, InterruptedException {
        Path site = Files.writeString(folder.resolve("site.yaml"), WRONG_SITE);
        Product.Ended ended =
                product.tieline(folder, "run", "--site", site.toString(), "--data", folder.resolve("data") + "");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.text()).contains(TOLD);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aMistakeInTheConfigurationStopsTheStart(@TempDir Path folder) throws IOException, InterruptedException {
        Path site = Files.writeString(
                folder.resolve("site.yaml"),
                """
                site: {name: One, timezone: UTC}
                devices:
                  - {id: grid, kind: meter, address: 'modbus://127.0.0.1:1502/1'}
                """);
        Path configuration = Files.writeString(
                folder.resolve("gateway.yaml"), "console:\n  port: 0\npeak-shaving:\n  window.minutes: soon\n");
        Product.Ended ended = product.tieline(
                folder,
                "run",
                "--site",
                site.toString(),
                "--config",
                configuration.toString(),
                "--data",
                folder.resolve("data").toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.text()).contains(configuration + ":4:19: ");
    }

    @Test
    void brokenYamlAndBrokenProfilesAreToldToo(@TempDir Path folder) throws IOException, InterruptedException {
        Path site = Files.writeString(folder.resolve("site.yaml"), "site:\n  name: \"x\ndevices:\n");
        Product.Ended broken = product.tieline(folder, "check", site.toString());
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.text())
                .contains(site + ":")
                .contains("not valid YAML")
                .doesNotContain("Exception");

        Path profiles = Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(
                profiles.resolve("bad.yaml"),
                """
                profile: acme-ups
                title: A UPS
                kind: ups
                protocol: snmp
                facts: none
                recognise:
                  - {sysObjectID: 1.3.6.1.4.1.99999, confidence: 0.5}
                snmp: {base: 1.3.6.1.4.1.99999}
                read:
                  - {point: ups.nonsense, oid: .1.1.0}
                  - {point: battery.runtime, oid: .1.2.0, unit: parsec}
                """);
        Product.Ended listed = product.tieline(folder, "profile", "list", "--profiles", profiles.toString());
        assertThat(listed.code()).isEqualTo(1);
        assertThat(listed.text())
                .contains("bad.yaml:10:")
                .contains("bad.yaml:11:")
                .contains("parsec");
    }

    @Test
    void wrongUseIsTwo(@TempDir Path folder) throws IOException, InterruptedException {
        assertThat(product.tieline(folder, "chekc").code()).isEqualTo(2);
        assertThat(product.tieline(folder, "demo", "--wan-out", "9-3").code()).isEqualTo(2);
        assertThat(product.tieline(folder, "run").code()).isEqualTo(2);
    }
}
