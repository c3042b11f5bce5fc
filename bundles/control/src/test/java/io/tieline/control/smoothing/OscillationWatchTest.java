package io.tieline.control.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.settings.SmoothingSettings;
import io.tieline.control.settings.SmoothingSettings.Band;
import io.tieline.control.smoothing.OscillationWatch.Step;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class OscillationWatchTest {

    private static SmoothingSettings bands(Band... bands) {
        return new SmoothingSettings(false, 1, 1, 80, 600, 0.25, 0.1, 51.2, List.of(bands));
    }

    private static OscillationWatch watch(
            OscillationWatch from,
            SmoothingSettings settings,
            DoubleUnaryOperator watts,
            double begin,
            double end,
            double every) {
        OscillationWatch watch = from;
        for (double t = begin; t < end; t += every) {
            watch = watch.next(settings, watts.applyAsDouble(t), Math.round(t * 1e9));
        }
        return watch;
    }

    private static double wave(double hz, double t) {
        return Math.sin(2 * Math.PI * hz * t);
    }

    @Test
    void itMeasuresWhatStandsInABandBesideDriftAndOtherFrequencies() {
        SmoothingSettings settings = bands(new Band(0.2, 0.5, 1_000));
        OscillationWatch watch = watch(
                OscillationWatch.NEW,
                settings,
                t -> 400_000 + 300 * t + 10_000 * wave(0.3, t) + 5_000 * wave(1.5, t),
                0,
                60,
                0.1);
        assertThat(watch.worst().rmsW()).isCloseTo(10_000 / Math.sqrt(2), within(200.0));
        OscillationWatch quiet =
                watch(OscillationWatch.NEW, settings, t -> 400_000 + 300 * t + 5_000 * wave(1.5, t), 0, 60, 0.1);
        assertThat(quiet.worst().rmsW()).isLessThan(200);
        assertThat(quiet.step()).isEqualTo(Step.NONE);
    }

    @Test
    void theAlarmComesWithinThreeWindowsAndTheLadderIsClimbedAndLeft() {
        SmoothingSettings settings = bands(new Band(0.2, 0.5, 5_000), new Band(0.6, 2, 5_000));
        DoubleUnaryOperator wild = t -> 400_000 + 20_000 * wave(0.3, t);
        double window = 51.2;
        OscillationWatch watch = watch(OscillationWatch.NEW, settings, wild, 0, window - 1, 0.1);
        assertThat(watch.step()).isEqualTo(Step.NONE);
        watch = watch(watch, settings, wild, window - 1, 3 * window, 0.1);
        assertThat(watch.step().compareTo(Step.NOTIFY)).isGreaterThanOrEqualTo(0);
        assertThat(watch.worst().lowHz()).isEqualTo(0.2);
        OscillationWatch three = watch(OscillationWatch.NEW, settings, wild, 0, window + 2 * window / 4 + 1, 0.1);
        assertThat(three.step()).isEqualTo(Step.NOTIFY);
        assertThat(watch(three, settings, wild, 78, 117, 0.1).step()).isEqualTo(Step.PROFILE);
        assertThat(watch(three, settings, wild, 78, 300, 0.1).step()).isEqualTo(Step.CAP);
        OscillationWatch calm =
                watch(watch(three, settings, wild, 78, 300, 0.1), settings, t -> 400_000, 300, 380, 0.1);
        assertThat(calm.step())
                .as("one step at a time, each after as long a calm")
                .isEqualTo(Step.PROFILE);
        assertThat(watch(calm, settings, t -> 400_000, 380, 500, 0.1).step()).isEqualTo(Step.NONE);
    }

    @Test
    void oneCalmLookIsNoCalmAndOneWildLookNoOscillation() {
        // Windows of 1.6 s are looked at every 0.4 s.
        SmoothingSettings settings =
                new SmoothingSettings(false, 1, 1, 80, 600, 0.25, 0.1, 1.6, List.of(new Band(2, 3, 5_000)));
        DoubleUnaryOperator wild = t -> 400_000 + 20_000 * wave(2.5, t);
        OscillationWatch two = watch(OscillationWatch.NEW, settings, wild, 0, 2.05, 0.1);
        assertThat(two.streak()).isEqualTo(2);
        assertThat(two.step()).isEqualTo(Step.NONE);
        OscillationWatch broken = watch(two, settings, t -> 400_000, 2.1, 3.7, 0.1);
        assertThat(broken.streak()).isNegative();
        assertThat(watch(two, settings, wild, 2.1, 2.45, 0.1).step()).isEqualTo(Step.NOTIFY);
        OscillationWatch top = watch(two, settings, wild, 2.1, 30, 0.1);
        assertThat(top.step()).isEqualTo(Step.CAP);
        assertThat(watch(top, settings, t -> 400_000, 30, 40, 0.1).step()).isEqualTo(Step.NONE);
    }

    @Test
    void anUnevenMeterIsReadAllTheSameAndAGapBeginsAnew() {
        SmoothingSettings settings = bands(new Band(0.2, 0.5, 1_000));
        OscillationWatch uneven = OscillationWatch.NEW;
        java.util.Random random = new java.util.Random(3);
        for (double t = 0; t < 60; t += 0.05 + 0.25 * random.nextDouble()) {
            uneven = uneven.next(settings, 1e5 + 10_000 * wave(0.3, t), Math.round(t * 1e9));
        }
        assertThat(uneven.worst().rmsW()).isCloseTo(7_071, within(300.0));
        OscillationWatch silent = uneven.next(settings, Double.NaN, 61_000_000_000L);
        assertThat(silent).isSameAs(uneven);
        OscillationWatch again = uneven.next(settings, 1e5, 62_500_000_000L);
        assertThat(again.filled()).isEqualTo(1);
        assertThat(uneven.next(bands(), 1, 61_000_000_000L))
                .as("nothing to watch")
                .isSameAs(uneven);
    }

    @Test
    void nonsenseIsRefusedWithTheField() {
        assertThatThrownBy(() -> bands(new Band(0.2, 5, 1))).hasMessageContaining("nothing above 5.0 Hz");
        assertThatThrownBy(() -> bands(new Band(0.01, 1, 1))).hasMessageContaining("nothing below");
        assertThatThrownBy(() -> new Band(1, 1, 1)).hasMessageContaining("smoothing.bands");
        assertThatThrownBy(() -> new Band(1, 2, 0)).hasMessageContaining("smoothing.bands");
        assertThatThrownBy(() -> SmoothingSettings.bands("0.1-1")).hasMessageContaining("LOW-HIGH WATTS");
        assertThatThrownBy(() -> SmoothingSettings.bands("0.1-x 5")).hasMessageContaining("LOW-HIGH WATTS");
        assertThat(SmoothingSettings.bands("0.1-0.5 20000, 0.5-3 5000"))
                .containsExactly(new Band(0.1, 0.5, 20_000), new Band(0.5, 3, 5_000));
        assertThat(SmoothingSettings.bands(" ")).isEmpty();
        assertThatThrownBy(() -> new SmoothingSettings(true, 0, 1, 80, 600, 0.25, 0.1, 51.2, List.of()))
                .hasMessageContaining("smoothing.upWattsPerSecond");
        assertThatThrownBy(() -> new SmoothingSettings(true, 1, 1, 100, 600, 0.25, 0.1, 51.2, List.of()))
                .hasMessageContaining("smoothing.centrePercent");
        assertThatThrownBy(() -> new SmoothingSettings(true, 1, 1, 80, 600, 0.25, 0.1, 1, List.of()))
                .hasMessageContaining("smoothing.windowSeconds");
    }
}
