package io.tieline.modbus;

import static io.tieline.modbus.Profiles.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import io.tieline.model.Severity;
import io.tieline.profile.Profile;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.RawValue;
import io.tieline.southbound.ReadListener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a profile says, over the wire: our session on one side, an independent slave (j2mod) on the other. */
class LanguageTest {

    private static final String STRINGS =
            """
            repeat:
              - n: {address: 10, most: 4}
                stride: 16
                read:
                  - {point: "string.{n}.voltage", address: 100, unit: 0.1 V}
                  - {point: "string.{n}.current", address: 101, type: i16, unit: A, scaleFrom: {address: 50, once: true}}
                alarms:
                  - address: 102
                    bits: {3: {alarm: cell_over_voltage, text: CellOV, severity: critical}}
            """;

    private static RegisterImage strings() {
        return new RegisterImage().put(10, 2).put(50, -1).put(100, 7001, -55, 0).put(116, 6999, 44, 8);
    }

    private static Quality quality(DeviceSession session, DeviceSnapshot values, String point) {
        return values.quality(session.points().indexOf(point));
    }

    @Test
    void theDeviceSaysHowManyBlocksItHas() throws Exception {
        try (Bench bench = Bench.serving(strings(), profile(STRINGS))) {
            DeviceSession session = bench.connect("test", Map.of());
            DeviceSnapshot values = bench.readAll(session);

            assertThat(values.usable("string.1.voltage")).isEqualTo(700.1);
            assertThat(values.usable("string.2.voltage")).isEqualTo(699.9);
            assertThat(values.usable("string.1.current")).isEqualTo(-5.5);
            assertThat(values.usable("string.2.current")).isEqualTo(4.4);
            assertThat(session.points().indexOf("string.3.voltage")).isNegative();
            assertThat(values.usable("alarm.1.cell_over_voltage")).isZero();
            assertThat(values.usable("alarm.2.cell_over_voltage")).isEqualTo(1);
            assertThat(session.alarms())
                    .contains(new DeviceAlarm("alarm.2.cell_over_voltage", Severity.CRITICAL, "118.3", "CellOV"));
            assertThat(session.raw(session.points().indexOf("string.2.voltage"))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .contains(new RawValue("holding 116 unit 1", "0x1B57"));
        }
    }

    @Test
    void aCountThatChangesEndsTheSessionWithoutAValue() throws Exception {
        RegisterImage image = strings();
        try (Bench bench = Bench.serving(image, profile(STRINGS))) {
            DeviceSession session = bench.connect("test", Map.of());
            image.put(10, 1);
            assertThatThrownBy(() -> bench.readAll(session))
                    .cause()
                    .isInstanceOfSatisfying(
                            DeviceException.class,
                            e -> assertThat(e.fault().kind()).isEqualTo(DeviceFault.Kind.UNRECOGNISED));
            DeviceSnapshot values = new DeviceSnapshot();
            bench.image.read(values);
            assertThat(quality(session, values, "string.1.voltage").isUsable()).isFalse();
            assertThat(quality(session, values, "string.2.voltage").isUsable()).isFalse();
        }
    }

    @Test
    void aCountBeyondBeliefIsAFault() throws Exception {
        try (Bench bench = Bench.serving(strings().put(10, 5), profile(STRINGS))) {
            assertThatThrownBy(() -> bench.connect("test", Map.of())).cause().hasMessageContaining("0 to 4 can be");
        }
    }

    @Test
    void aPercentageIsBadUntilItsBaseIsKnown() throws Exception {
        RegisterImage image = new RegisterImage().put(136, 12_800).put(588, 0xFFFF);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        read:
                          - {point: ups.output.power, address: 136, unit: 1/256 %, percentOf: {address: 588, unit: W, sentinels: [0xFFFF]}}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(bench.readAll(session).quality(0)).isEqualTo(Quality.BAD_NEVER_READ);
            image.put(588, 1500);
            assertThat(bench.readAll(session).usable("ups.output.power")).isEqualTo(750);
        }
    }

    @Test
    void aScaleThatMakesNoSenseOrCannotBeReadMakesTheValueBad() throws Exception {
        RegisterImage image = new RegisterImage().put(10, 1234).put(500, -2);
        try (Bench bench = Bench.serving(
                image, profile("read:\n  - {point: meter.voltage, address: 10, unit: V, scaleFrom: 500}\n"))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(bench.readAll(session).usable("meter.voltage")).isEqualTo(12.34);
            image.put(500, 99);
            assertThat(bench.readAll(session).quality(0)).isEqualTo(Quality.BAD_OUT_OF_RANGE);
            image.put(500, -1);
            assertThat(bench.readAll(session).usable("meter.voltage")).isEqualTo(123.4);
        }
    }

