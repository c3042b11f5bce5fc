package io.tieline.modbus;

import static io.tieline.modbus.Profiles.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.model.DeviceAlarm;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import io.tieline.model.Severity;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.RawValue;
import java.util.Map;
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
}
