package io.tieline.modbus;

import static io.tieline.modbus.Profiles.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import io.tieline.profile.Profile;
import io.tieline.southbound.DeviceSession;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A device with a profile is read in few requests, and its values follow the profile's rules. */
class ProfileTest {

    @Test
    void neighboursShareARequestAndForbiddenOnesAreNeverTouched() throws Exception {
        RegisterImage image =
                new RegisterImage().put(10, 6400, 0, 0, 215).put(20, 32767).put(30, 9999);
        Profile profile = profile(
                """
                modbus: {maxGap: 5, forbidden: [14-19]}
                read:
                  - {point: ups.input.voltage.l1, address: 10, unit: 1/64 V}
                  - {point: ups.temperature, address: 13, type: i16, unit: 0.1 °C}
                  - {point: battery.temperature, address: 20, type: i16, unit: 0.1 °C, sentinels: [0x7FFF]}
                  - {point: sensor.temperature, address: 30, type: i16, unit: 0.1 °C, most: 100}
                """);
        try (Bench bench = Bench.serving(image, profile)) {
            DeviceSession session = bench.connect("test", Map.of());
            image.reads.set(0);
            DeviceSnapshot values = bench.readAll(session);

            assertThat(image.reads).hasValue(3);
            assertThat(values.usable("ups.input.voltage.l1")).isEqualTo(100);
            assertThat(values.usable("ups.temperature")).isEqualTo(21.5);
            assertThat(values.quality(2)).isEqualTo(Quality.BAD_SENTINEL);
            assertThat(values.quality(3)).isEqualTo(Quality.BAD_OUT_OF_RANGE);
        }
    }

    @Test
    void scaleRegistersBitsTextsAndStates() throws Exception {
        RegisterImage image = new RegisterImage()
                .put(10, 1234)
                .put(500, -2)
                .put(20, 0b1000)
                .text(30, 4, "AB12")
                .put(40, 7)
                .coil(3, true);
        Profile profile = profile(
                """
                read:
                  - {point: meter.voltage, address: 10, unit: V, scaleFrom: 500}
                  - {point: ups.overload, address: 20, bit: 3}
                  - {point: device.serial, address: 30, type: ascii, registers: 4}
                  - {point: genset.state, space: input, address: 40, states: {7: starting}, rate: slow}
                  - {point: battery.low, space: coil, address: 3}
                """);
        try (Bench bench = Bench.serving(image, profile)) {
            DeviceSession session = bench.connect("test", Map.of());
            DeviceSnapshot values = bench.readAll(session);

            assertThat(values.usable("meter.voltage")).isEqualTo(12.34);
            assertThat(values.usable("ups.overload")).isEqualTo(1);
            assertThat(values.text(session.points().indexOf("device.serial"))).isEqualTo("AB12");
            assertThat(values.usable("genset.state")).isEqualTo(1);
            assertThat(values.usable("battery.low")).isEqualTo(1);
        }
    }

    @Test
    void aCommandIsScaledBackWrittenAndReadBack() throws Exception {
        RegisterImage image = new RegisterImage().put(10, 0).put(60, 0, 0);
        Profile profile = profile(
                """
                read:
                  - {point: ups.load, address: 10, unit: "%"}
                commands:
                  - {command: pcs.power.set, address: 60, type: i32, order: word-swapped, unit: 10 W, sign: invert}
                """);
        try (Bench bench = Bench.serving(image, profile)) {
            DeviceSession session = bench.connect("test", Map.of());
            assertThat(Bench.power(session, 5000, Duration.ZERO)).isEqualTo(new CommandResult.Confirmed(5000));
            assertThat((short) image.get(60)).isEqualTo((short) -500);
            assertThat(image.get(61)).isEqualTo(0xFFFF);
            assertThat(Bench.power(session, 1000, Duration.ofSeconds(10)))
                    .as("a profile without a reversion timer")
                    .isInstanceOf(CommandResult.Refused.class);
            assertThat(session.write(new Command("no.such", 1, Duration.ZERO, Duration.ofSeconds(1), "test"))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS))
                    .isInstanceOf(CommandResult.Refused.class);
        }
    }
}
