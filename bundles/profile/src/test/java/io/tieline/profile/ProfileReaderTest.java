package io.tieline.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileReaderTest {

    private static final String HEAD =
            """
            profile: mine
            title: My device
            kind: ups
            protocol: snmp
            facts: a manual
            """;

    private static List<String> problems(String text) {
        Problems problems = new Problems();
        assertThat(ProfileReader.read("mine.yaml", text, problems)).isEmpty();
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private static Profile good(String text) {
        Problems problems = new Problems();
        var profile = ProfileReader.read("mine.yaml", text, problems);
        assertThat(problems.sorted()).isEmpty();
        return profile.orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "point: battery.socc, oid: 1.3.6.1.1.0 | mine.yaml:7:13: unknown point \"battery.socc\"",
                "point: battery.soc, oid: 1.3.6.1.1.0, unit: furlong | unknown unit \"furlong\"",
                "point: battery.soc, oid: 1.3.6.1.1.0, unit: 0.1 V | \"0.1 V\" is not a unit of this point",
                "point: ups.mode, oid: 1.3.6.1.1.0, states: {1: flying} | unknown state \"flying\"; use one of online",
                "point: ups.mode, oid: 1.3.6.1.1.0 | states are missing",
                "point: battery.soc, oid: 1.3.6.1.1.0, sentinels: [none] | a sentinel must be a raw number of the value's type",
                "point: battery.soc, oid: 1.3.x | \"1.3.x\" is not an object identifier",
                "point: battery.soc | needs either oid or column",
                "point: battery.soc, oid: 1.3.6.1.1.0, scael: 0.1 | unknown key \"scael\"",
                "point: battery.soc, oid: 1.3.6.1.1.0, sign: minus | unknown sign \"minus\"",
            })
    void mistakeNamesPlaceAndRemedy(String entry, String expected) {
        List<String> found = problems(HEAD + "read:\n  - {" + entry + "}\n");
        assertThat(found)
                .anySatisfy(text -> assertThat(text).startsWith("mine.yaml:7:").contains(expected));
        assertThat(found).allSatisfy(text -> assertThat(text).contains("; "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "point: battery.soc | address is missing",
                "point: battery.soc, address: 1, type: u8 | byte is missing",
                "point: battery.soc, address: 1, byte: low | only u8 and i8 have a byte",
                "point: battery.soc, address: 1, bits: 7-4 | bits must be two bit numbers",
                "point: battery.soc, address: 1, bit: 16 | u16 has no bit 16",
                "point: battery.soc, address: 1, type: f32, bit: 1 | only whole numbers have bits",
                "point: battery.soc, address: 1, type: ascii, registers: 2 | gives a text",
                "point: device.serial, address: 1, type: ascii | registers is missing",
                "point: battery.installed, address: 1, type: date | layout is missing",
                "point: battery.installed, address: 1, type: date, layout: x | unknown layout \"x\"",
                "point: battery.soc, address: 65535, type: u32 | reaches beyond register 65535",
                "point: battery.soc, address: 1, type: u32, registers: 3 | takes 2 registers",
                "point: battery.soc, address: 1, sentinels: [0x10000] | a sentinel must be a raw number",
                "point: battery.low, address: 1, scaleFrom: 5 | only quantities have scaleFrom",
                "point: battery.soc, address: 1, activeLow: true | activeLow belongs to flags",
                "point: battery.soc, address: 1, space: coil, type: u16 | a coil holds one bit",
                "'point: \"string.{n}.soc\", address: 1' | {n} stands for no number here",
            })
    void mistakesInRegistersNamePlaceAndRemedy(String entry, String expected) {
        List<String> found = problems(HEAD.replace("snmp", "modbus") + "read:\n  - {" + entry + "}\n");
        assertThat(found)
                .anySatisfy(text -> assertThat(text).startsWith("mine.yaml:7:").contains(expected));
        assertThat(found).allSatisfy(text -> assertThat(text).contains("; "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "modbus: {forbidden: [9-3]} | the lower first",
                "modbus: {heartbeat: {address: 1, every: 1 s}} | what is written?",
                "modbus: {heartbeat: {address: 1, value: 1}} | every is missing",
                "modbus: {preamble: [{registers: 1}]} | reads nothing",
                "alarms: [{address: 1}] | needs one of bits, nibbles, values, alarm",
                "alarms: [{address: 1, bits: {16: {alarm: a, text: t, severity: major}}}] | is not a number from 0 to 15",
                "alarms: [{address: 1, bits: {1: {alarm: A, text: t, severity: major}}}] | is no word for an alarm",
                "alarms: [{address: 1, bits: {1: {alarm: a, text: t}}}] | severity is missing",
                "alarms: [{address: 1, nibbles: {1: {alarm: a, text: t}}}] | levels are missing",
                "repeat: [{stride: 1}] | n is missing",
                "repeat: [{n: 3}] | stride is missing",
                "repeat: [{n: {address: 1}, stride: 1}] | most is missing",
                "commands: [{command: a, address: 1, space: input}] | cannot be written",
                "commands: [{command: a, address: 1, gate: [{address: 2}]}] | value is missing",
                "commands: [{command: a, address: 1, readBack: pcs.power}] | is no number this profile reads",
                "commands: [{command: a, address: 1, reversion: {heartbeat: 5 s}}] | the profile has no heartbeat",
                "recognise: [{registers: [{address: 1}]}] | is is missing",
                "drop: [battery.soc] | is nothing the extended profile has",
            })
    void mistakesInSectionsOfModbus(String section, String expected) {
        assertThat(problems(HEAD.replace("snmp", "modbus") + section + "\n"))
                .anySatisfy(text -> assertThat(text).contains(expected));
    }

    @Test
    void variantOfAModbusProfileMovesRegistersAndScales(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("first.yaml"),
                """
                profile: first
                title: First generation
                kind: battery
                protocol: modbus
                facts: x
                modbus: {space: input, maxRegisters: 16}
                read:
                  - {point: battery.soc, address: 126, unit: "%"}
                  - {point: battery.cycles, address: 135}
                alarms:
                  - address: 104
                    bits: {15: {alarm: hot, text: Hot, severity: major}, 14: {alarm: cold, text: Cold, severity: minor}}
                commands:
                  - {command: battery.connect, space: coil, address: 1}
                """);
        Files.writeString(
                folder.resolve("second.yaml"),
                """
                profile: second
                extends: first
                title: Second generation
                facts: x
                drop: [battery.cycles, alarm.cold, battery.connect]
                recognise: [{revision: "^2[.]", registers: [{address: 8, is: 7}]}]
                read:
                  - {point: battery.soc, address: 94, unit: "0.1 %"}
                """);
        Problems problems = new Problems();
        ProfileLibrary library = ProfileFiles.load(folder, problems);
        assertThat(problems.sorted()).isEmpty();
        Profile second = library.find("second").orElseThrow();
        ModbusPlan plan = (ModbusPlan) second.plan();
        assertThat(plan.values()).extracting(ModbusPlan.Value::point).containsExactly("battery.soc");
        assertThat(plan.values().get(0).place().address()).isEqualTo(94);
        assertThat(plan.values().get(0).place().space()).isEqualTo(ModbusPlan.Space.INPUT);
        assertThat(plan.alarms()).extracting(alarm -> alarm.value().point()).containsExactly("alarm.hot");
        assertThat(plan.settings().maxRegisters()).isEqualTo(16);
        assertThat(second.commands()).isEmpty();
        assertThat(second.recognition().get(0).registers().get(0).is().pattern())
                .isEqualTo("^7$");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "modbus: {heartbeat: {address: 1, every: 5 s, count: 5-3}} | cannot be counted in u16",
                "modbus: {heartbeat: {address: 1, every: 5 s, count: 0-99999}} | cannot be counted in u16",
                "modbus: {heartbeat: {address: 1, type: i16, every: 5 s, value: 40000}} | cannot be counted in i16",
                "modbus: {heartbeat: {address: 1, space: coil, every: 5 s, count: 0-2}} | cannot be counted in bit",
                "recognise: [{registers: [{address: 1, space: coil, is: 1}]}] | tell nobody apart",
                "alarms: [{address: 1, space: coil, values: {1: {alarm: a, text: A, severity: info}}}] | holds one bit",
            })
    void whatCannotWorkOverModbusIsAMistake(String body, String expected) {
        assertThat(problems("profile: m\ntitle: M\nkind: ups\nprotocol: modbus\nfacts: x\n" + body + "\n"))
                .anySatisfy(text -> assertThat(text).contains(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n: 3, stride: 16 | read: [{point: 'string.{n}.voltage', address: 65504, unit: V}]",
                "n: {address: 1, most: 9}, stride: 8192 | read: [{point: 'string.{n}.voltage', address: 0, unit: V}]",
                "n: 3, unitStride: 100 | read: [{point: 'string.{n}.voltage', address: 0, unitId: 60, unit: V}]",
                "n: 2, stride: 10 | read: [{point: 'string.{n}.voltage', address: 0, unit: V, scaleFrom: 65530}]",
                "n: 2, stride: 10 | commands: [{command: 'outlet.{n}.switch', address: 0, complement: 65530}]",
            })
    void aLastBlockBeyondTheLastRegisterIsAMistake(String blocks, String body) {
        assertThat(problems("profile: m\ntitle: M\nkind: pdu\nprotocol: modbus\nfacts: x\nrepeat:\n  - {" + blocks
                        + ", " + body + "}\n"))
                .anySatisfy(text -> assertThat(text).contains("beyond register 65535"));
    }

    @Test
    void whatIsDroppedMustBeThere() {
        for (String parent : List.of("rfc1628-ups", "janitza-umg96", "siemens-sitop-ups1600")) {
            assertThat(problems("profile: p\nextends: " + parent + "\ntitle: P\nfacts: x\ndrop: [batery.soc]\n"))
                    .anySatisfy(
                            text -> assertThat(text).contains("\"batery.soc\" is nothing the extended profile has"));
        }
    }

    @Test
    void activeLowTurnsTheNumberOfAnAlarmRound() {
        ModbusPlan plan = (ModbusPlan) good("profile: m\ntitle: M\nkind: ups\nprotocol: modbus\nfacts: x\nalarms:\n"
                        + "  - {address: 1, activeLow: true, values: {0: {alarm: urgent, text: Not 0, severity: major}}}\n")
                .plan();
        ValueRule rule = plan.alarms().get(0).value().rule();
        assertThat(rule.number(0)).isZero();
        assertThat(rule.number(7)).isEqualTo(1);
    }

    @Test
    void topLevelMistakesAreReportedTogether() {
        assertThat(problems("profile: mine\ntitle: x\nprotocol: snmq\nextends: nobody\nred: []\n"))
                .anySatisfy(text -> assertThat(text).contains("unknown protocol \"snmq\""))
                .anySatisfy(text -> assertThat(text).contains("unknown profile \"nobody\""))
                .anySatisfy(text -> assertThat(text).contains("unknown key \"red\""))
                .anySatisfy(text -> assertThat(text).contains("facts is missing"));
    }

    @Test
    void variantOfABuiltInProfileIsAFewLines() {
        Profile variant = good(
                """
                profile: odd-ups
                extends: rfc1628-ups
                title: A UPS that reports tenths of a volt where RFC 1628 says volts
                facts: seen on site
                drop: ["ups.input.voltage.{phase}"]
                read:
                  - {point: "ups.input.voltage.{phase}", column: 1.3.6.1.2.1.33.1.3.3.1.3, unit: 0.1 V}
                """);
        SnmpPlan plan = (SnmpPlan) variant.plan();
        assertThat(plan.reads().get(0).rule().divisor()).isEqualTo(10);
        assertThat(plan.reads().stream().filter(read -> read.point().startsWith("ups.input.voltage")))
                .hasSize(1);
        assertThat(plan.reads().stream().map(SnmpPlan.Read::point)).contains("battery.soc");
        assertThat(variant.kind().label()).isEqualTo("ups");
    }

    @Test
    void userProfileReplacesTheBuiltInOneItExtends(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("ups.yaml"),
                """
                profile: rfc1628-ups
                extends: rfc1628-ups
                title: Ours
                facts: site
                """);
        Problems problems = new Problems();
        ProfileLibrary library = ProfileFiles.load(folder, problems);
        assertThat(problems.sorted()).isEmpty();
        assertThat(library.find("rfc1628-ups").orElseThrow().title()).isEqualTo("Ours");
        assertThat(library.all()).hasSameSizeAs(ProfileLibrary.builtIn().all());
    }

    @Test
    void profilesInARingAreAProblem(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "profile: a\nextends: b\ntitle: A\nfacts: x\n");
        Files.writeString(folder.resolve("b.yaml"), "profile: b\nextends: a\ntitle: B\nfacts: x\n");
        Problems problems = new Problems();
        ProfileFiles.load(folder, problems);
        assertThat(problems.sorted()).anySatisfy(p -> assertThat(p.message()).contains("ring"));
    }

    @ParameterizedTest
    @CsvSource({
        "0.1 V, 2301, 230.1",
        "mA, 535, 0.535",
        "0.01 kW, 12, 120",
        "0.1 kWh, 5, 500",
        "min, 3, 180",
        "0.01 s, 456000, 4560",
        "1/128 °C, 3200, 25",
        "°F, 212, 100",
        "K, 300, 26.85"
    })
    void unitsBecomeSiBaseUnits(String unit, double raw, double expected) {
        UnitExpression parsed = UnitExpression.parse(unit).orElseThrow();
        assertThat(raw * parsed.multiplier() / parsed.divisor() + parsed.offset())
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-9));
    }
}
