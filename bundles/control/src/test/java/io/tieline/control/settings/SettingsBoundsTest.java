package io.tieline.control.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each setting takes and what it refuses, up to the last value on either side. */
class SettingsBoundsTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static Arguments bounds(String field, DoubleFunction<?> made, double[] takes, double[] refuses) {
        return Arguments.of(field, made, takes, refuses);
    }

    private static double[] values(double... values) {
        return values;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private static WindowSettings window(double length, double offset) {
        return new WindowSettings(seconds(length), seconds(offset), ZoneOffset.UTC);
    }

    private static ReserveSettings reserve(
            double time,
            double minimum,
            double critical,
            double error,
            double efficiency,
            double shutdown,
            double start) {
        return new ReserveSettings(
                seconds(time),
                minimum,
                critical,
                error,
                efficiency,
                seconds(shutdown),
                start,
                true,
                false,
                seconds(300));
    }

    static Stream<Arguments> all() {
        return Stream.of(
                bounds(
                        "window.length",
                        v -> window(v, 0),
                        values(60, 900, 1800, 86_400),
                        values(0, 30, 59, 60.5, 1020, 172_800)),
                bounds("window.offset", v -> window(900, v), values(-899, 0, 899), values(-900, 900, 1800)),
                bounds(
                        "shaving.paidLevelW",
                        v -> new ShavingSettings(true, 1, 0.9, v),
                        values(0, 1e6),
                        values(-1, NAN, INFINITE)),
                bounds(
                        "shaving.initialTargetW",
                        v -> new ShavingSettings(true, v, 0.9, 0),
                        values(0, 1e6),
                        values(-1, NAN, INFINITE)),
                bounds(
                        "shaving.carryShare",
                        v -> new ShavingSettings(true, 0, v, 0),
                        values(0.01, 1),
                        values(0, -0.5, 1.01, 3, NAN)),
                bounds("shaving.initialTargetW", ShavingSettings::fixed, values(1), values(0)),
                bounds("reserve.time", v -> reserve(v, 10, 0, 5, 1, 0, 10), values(0, 600), values(-1)),
                bounds(
                        "reserve.minimumSocPercent",
                        v -> reserve(0, v, 0, 0, 1, 0, 0),
                        values(0, 100),
                        values(-1, 101, NAN)),
                bounds(
                        "reserve.socErrorPercent",
                        v -> reserve(0, 0, 0, v, 1, 0, 0),
                        values(0, 100),
                        values(-1, 101, NAN)),
                bounds(
                        "reserve.blackStartPercent",
                        v -> reserve(0, 0, 0, 0, 1, 0, v),
                        values(0, 100),
                        values(-1, 101, NAN)),
                bounds(
                        "reserve.minimumSocPercent, reserve.socErrorPercent",
                        v -> reserve(0, 10, 0, v, 1, 0, 40),
                        values(60),
                        values(60.1)),
                bounds(
                        "reserve.criticalLoadW",
                        v -> reserve(0, 10, v, 5, 1, 0, 10),
                        values(0, 1e6),
                        values(-1, NAN, INFINITE)),
                bounds(
                        "reserve.efficiency",
                        v -> reserve(0, 10, 0, 5, v, 0, 10),
                        values(0.31, 1),
                        values(0.3, 1.01, 96, NAN)),
                bounds("reserve.shutdown", v -> reserve(0, 10, 0, 5, 1, v, 10), values(0, 60), values(-1)),
                bounds(
                        "reserve.lowerAfter",
                        v -> new ReserveSettings(
                                Duration.ZERO, 10, 0, 5, 1, Duration.ZERO, 10, true, false, seconds(v)),
                        values(0, 60),
                        values(-1)),
                bounds("limits.importW", v -> new LimitSettings(v, 0), values(1, INFINITE), values(0, -1, NAN)),
                bounds("limits.exportW", v -> new LimitSettings(1, v), values(0, 1e6), values(-1, NAN, INFINITE)),
                bounds("limits.contractW", LimitSettings.DEFAULT::withContract, values(1), values(0, -1, NAN)),
                bounds(
                        "limits.transformerVa",
                        v -> LimitSettings.DEFAULT.withTransformer(v, 0),
                        values(1),
                        values(0, -1, NAN)),
                bounds(
                        "limits.transformerMinutes",
                        v -> LimitSettings.DEFAULT.withTransformer(1, v),
                        values(0, 30),
                        values(-1, NAN, INFINITE)),
                bounds("guard.rampWattsPerSecond", v -> new GuardSettings(v, 0, 0), values(1), values(0, -1, NAN)),
                bounds("guard.deadBandW", v -> new GuardSettings(1, v, 0), values(0), values(-1, NAN, INFINITE)),
                bounds("guard.minimumShare", v -> new GuardSettings(1, 0, v), values(0, 0.5), values(-0.01, 0.51, NAN)),
                bounds(
                        "recharge.powerShare",
                        v -> new RechargeSettings(v, 0.1, Duration.ZERO),
                        values(0.01, 1),
                        values(0, 1.01, NAN)),
                bounds(
                        "recharge.outageRampPerMinute",
                        v -> new RechargeSettings(1, v, Duration.ZERO),
                        values(0.01, 5),
                        values(0, -1, NAN)),
                bounds(
                        "recharge.outageDelay",
                        v -> new RechargeSettings(1, 0.1, seconds(v)),
                        values(0, 60),
                        values(-1)),
                bounds(
                        "trust.meterFreshSeconds",
                        v -> new TrustSettings(v, 1, 1, 1, 1, 1),
                        values(0.1),
                        values(0, -1, NAN, INFINITE)),
                bounds(
                        "trust.meterHoldSeconds",
                        v -> new TrustSettings(1, v, 1, 1, 1, 1),
                        values(0, 60),
                        values(-1, NAN, INFINITE)),
                bounds("trust.cabinetFreshSeconds", v -> new TrustSettings(1, 1, v, 1, 1, 1), values(1), values(0)),
                bounds("trust.responseSeconds", v -> new TrustSettings(1, 1, 1, v, 1, 1), values(1), values(0)),
                bounds("trust.followSeconds", v -> new TrustSettings(1, 1, 1, 1, v, 1), values(1), values(0)),
                bounds("trust.frozenSeconds", v -> new TrustSettings(1, 1, 1, 1, 1, v), values(1), values(0)),
                bounds("gateway.epoch", v -> new GatewaySettings("a", (long) v), values(0, 1), values(-1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void takesAndRefuses(String field, DoubleFunction<?> made, double[] takes, double[] refuses) {
        DoubleStream.of(takes).forEach(value -> assertThatCode(() -> made.apply(value))
                .as("%s takes %s", field, value)
                .doesNotThrowAnyException());
        DoubleStream.of(refuses).forEach(value -> assertThatThrownBy(() -> made.apply(value))
                .as("%s refuses %s", field, value)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ": "));
    }

    @Test
    void aGatewayHasAName() {
        assertThatThrownBy(() -> new GatewaySettings(" ", 1)).hasMessageStartingWith("gateway.id: ");
    }

    @Test
    void aWindowBeginsAtItsOffsetFromTheFullHour() {
        long hour = 3_600_000L;
        assertThat(window(1800, 0).startOf(hour + 1_799_999)).isEqualTo(hour);
        assertThat(window(1800, 0).startOf(hour + 1_800_000)).isEqualTo(hour + 1_800_000);
        assertThat(window(1800, 30).startOf(hour + 29_999)).isEqualTo(hour - 1_770_000);
        assertThat(window(1800, 30).startOf(hour + 30_000)).isEqualTo(hour + 30_000);
        assertThat(window(900, 0).lengthMillis()).isEqualTo(900_000);
        assertThat(window(900, 0).lengthSeconds()).isEqualTo(900);
    }

    @Test
    void theFloorIsTheHigherOfTheTwo() {
        assertThat(reserve(0, 10, 0, 0, 1, 0, 20).floorPercent()).isEqualTo(20);
        assertThat(reserve(0, 30, 0, 0, 1, 0, 20).floorPercent()).isEqualTo(30);
    }
}
