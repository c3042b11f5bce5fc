package io.tieline.control.settings;

import static io.tieline.control.settings.Bounds.DAY;
import static io.tieline.control.settings.Bounds.INFINITE;
import static io.tieline.control.settings.Bounds.NAN;
import static io.tieline.control.settings.Bounds.bounds;
import static io.tieline.control.settings.Bounds.seconds;
import static io.tieline.control.settings.Bounds.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.control.settings.SmoothingSettings.Band;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each setting takes and what it refuses, up to the last value on either side. */
class SettingsBoundsTest {

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

    static Stream<Bounds> all() {
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
                bounds("reserve.time", v -> reserve(v, 10, 0, 5, 1, 0, 10), values(0, 7 * DAY), values(-1, 8 * DAY)),
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
                bounds("reserve.shutdown", v -> reserve(0, 10, 0, 5, 1, v, 10), values(0, DAY), values(-1, DAY + 1)),
                bounds(
                        "reserve.lowerAfter",
                        v -> new ReserveSettings(
                                Duration.ZERO, 10, 0, 5, 1, Duration.ZERO, 10, true, false, seconds(v)),
                        values(0, DAY),
                        values(-1, DAY + 1)),
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
                bounds(
                        "guard.rampWattsPerSecond",
                        v -> new GuardSettings(v, 0, 0),
                        values(1),
                        values(0, -1, NAN, INFINITE)),
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
                        values(0, -1, NAN, INFINITE)),
                bounds(
                        "recharge.outageDelay",
                        v -> new RechargeSettings(1, 0.1, seconds(v)),
                        values(0, 60, DAY),
                        values(-1, DAY + 1)),
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
                bounds(
                        "gateway.epoch",
                        v -> new GatewaySettings("a", (long) v),
                        values(0, 999_999_999_999.0),
                        values(-1, 1e12)));
    }

    private static CommissioningSettings commissioning(double step, double tolerance, double hold, double slowest) {
        return new CommissioningSettings(true, step, tolerance, hold, slowest);
    }

    private static SmoothingSettings smoothing(double up, double down, double centre, double sample, double window) {
        return new SmoothingSettings(true, up, down, centre, 600, 0.25, sample, window, List.of());
    }

    /** Samples every 0.1 s see nothing above 5 Hz, a window of 10 s nothing below 0.2 Hz. */
    private static SmoothingSettings band(double lowHz, double highHz, double limitW) {
        return new SmoothingSettings(true, 1, 1, 80, 600, 0.25, 0.1, 10, List.of(new Band(lowHz, highHz, limitW)));
    }

    static Stream<Bounds> ofPriceSmoothingAndCommissioning() {
        return Stream.of(
                bounds(
                        "price.cycleCost",
                        v -> new PriceSettings(true, List.of(), v, 0.9),
                        values(0, 5),
                        values(-0.01, NAN, INFINITE)),
                bounds(
                        "price.roundTrip",
                        v -> new PriceSettings(true, List.of(), 0, v),
                        values(0.31, 1),
                        values(0.3, 1.01, NAN)),
                bounds(
                        "smoothing.upWattsPerSecond",
                        v -> smoothing(v, 1, 80, 0.1, 51.2),
                        values(1),
                        values(0, NAN, INFINITE)),
                bounds(
                        "smoothing.downWattsPerSecond",
                        v -> smoothing(1, v, 80, 0.1, 51.2),
                        values(1),
                        values(0, NAN, INFINITE)),
                bounds("smoothing.centrePercent", v -> smoothing(1, 1, v, 0.1, 51.2), values(1, 99), values(0, 100)),
                bounds("smoothing.sampleSeconds", v -> smoothing(1, 1, 80, v, 51.2), values(0.1), values(0, NAN)),
                bounds(
                        "smoothing.windowSeconds",
                        v -> smoothing(1, 1, 80, 0.5, v),
                        values(8, 2048),
                        values(7.9, 2048.5, NAN)),
                bounds("smoothing.bands", v -> band(v, 4, 1), values(0.2, 1), values(0, 0.19, 4, NAN)),
                bounds("smoothing.bands", v -> band(1, v, 1), values(1.1, 4.9), values(1, 5, INFINITE)),
                bounds("smoothing.bands", v -> band(1, 2, v), values(1), values(0, NAN, INFINITE)),
                bounds(
                        "window.minutes",
                        v -> WindowSettings.metered((int) v, 0, ZoneOffset.UTC),
                        values(5, 10, 15, 30, 60),
                        values(0, 1, 4, 20, 45, 90, 1440)),
                bounds("commissioning.stepShare", v -> commissioning(v, 0.2, 6, 3), values(0.01, 0.5), values(0, 0.51)),
                bounds("commissioning.tolerance", v -> commissioning(0.1, v, 6, 3), values(0.01, 0.5), values(0, 0.51)),
                bounds(
                        "commissioning.holdSeconds",
                        v -> commissioning(0.1, 0.1, v, 3),
                        values(6),
                        values(5.9, INFINITE)),
                bounds("commissioning.holdSeconds", v -> commissioning(0.1, 0.1, 6, v), values(3), values(0, 3.1)));
    }

    @Test
    void secondsThatAreNoNumberAreNoDuration() {
        assertThat(Refusal.seconds("reserve.time", 0.5)).isEqualTo(Duration.ofMillis(500));
        for (double seconds : values(NAN, INFINITE, -INFINITE, 1e12)) {
            assertThatThrownBy(() -> Refusal.seconds("reserve.time", seconds))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("reserve.time: must be a number of seconds, is ");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"all", "ofPriceSmoothingAndCommissioning"})
    void takesAndRefuses(Bounds bounds) {
        bounds.areKept();
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
