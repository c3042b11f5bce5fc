package io.tieline.modbus;

import static io.tieline.modbus.Profiles.profile;
import static io.tieline.modbus.Profiles.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Encoding;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ModbusPlan.Range;
import io.tieline.profile.ModbusPlan.Space;
import io.tieline.profile.Profile;
import io.tieline.profile.Rate;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A device with a profile is read in few requests, and its values follow the profile's rules. */
class ProfileTest {

    private static final ValueRule PER_64 = ValueRule.scaled(1, 64);
    private static final ValueRule SENTINEL = new ValueRule(0.1, 1, 0, Set.of(32767.0), Map.of(), Double.NaN, -50, 100);

    @Test
    void neighboursShareARequestAndForbiddenOnesAreNeverTouched() throws Exception {
        RegisterImage image =
                new RegisterImage().put(10, 6400, 0, 0, 215).put(20, 32767).put(30, 9999);
        Profile profile = profile(
                new ModbusPlan(
                        List.of(
                                value("ups.input.voltage.l1", 10, Encoding.U16, PER_64),
                                value("ups.temperature", 13, Encoding.I16, SENTINEL),
                                value("battery.temperature", 20, Encoding.I16, SENTINEL),
                                value("sensor.temperature", 30, Encoding.I16, SENTINEL)),
                        125,
                        5,
                        List.of(new Range(14, 19)),
                        0),
                Map.of());
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
        ValueRule states = new ValueRule(
                1, 1, 0, Set.of(), Map.of(7L, 1), Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        Profile profile = profile(
                new ModbusPlan.Value(
                        "meter.voltage",
                        Space.HOLDING,
                        10,
                        Encoding.U16,
                        Order.BIG,
                        1,
                        -1,
                        500,
                        ValueRule.IDENTITY,
                        Rate.FAST),
                new ModbusPlan.Value(
                        "ups.overload",
                        Space.HOLDING,
                        20,
                        Encoding.BIT,
                        Order.BIG,
                        1,
                        3,
                        -1,
                        ValueRule.IDENTITY,
                        Rate.FAST),
                new ModbusPlan.Value(
                        "device.serial",
                        Space.HOLDING,
                        30,
                        Encoding.ASCII,
                        Order.BIG,
                        4,
                        -1,
                        -1,
                        ValueRule.IDENTITY,
                        Rate.RARE),
                new ModbusPlan.Value(
                        "genset.state", Space.INPUT, 40, Encoding.U16, Order.BIG, 1, -1, -1, states, Rate.SLOW),
                new ModbusPlan.Value(
                        "battery.low",
                        Space.COIL,
                        3,
                        Encoding.BIT,
                        Order.BIG,
                        1,
                        -1,
                        -1,
                        ValueRule.IDENTITY,
                        Rate.FAST));
        try (Bench bench = Bench.serving(image, profile)) {
            DeviceSession session = bench.connect("test", Map.of());
            bench.readAll(session);
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
                new ModbusPlan(List.of(value("ups.load", 10, Encoding.U16, ValueRule.IDENTITY)), 125, 8, List.of(), 0),
                Map.of(
                        "pcs.power.set",
                        new ModbusPlan.Write(
                                Space.HOLDING, 60, Encoding.I32, Order.WORD_SWAPPED, ValueRule.scaled(-10, 1), true)));
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
