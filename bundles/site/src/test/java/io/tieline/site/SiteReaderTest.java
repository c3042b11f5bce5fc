package io.tieline.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.model.DeviceKind;
import io.tieline.model.LoadClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteReaderTest {

    private static final String HEAD = "site: {name: Osaka, timezone: Asia/Tokyo}\ndevices:\n";

    private final Problems problems = new Problems();
    private final SiteReader reader = new SiteReader(new SiteRules(
            Map.of(
                    "modbus", Set.of("battery.sign"),
                    "modbus+serial", Set.of(),
                    "snmp", Set.of("version", "community"),
                    "opc.tcp", Set.of()),
            Set.of("auto", "apc-smart-ups")));

    @Test
    void rangesBecomeDevices() {
        SiteDescription site = read(HEAD
                        + "  - {id: grid, kind: meter, role: grid-meter, address: 'modbus://10.0.0.1:502/1', poll: 200 ms}\n"
                        + "  - {id: 'cab-[08..11]', kind: battery, address: 'modbus://10.0.0.[18..21]:502/1'}\n")
                .orElseThrow();
        assertThat(site.devices())
                .extracting(device -> device.device().id())
                .containsExactly("grid", "cab-08", "cab-09", "cab-10", "cab-11");
        SiteDevice last = site.devices().get(4);
        assertThat(last.address()).hasToString("modbus://10.0.0.21:502/1");
        assertThat(last.role()).isEqualTo(Role.STORAGE);
        assertThat(last.device().index()).isEqualTo(4);
        assertThat(last.device().kind()).isEqualTo(DeviceKind.BATTERY);
        assertThat(last.poll()).isEqualTo(SiteReader.DEFAULT_POLL);
        assertThat(site.devices().get(0).poll()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void anOptionThatTheProtocolDoesNotHaveIsAMistake() {
        assertThat(read(HEAD
                        + "  - {id: 'ups-[1..2]', kind: ups, address: 'snmp://10.0.0.[2..3]', options: {comunity: x}}\n"
                        + "  - {id: cab, kind: battery, address: 'modbus://10.0.0.4', options: {community: x}}\n"))
                .isEmpty();
        assertThat(problems.sorted())
                .extracting(Problem::toString)
                .containsExactly(
                        "site.yaml:3:78: unknown option \"comunity\" of snmp://; use one of community, version",
                        "site.yaml:4:70: unknown option \"community\" of modbus://; use one of battery.sign");
    }

    @Test
    void secretsAreToldOnceEachWithTheirPlaceAndNotFollowed() {
        SiteDescription site = read(HEAD + "  - {id: 'ups-[1..2]', kind: ups, address: 'snmp://10.0.0.[2..3]',"
                        + " options: {version: 2c, community: '${file:/no/such}'}}\n")
                .orElseThrow();
        assertThat(site.secrets())
                .containsExactly(new WrittenSecret(
                        new SecretReference(SecretReference.Kind.FILE, "/no/such"), "site.yaml", 3, 102));
        assertThat(site.devices().get(1).options()).containsEntry("community", "${file:/no/such}");
    }

    @Test
    void outletsHaveAClass() {
        SiteDescription site = read(HEAD
                        + "  - {id: 'pdu-[1..2]', kind: pdu, address: 'snmp://10.0.0.[2..3]', outlets: ["
                        + "{outlet: 1, class: p1, cooling: true}, {outlet: '[5..6]', class: p3, worth: 2.5}]}\n")
                .orElseThrow();
        assertThat(site.devices().get(1).outlets())
                .containsExactly(
                        new SiteOutlet(1, LoadClass.P1, true, 1),
                        new SiteOutlet(5, LoadClass.P3, false, 2.5),
                        new SiteOutlet(6, LoadClass.P3, false, 2.5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pdu | {outlet: 1, class: p7}                             | unknown class",
                "pdu | {outlet: 0, class: p1}                             | outlet 0 is no outlet",
                "pdu | {outlet: one, class: p1}                           | outlet one is no outlet",
                "pdu | {outlet: 1}                                        | class",
                "pdu | {outlet: '[1..3]', class: p1}, {outlet: 2, class: p2} | outlet 2 is listed twice",
                "pdu | {outlet: 1, class: p1, worth: 0}                   | worth",
                "pdu | {outlet: 1, class: p1, coolin: true}               | coolin",
                "ups | {outlet: 1, class: p1}                             | a device of kind ups has no outlets",
            })
    void outletsThatMakeNoSenseAreRefused(String kind, String outlets, String message) {
        assertThat(read(HEAD + "  - {id: x, kind: " + kind + ", address: 'snmp://10.0.0.2', outlets: [" + outlets
                        + "]}\n"))
                .isEmpty();
        assertThat(problems.sorted()).extracting(Problem::message).anyMatch(text -> text.contains(message));
    }

    @Test
    void unitsOfASerialLineAreARangeToo() {
        SiteDescription site = read(HEAD + "  - {id: 'meter-[1..3]', kind: meter,"
                        + " address: 'modbus+serial:///dev/ttyUSB0?unit=[1..3]&baud=9600'}\n")
                .orElseThrow();
        assertThat(site.devices())
                .extracting(device -> device.address().toString())
                .startsWith("modbus+serial:///dev/ttyUSB0?unit=1&baud=9600")
                .hasSize(3);
    }

    @Test
    void defaultsHoldForAllWhoDoNotSayOtherwise() {
        SiteDescription site = read("site: {name: Osaka}\ndefaults: {poll: 2 s, timeout: 300 ms}\ndevices:\n"
                        + "  - {id: ups-a, kind: ups, address: 'snmp://10.0.0.2', options: {community: public}}\n")
                .orElseThrow();
        assertThat(site.devices().get(0).poll()).isEqualTo(Duration.ofSeconds(2));
        assertThat(site.devices().get(0).timeout()).isEqualTo(Duration.ofMillis(300));
        assertThat(site.devices().get(0).options()).containsEntry("community", "public");
    }

    @Test
    void aBatteryNamesItsChemistryAndAnyDeviceItsFireArea(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), "chemistry: own\nextends: nmc\nstandby: 7\n");
        Path file = folder.resolve("site.yaml");
        Files.writeString(
                file,
                HEAD + "  - {id: 'cab-[1..2]', kind: battery, address: 'modbus://10.0.0.[1..2]:502/1', chemistry: lfp,"
                        + " area: hall-3}\n"
                        + "  - {id: zinc, kind: battery, address: 'modbus://10.0.0.3:502/1',"
                        + " chemistry: {extends: zinc-halogen, vendor-data: provided, soc: {low: 5}}}\n"
                        + "  - {id: own, kind: battery, address: 'modbus://10.0.0.4:502/1', chemistry: own.yaml}\n"
                        + "  - {id: smoke, kind: sensor, address: 'snmp://10.0.0.5', area: hall-3}\n");
        SiteDescription site = reader.read(file, problems).orElseThrow();
        assertThat(site.devices())
                .extracting(device -> device.chemistry().id())
                .containsExactly("lfp", "lfp", "zinc-halogen", "own", "unspecified");
        assertThat(site.devices().get(2).chemistry().soc().low()).isEqualTo(5);
        assertThat(site.devices().get(2).chemistry().vendorDataRequired()).isFalse();
        assertThat(site.devices().get(3).chemistry().standbyShare()).isEqualTo(0.07);
        assertThat(site.devices()).extracting(SiteDevice::area).containsExactly("hall-3", "hall-3", "", "", "hall-3");
    }

    @Test
    void aMistakeInAChemistryFileIsNamedThere(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), "chemistry: own\nextends: nmc\nstandby: much\n");
        Path file = folder.resolve("site.yaml");
        Files.writeString(
                file, HEAD + "  - {id: own, kind: battery, address: 'modbus://10.0.0.4:502/1', chemistry: own.yaml}\n");
        assertThat(reader.read(file, problems)).isEmpty();
        assertThat(problems.sorted()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).endsWith("own.yaml");
            assertThat(problem.line()).isEqualTo(3);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            - {id: a, kind: cabnet, address: 'modbus://h:1/1'}                      | unknown kind "cabnet"
            - {id: a, kind: ups, address: 'modbuss://h:1/1'}                        | no known protocol
            - {id: a, kind: ups, address: 'modbus:h'}                               | names no host
            - {id: a, kind: ups, address: 'modbus+serial://ttyUSB0'}                | names no serial port
            - {id: a, kind: ups, address: 'modbus+serial:///'}                      | names no serial port
            - {id: a, kind: ups, address: 'modbus://h:1/1', profile: apc}           | unknown profile "apc"
            - {id: a, kind: ups, address: 'modbus://h:1/1', role: storage}          | kind ups cannot be the storage
            - {id: a, kind: ups, address: 'modbus://h:1/1', pol: 1 s}               | unknown key "pol"
            - {id: a, kind: ups, address: 'modbus://h:1/1', poll: 1}                | poll must be a duration
            - {id: a, kind: ups, address: 'modbus://h:1/1', poll: 1 ms}             | poll is shorter than 20 ms
            - {id: A_b, kind: ups, address: 'modbus://h:1/1'}                       | id "A_b" is not usable
            - {kind: ups, address: 'modbus://h:1/1'}                                | id is missing
            - {id: a, kind: battery, address: 'modbus://h:1/1', chemistry: lead}    | unknown chemistry "lead"
            - {id: a, kind: battery, address: 'modbus://h:1/1', chemistry: [lfp]}   | chemistry needs a value
            - {id: a, kind: battery, address: 'modbus://h:1/1', chemistry: {extends: lfp, soc: {low: 99}}} | soc does not rise
            - {id: a, kind: battery, address: 'modbus://h:1/1', chemistry: {extends: lfp, sok: 1}} | unknown key "sok"
            - {id: a, kind: ups, address: 'modbus://h:1/1', chemistry: lfp}         | kind ups has no chemistry
            - {id: a, kind: ups, address: 'modbus://h:1/1', area: Hall 3}           | area "Hall 3" is not usable
            - {id: 'a-[1..3]', kind: ups, address: 'modbus://h-[1..2]:1/1'}         | id stands for 3 devices, address for 2
            - {id: 'a-[3..1]', kind: ups, address: 'modbus://h:1/1'}                | the range in id is not readable
            """)
    void aMistakeIsNamedAtItsLineWithARemedy(String device, String expected) {
        assertThat(read(HEAD + "  " + device + "\n")).isEmpty();
        assertThat(problems.sorted()).first().satisfies(problem -> {
            assertThat(problem.message()).contains(expected);
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.column()).isGreaterThan(1);
            assertThat(problem.remedy()).isNotBlank();
        });
    }

    @Test
    void anUnknownProfileIsAnsweredWithThoseOfTheSameMaker() {
        String ups = "  - {id: a, kind: ups, address: 'modbus://h:1/1', profile: %s}\n";
        read(HEAD + ups.formatted("apc-smart"));
        read(HEAD + ups.formatted("acme-ups"));
        assertThat(problems.sorted())
                .extracting(Problem::remedy)
                .satisfiesExactlyInAnyOrder(
                        same -> assertThat(same).contains("use one of apc-smart-ups (", "--profiles DIR"),
                        none -> assertThat(none).contains("use one of auto (", "--profiles DIR"));
    }

    @Test
    void overlappingRangesAreRefused() {
        assertThat(read(HEAD + "  - {id: 'cab-[1..4]', kind: battery, address: 'modbus://10.0.0.[1..4]:502/1'}\n"
                        + "  - {id: 'cab-[4..6]', kind: battery, address: 'modbus://10.0.0.[4..6]:502/1'}\n"))
                .isEmpty();
        assertThat(problems.sorted())
                .extracting(Problem::message)
                .containsExactly(
                        "id cab-4 is already used in line 3",
                        "address modbus://10.0.0.4:502/1 is already used in line 3");
    }

    @Test
    void thereIsOneGridMeter() {
        read(HEAD + "  - {id: a, kind: meter, role: grid-meter, address: 'modbus://h:1/1'}\n"
                + "  - {id: b, kind: meter, role: grid-meter, address: 'modbus://h:2/1'}\n");
        assertThat(problems.sorted()).singleElement().satisfies(problem -> assertThat(problem.toString())
                .startsWith("site.yaml:4:")
                .contains("already a grid-meter in line 3"));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        read("site: {nam: Osaka, timezone: Osaka}\ndevices:\n  - {id: a, kind: x, address: y}\nextra: 1\n");
        assertThat(problems.sorted()).hasSizeGreaterThanOrEqualTo(5);
    }

    private Optional<SiteDescription> read(String text) {
        return reader.read("site.yaml", text, problems);
    }
}
