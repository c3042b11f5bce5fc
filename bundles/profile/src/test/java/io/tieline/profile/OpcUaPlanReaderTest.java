package io.tieline.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.PointCatalog;
import io.tieline.model.Severity;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpcUaPlanReaderTest {

    private static final String HEAD =
            """
            profile: mine
            title: My device
            kind: ups
            protocol: opcua
            facts: a manual
            opcua: {base: Ups}
            """;

    private static Profile good(String text) {
        Problems problems = new Problems();
        Optional<Profile> profile = ProfileReader.read("mine.yaml", HEAD + text, problems);
        assertThat(problems.sorted()).isEmpty();
        return profile.orElseThrow();
    }

    @Test
    void everythingAValueCanSay() {
        OpcUaPlan plan = (OpcUaPlan)
                good("""
                        read:
                          - {point: battery.soc, path: "2:Battery/{urn:acme/x}Charge[3]", unit: "%", sampling: 500 ms, deadband: 1 %}
                          - {point: battery.voltage, path: /Plant/a&/b, unit: device, sign: invert}
                          - {point: ups.output.power, path: Power}
                        alarms:
                          - {path: Fan, alarm: fan_failed, severity: minor, activeLow: true}
                        """)
                        .plan();
        OpcUaPlan.Value soc = plan.values().get(0);
        assertThat(soc.path().steps())
                .containsExactly(
                        new OpcUaPath.Step("", "Ups"),
                        new OpcUaPath.Step("2", "Battery"),
                        new OpcUaPath.Step("urn:acme/x", "Charge"));
        assertThat(soc.path().element()).isEqualTo(3);
        assertThat(soc.sampling()).isEqualTo(new OpcUaPlan.Sampling(Duration.ofMillis(500), 1, true));
        assertThat(soc.unit()).isEqualTo(OpcUaPlan.UnitSource.PROFILE);
        OpcUaPlan.Value voltage = plan.values().get(1);
        assertThat(voltage.path().steps())
                .containsExactly(new OpcUaPath.Step("", "Plant"), new OpcUaPath.Step("", "a/b"));
        assertThat(voltage.unit()).isEqualTo(OpcUaPlan.UnitSource.SERVER);
        assertThat(plan.values().get(2).unit()).isEqualTo(OpcUaPlan.UnitSource.SERVER_IF_KNOWN);
        assertThat(plan.values().get(3).rule().states()).containsEntry(0L, 1);
        assertThat(plan.alarms()).containsExactly(new DeviceAlarm("alarm.fan_failed", Severity.MINOR, "Fan", "Fan"));
    }

    @Test
    void commandsSetVariablesAndCallMethodsUnderALock() {
        Profile profile = good(
                """
                commands:
                  - command: pcs.power.set
                    path: Setpoint
                    unit: 10 W
                    reversion: {path: Timeout, unit: s}
                    readBack: Active
                    lock: {method: InitLock, arguments: [me], unlock: ExitLock}
                  - {command: ups.test.start, method: Start, arguments: ["{argument}", 5]}
                """);
        OpcUaPlan.Setting setting =
                (OpcUaPlan.Setting) Objects.requireNonNull(profile.commands().get("pcs.power.set"));
        assertThat(setting.path().text()).isEqualTo("Ups/Setpoint");
        assertThat(setting.readBack().orElseThrow().text()).isEqualTo("Ups/Active");
        assertThat(setting.reversion().orElseThrow().path().text()).isEqualTo("Ups/Timeout");
        assertThat(setting.lock().orElseThrow().arguments()).containsExactly("me");
        OpcUaPlan.Call call =
                (OpcUaPlan.Call) Objects.requireNonNull(profile.commands().get("ups.test.start"));
        assertThat(call.arguments()).containsExactly(OpcUaPlan.Call.ARGUMENT, "5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read: [{point: battery.soc, path: \"a//b\"}] | is not a path of browse names",
                "read: [{point: battery.soc, path: \"a[1]/b\"}] | is not a path of browse names",
                "read: [{point: battery.soc, path: a, deadband: wide}] | not a dead band",
                "read: [{point: battery.soc, path: a, rate: slow, sampling: 1 s}] | only fast values are watched",
                "alarms: [{path: a, alarm: Fan Failed}] | cannot name an alarm",
                "alarms: [{path: a, alarm: fan, severity: bad}] | unknown severity",
                "commands: [{command: pcs.power.set, path: a}] | hold for ever",
                "commands: [{command: ups.test.start, method: a, lock: {unlock: b}}] | method is missing",
            })
    void mistakeNamesWhatIsWrong(String entry, String expected) {
        Problems problems = new Problems();
        ProfileReader.read("mine.yaml", HEAD + entry + "\n", problems);
        assertThat(problems.sorted().stream().map(Problem::toString).toList())
                .anySatisfy(text -> assertThat(text).contains(expected));
    }

    @Test
    void aChildDropsAndReplacesWhatItsParentReads() {
        Problems problems = new Problems();
        Profile child = ProfileReader.read(
                        "child.yaml",
                        """
                        profile: child
                        extends: siemens-sitop-ups1600
                        title: Another one
                        facts: a test
                        drop: [battery.packs, alarm.buffer_not_ready]
                        read:
                          - {point: battery.soc, path: Charge, unit: "%"}
                        """,
                        problems)
                .orElseThrow(() -> new AssertionError(problems.sorted()));
        OpcUaPlan plan = (OpcUaPlan) child.plan();
        assertThat(plan.values())
                .extracting(OpcUaPlan.Value::point)
                .containsOnlyOnce("battery.soc")
                .contains("battery.voltage")
                .doesNotContain("battery.packs", "alarm.buffer_not_ready");
        assertThat(plan.alarms()).extracting(DeviceAlarm::point).doesNotContain("alarm.buffer_not_ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a[x]", "a]b", "{urn:x}", "&"})
    void notAPath(String text) {
        assertThat(OpcUaPath.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ups.output.power, KWT, 2, 2000",
        "ups.output.energy, KWH, 2, 2000",
        "battery.temperature, FAH, 212, 100",
        "battery.runtime, MIN, 2, 120",
        "battery.voltage, 2Z, 2000, 2",
        "battery.soc, P1, 50, 50",
        "ups.output.pf, C62, 0.9, 0.9"
    })
    void unitCodesOfUneceAreUnderstood(String point, String code, double raw, double expected) {
        int unitId = code.chars().reduce(0, (id, character) -> id << 8 | character);
        ValueRule rule = OpcUaUnits.apply(
                        ValueRule.IDENTITY, PointCatalog.point(point).definition(), unitId, "")
                .orElseThrow();
        assertThat(raw * rule.multiplier() / rule.divisor() + rule.offset())
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void aUnitThatCannotMeasureThePointIsNone() {
        var soc = PointCatalog.point("battery.soc").definition();
        assertThat(OpcUaUnits.apply(ValueRule.IDENTITY, soc, 'V' << 16 | 'L' << 8 | 'T', "V"))
                .isEmpty();
        assertThat(OpcUaUnits.apply(ValueRule.IDENTITY, soc, -1, "furlong")).isEmpty();
        assertThat(OpcUaUnits.apply(ValueRule.IDENTITY, soc, -1, "%")).isPresent();
    }
}
