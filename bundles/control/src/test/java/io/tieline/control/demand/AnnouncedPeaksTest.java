package io.tieline.control.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.settings.CoincidentPeak;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncedPeaksTest {

    private static final long HOUR = 3_600_000;
    private static final long NOW = 1_795_356_000_000L;

    /** A quarter of an hour, so many hours from now. */
    private static CoincidentPeak peak(double hours, boolean outweighs) {
        long start = NOW + Math.round(hours * HOUR);
        return new CoincidentPeak(start, start + HOUR / 4, outweighs);
    }

    /** 100 kW both ways, 90 % each way. */
    private static AnnouncedPeaks announced(CoincidentPeak... peaks) {
        return new AnnouncedPeaks(AnnouncedPeaks.ahead(List.of(peaks), NOW), 100_000, 100_000, 0.9, NOW);
    }

    private static double keptWh(CoincidentPeak... peaks) {
        return announced(peaks).keptWs(peak -> true) / 3600;
    }

    @Test
    void whatAPeakNeedsIsKeptAsFarAsItIsNotChargedInTime() {
        assertThat(keptWh()).isZero();
        assertThat(keptWh(peak(3, true))).isEqualTo(25_000);
        assertThat(keptWh(peak(4, true))).isEqualTo(25_000);
        assertThat(keptWh(peak(4.2, true))).as("12 minutes of charging").isCloseTo(25_000 - 16_200, within(1e-6));
        assertThat(keptWh(peak(5, true))).isZero();
        assertThat(keptWh(peak(-1, true), peak(25, true)))
                .as("over, or days away")
                .isZero();
    }

    @Test
    void severalPeaksAddUpAsFarAsNothingIsChargedBetweenThem() {
        assertThat(keptWh(peak(1, true), peak(1.25, true))).isEqualTo(50_000);
        assertThat(keptWh(peak(1, true), peak(8, true))).isEqualTo(25_000);
        assertThat(announced(peak(1, true), peak(1.25, false)).keptWs(CoincidentPeak::outweighs) / 3600)
                .isEqualTo(25_000);
    }

    @Test
    void aPeakThatRunsGetsWhatThereIsLessWhatLaterOnesNeed() {
        CoincidentPeak runs = peak(-0.125, true);
        assertThat(announced(runs).running()).contains(runs);
        assertThat(announced(runs).dischargeW(runs, 5_000 * 3600.0)).isEqualTo(40_000);
        assertThat(announced(runs).dischargeW(runs, 50_000 * 3600.0)).isEqualTo(100_000);
        assertThat(announced(runs, peak(0.125, true)).dischargeW(runs, 30_000 * 3600.0))
                .isEqualTo(40_000);
        assertThat(announced(runs, peak(0.125, true)).dischargeW(runs, 20_000 * 3600.0))
                .isZero();
        assertThat(announced(peak(1, true)).running()).isEmpty();
        assertThat(announced(peak(-0.25, true)).running()).as("just over").isEmpty();
    }
}