    @Test
    void severalUnitsAreOneDevice() throws Exception {
        RegisterImage first = new RegisterImage().put(10, 2300);
        RegisterImage second = new RegisterImage().put(10, 2310);
        try (Bench bench = Bench.serving(
                Map.of(1, first, 2, second),
                profile(
                        """
                        read:
                          - {point: meter.voltage.l1, address: 10, unit: 0.1 V}
                          - {point: meter.voltage.l2, address: 10, unitId: 2, unit: 0.1 V}
                        """))) {
            DeviceSnapshot values = bench.readAll(bench.connect("test", Map.of()));
            assertThat(values.usable("meter.voltage.l1")).isEqualTo(230);
            assertThat(values.usable("meter.voltage.l2")).isEqualTo(231);
        }
    }

    @Test
    void alarmsOfAllShapes() throws Exception {
        RegisterImage image = new RegisterImage()
                .put(104, 1 << 15)
                .put(105, 0)
                .put(200, 0x0030)
                .put(300, 7);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        alarms:
                          - address: 104
                            bits: {15: {alarm: discharge_inhibited, text: Discharge not allowed, severity: major}}
                          - address: 105
                            activeLow: true
                            bits: {3: {alarm: fan_failed, text: FAN OK, severity: minor}}
                          - address: 200
                            nibbles: {1: {alarm: cell, text: CellOV, levels: {1: minor, 2: major, 3: critical}}}
                          - address: 300
                            values: {7: {alarm: hot, text: E07, severity: critical}, 8: {alarm: cold, text: E08, severity: info}}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            DeviceSnapshot values = bench.readAll(session);
            assertThat(values.usable("alarm.discharge_inhibited")).isEqualTo(1);
            assertThat(values.usable("alarm.fan_failed")).isEqualTo(1);
            assertThat(values.usable("alarm.cell_critical")).isEqualTo(1);
            assertThat(values.usable("alarm.cell_minor")).isZero();
            assertThat(values.usable("alarm.hot")).isEqualTo(1);
            assertThat(values.usable("alarm.cold")).isZero();
            assertThat(session.alarms()).extracting(DeviceAlarm::code).contains("104.15", "200.4-7=3", "7");
        }
    }

    @Test
    void bytesFieldsDatesAndSentinelsOfTheWholeNumber() throws Exception {
        RegisterImage image = new RegisterImage()
                .put(10, 0xFE32)
                .put(11, 9131)
                .put(12, 0xFFFF)
                .put(13, 0x4142, 0x43FF);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        read:
                          - {point: battery.temperature, address: 10, type: i8, byte: high, unit: °C, offset: 10}
                          - {point: battery.soc, address: 10, type: u8, byte: low, unit: "%"}
                          - {point: battery.cycles, address: 10, bits: 4-7}
                          - {point: battery.installed, address: 11, type: date, layout: days-2000}
                          - {point: battery.low, address: 12, bit: 3, sentinels: [0xFFFF]}
                          - {point: device.serial, address: 13, type: ascii, registers: 2}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            DeviceSnapshot values = bench.readAll(session);
            assertThat(values.usable("battery.temperature")).isEqualTo(8);
            assertThat(values.usable("battery.soc")).isEqualTo(50);
            assertThat(values.usable("battery.cycles")).isEqualTo(3);
            assertThat(values.text(session.points().indexOf("battery.installed")))
                    .isEqualTo("2024-12-31");
            assertThat(quality(session, values, "battery.low")).isEqualTo(Quality.BAD_SENTINEL);
            assertThat(values.text(session.points().indexOf("device.serial"))).isEqualTo("ABC");
        }
    }

    private static final String SETPOINT =
            """
            read:
              - {point: pcs.power, address: 1, type: i16, unit: W}
            commands:
              - command: pcs.power.set
                address: 60
                type: i16
                unit: 10 W
                sign: invert
                gate: [{address: 50, value: 3}]
                complement: 61
                reversion: {address: 70, unit: 0.1 s}
                least: -10000
                most: 10000
            """;

    @Test
    void aSetpointOpensItsGateStartsItsTimerAndCarriesItsComplement() throws Exception {
        RegisterImage image =
                new RegisterImage().put(1, 0).put(50, 0).put(60, 0, 0).put(70, 0);
        try (Bench bench = Bench.serving(image, profile(SETPOINT))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(Bench.power(session, 5000, Duration.ofSeconds(10))).isEqualTo(new CommandResult.Confirmed(5000));
            assertThat(image.get(50)).isEqualTo(3);
            assertThat(image.get(70)).isEqualTo(100);
            assertThat((short) image.get(60)).isEqualTo((short) -500);
            assertThat((short) image.get(61)).isEqualTo((short) ~-500);
            assertThat(Bench.power(session, 10_001, Duration.ofSeconds(10))).isInstanceOf(CommandResult.Refused.class);
        }
    }

    @Test
    void withoutItsGateOrTimerNoSetpointIsSent() throws Exception {
        for (int hole : new int[] {50, 70}) {
            RegisterImage image = new RegisterImage().put(1, 0).put(60, 0, 0);
            image.put(hole == 50 ? 70 : 50, 0);
            try (Bench bench = Bench.serving(image, profile(SETPOINT))) {
                DeviceSession session = bench.connect("test", Map.of());
                assertThat(Bench.power(session, 5000, Duration.ofSeconds(10)))
                        .isInstanceOfSatisfying(CommandResult.Refused.class, refused -> assertThat(refused.why())
                                .contains("not sent", String.valueOf(hole)));
                assertThat(image.get(60)).isZero();
            }
        }
    }

    @Test
    void aCommandOfOneBlockIsReadBackInItsPoint() throws Exception {
        RegisterImage image = new RegisterImage().put(20, 0, 0).put(30, 0, 0);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        repeat:
                          - n: 2
                            stride: 1
                            read:
                              - {point: "outlet.{n}.state", address: 20, states: {0: off, 1: on}}
                            commands:
                              - {command: "outlet.{n}.switch", address: 20, choices: {0: 0, 1: 1}, readBack: "outlet.{n}.state"}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(session.commands()).containsExactlyInAnyOrder("outlet.1.switch", "outlet.2.switch");
            assertThat(session.write(new Command("outlet.2.switch", 1, Duration.ZERO, Duration.ofSeconds(3), "test"))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isEqualTo(new CommandResult.Confirmed(1));
            assertThat(image.get(20)).isZero();
            assertThat(image.get(21)).isEqualTo(1);
        }
    }

    @Test
    void noBlockIsBelievedWhileTheDeviceDoesNotSayHowManyItHas() throws Exception {
        RegisterImage image = strings();
        try (Bench bench = Bench.serving(image, profile(STRINGS))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(bench.readAll(session).usable("string.2.voltage")).isEqualTo(699.9);
            image.hole(10);
            DeviceSnapshot values = bench.readAll(session);
            assertThat(quality(session, values, "string.1.current")).isEqualTo(Quality.BAD_NOT_SUPPORTED);
            assertThat(quality(session, values, "string.2.voltage")).isEqualTo(Quality.BAD_NOT_SUPPORTED);
            image.put(10, 2);
            assertThat(bench.readAll(session).usable("string.2.voltage")).isEqualTo(699.9);
        }
    }

    @Test
    void aScaleThatChangesIsNewAlsoAfterTheBlockAroundItWasSplit() throws Exception {
        // Register 13 is missing, so the block of 10 to 15 is refused and split; the scale stands in its latter half.
        RegisterImage image =
                new RegisterImage().put(10, 1234).put(11, 0).put(14, 0).put(15, -2);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        read:
                          - {point: meter.voltage, address: 10, unit: V, scaleFrom: 15}
                          - {point: meter.frequency, address: 11, unit: Hz}
                          - {point: meter.pf, address: 13}
                          - {point: meter.current, address: 14, unit: A}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(bench.readAll(session).usable("meter.voltage")).isEqualTo(12.34);
            image.put(15, -1);
            DeviceSnapshot values = bench.readAll(session);
            assertThat(values.usable("meter.voltage")).isEqualTo(123.4);
            assertThat(quality(session, values, "meter.pf")).isEqualTo(Quality.BAD_NOT_SUPPORTED);
        }
    }

    @Test
    void theBitsOfARegisterTheDeviceDoesNotHaveAreAskedForOnce() throws Exception {
        RegisterImage image = new RegisterImage().put(10, 1234);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        read:
                          - {point: meter.voltage, address: 10, unit: V}
                        alarms:
                          - address: 50
                            bits: {1: {alarm: a, text: A, severity: minor}, 2: {alarm: b, text: B, severity: minor}}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            bench.readAll(session);
            image.reads.set(0);
            DeviceSnapshot values = bench.readAll(session);
            assertThat(image.reads).hasValueLessThanOrEqualTo(2);
            assertThat(quality(session, values, "alarm.a")).isEqualTo(Quality.BAD_NOT_SUPPORTED);
        }
    }

    @Test
    void aCommandThatTimedOutWritesNothingMore() throws Exception {
        RegisterImage image =
                new RegisterImage().put(1, 0).put(50, 0).put(60, 0, 0).put(70, 0);
        try (Bench bench = Bench.serving(image, profile(SETPOINT))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(session.write(Command.power(5000, Duration.ofSeconds(10), Duration.ofNanos(1), "test"))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isInstanceOf(CommandResult.TimedOut.class);
            // Commands go one after the other: when this one has ended, so has the one before.
            assertThat(Bench.power(session, 10_001, Duration.ofSeconds(10))).isInstanceOf(CommandResult.Refused.class);
            assertThat(image.get(60)).isZero();
        }
    }

    @Test
    void aCommandWhoseReadBackIsGoneIsNotSent() throws Exception {
        Profile whole = profile(
                """
                read:
                  - {point: pcs.power, address: 1, unit: W}
                  - {point: pcs.pf, address: 2}
                commands:
                  - {command: pcs.pf.set, address: 60, readBack: pcs.pf}
                """);
        Profile less = profile("read:\n  - {point: pcs.power, address: 1, unit: W}\n");
        Profile variant = new Profile(
                "test",
                whole.title(),
                whole.kind(),
                whole.recognition(),
                less.plan(),
                whole.commands(),
                whole.fixed(),
                whole.facts());
        RegisterImage image = new RegisterImage().put(1, 0, 0).put(60, 0);
        try (Bench bench = Bench.serving(image, variant)) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(send(session, "pcs.pf.set", 1))
                    .isInstanceOfSatisfying(CommandResult.Refused.class, refused -> assertThat(refused.why())
                            .contains("pcs.pf,"));
            assertThat(image.get(60)).isZero();
        }
    }

    @Test
    void aCommandWithoutArgumentIsItsOnlyChoice() throws Exception {
        RegisterImage image = new RegisterImage().put(1, 0).put(60, 0);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        read:
                          - {point: genset.state, address: 1, states: {0: stopped}}
                        commands:
                          - {command: genset.start, address: 60, choices: {18: 1}}
                          - {command: genset.mode.set, address: 60, choices: {1: 0, 2: 1}}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(send(session, "genset.start", Double.NaN)).isEqualTo(new CommandResult.Confirmed(1));
            assertThat(image.get(60)).isEqualTo(18);
            assertThat(send(session, "genset.mode.set", Double.NaN)).isInstanceOf(CommandResult.Refused.class);
        }
    }

    @Test
    void aFloatIsConfirmedOnlyIfTheDeviceHoldsIt() throws Exception {
        // The device shows 0 elsewhere, whatever is written.
        RegisterImage image = new RegisterImage().put(1, 0).put(60, 0, 0).put(62, 0, 0);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        read:
                          - {point: pcs.pf, address: 1}
                        commands:
                          - {command: pcs.pf.set, address: 60, type: f32, readBack: {address: 62, type: f32}}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(send(session, "pcs.pf.set", 0.3)).isInstanceOf(CommandResult.Refused.class);
            image.put(62, 0x3E99, 0x999A);
            assertThat(send(session, "pcs.pf.set", 0.3)).isInstanceOf(CommandResult.Confirmed.class);
            assertThat(send(session, "pcs.pf.set", 1e300))
                    .isInstanceOfSatisfying(CommandResult.Refused.class, refused -> assertThat(refused.why())
                            .contains("does not fit"));
        }
    }

    private static CommandResult send(DeviceSession session, String command, double argument) throws Exception {
        return session.write(new Command(command, argument, Duration.ZERO, Duration.ofSeconds(1), "test"))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    @Test
    void theHeartbeatCountsAndBeginsAgain() throws Exception {
        RegisterImage image = new RegisterImage().put(1, 0).put(40, 99);
        try (Bench bench = Bench.serving(
                image,
                profile(
                        """
                        modbus: {heartbeat: {address: 40, every: 5 s, count: 0-1}}
                        read:
                          - {point: pcs.power, address: 1, type: i16, unit: W}
                        """))) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(session.heartbeat().map(beat -> beat.every())).isEqualTo(Optional.of(Duration.ofSeconds(5)));
            for (int expected : new int[] {0, 1, 0}) {
                CompletableFuture<Boolean> done = new CompletableFuture<>();
                session.beat(new ReadListener() {
                    @Override
                    public void completed() {
                        done.complete(true);
                    }

                    @Override
                    public void failed(DeviceFault fault) {
                        done.completeExceptionally(new DeviceException(fault));
                    }
                });
                done.get(5, TimeUnit.SECONDS);
                assertThat(image.get(40)).isEqualTo(expected);
            }
        }
    }
}
