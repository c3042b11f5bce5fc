package io.tieline.control.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Site;
import io.tieline.control.settings.WindowSettings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandWindowTest {

    private static final WindowSettings HALF_HOUR = WindowSettings.thirtyMinutes(Site.UTC);
    private static final long MINUTE = 60_000;

    private DemandWindow window = DemandWindow.NONE;
    private Optional<DemandWindow.Closed> last = Optional.empty();
    private long utc = Site.START;
    private long nanos = 0;

    private void after(double seconds, double loadW, double batteryW) {
        step(seconds, seconds, loadW, batteryW);
    }

    private void step(double utcSeconds, double realSeconds, double loadW, double batteryW) {
        utc += Math.round(utcSeconds * 1000);
        nanos += Math.round(realSeconds * 1e9);
        DemandWindow.Advance advance = window.advance(HALF_HOUR, utc, nanos, loadW, batteryW);
        window = advance.window();
        last = advance.closed().or(() -> last);
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "13", "60", "240"})
    void theMeanIsRightHoweverOftenItIsCalled(double stepSeconds) {
        after(0, 600, 100);
        while (last.isEmpty()) {
            after(stepSeconds, utc - Site.START + stepSeconds * 1000 < 15 * MINUTE ? 600 : 400, 100);
        }
        // The load changes between two calls, so it is known no better than one step.
        assertThat(last.orElseThrow().uncontrolledMeanW()).isCloseTo(500, within(200 * stepSeconds / 1800 + 1e-6));
        assertThat(last.orElseThrow().meanW()).isCloseTo(last.orElseThrow().uncontrolledMeanW() - 100, within(1e-6));
        assertThat(last.orElseThrow().measuredShare()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aWindowOpenedInItsMiddleAssumesWhatItDidNotSeeAndSaysSo() {
        utc += 20 * MINUTE;
        after(0, 500, 0);
        assertThat(window.elapsedSeconds()).isEqualTo(1200);
        assertThat(window.meanW()).isEqualTo(500);
        assertThat(window.estimatedSeconds()).isEqualTo(1200);
        after(600, 500, 0);
        assertThat(last.orElseThrow().measuredShare()).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Test
    void aSteppedClockRightAfterARolloverDoesNotBlowASecondUpToHalfAnHour() {
        after(0, 500, 0);
        while (last.isEmpty()) {
            after(60, 500, 0);
        }
        after(1, 500, 100_000);
        step(600, 1, 500, 0);
        assertThat(window.meanW()).isBetween(0.0, 1000.0);
    }

    @Test
    void aSilentMeterIsBridgedWithTheLastLoadAndCountedAsEstimated() {
        after(0, 500, 0);
        after(60, Double.NaN, 0);
        after(60, 500, 0);
        assertThat(window.importedWs()).isEqualTo(500 * 120);
        assertThat(window.estimatedSeconds()).isEqualTo(60);
    }

    @ParameterizedTest(name = "clock stepped by {0} s after {1} s: then {2} s elapsed, a window closed: {3}")
    @CsvSource({"30, 600, 631, false", "-30, 600, 571, false", "3600, 600, 601, true", "-3600, 600, 601, true"})
    void aSteppedClockMovesTheBordersAndKeepsTheMean(double stepped, int before, double elapsed, boolean windowClosed) {
        after(0, 500, 0);
        for (int i = 0; i < before; i++) {
            after(1, 500, 0);
        }
        step(1 + stepped, 1, 500, 0);
        assertThat(window.elapsedSeconds()).isEqualTo(elapsed);
        assertThat(window.meanW()).isCloseTo(500, within(1e-6));
        assertThat(last.isPresent()).isEqualTo(windowClosed);
        if (windowClosed) {
            assertThat(last.orElseThrow().measuredShare())
                    .as("too little of it to prove a peak")
                    .isLessThan(0.5);
        }
    }

    @Test
    void aWindowSurvivesARestart() {
        after(0, 500, 0);
        after(600, 500, 0);
        DemandWindow before = window;
        window = new DemandWindow(
                before.startUtcMillis(),
                before.lastUtcMillis(),
                DemandWindow.NEVER,
                before.importedWs(),
                before.uncontrolledWs(),
                before.estimatedSeconds(),
                before.lastLoadW(),
                before.lastBatteryW());
        nanos = 77;
        step(30, 0, 500, 0);
        assertThat(window.importedWs()).isEqualTo(500 * 630);
        assertThat(window.estimatedSeconds()).as("the time it was down").isEqualTo(30);
    }

    @ParameterizedTest(name = "T 100, elapsed {0} s, imported {1} Ws: may draw {2} W")
    @CsvSource({
        "   0,      0,  100",
        " 900,  90000,  100",
        " 900,  45000,  150",
        " 900, 135000,   50",
        "1799, 179000, 1000",
        "1800, 180000,  100",
        "1790, 185000, -500"
    })
    void theLawAllowsWhatIsLeftOfTheBudget(double elapsed, double imported, double allow) {
        assertThat(new DemandLaw(1800, elapsed, imported, 1).allowW(100)).isCloseTo(allow, within(1e-9));
    }

    @ParameterizedTest(
            name = "T 100, elapsed {0} s, imported {1} Ws, load {2} W; later {3} W after {4} s, {5} Ws: gives {6} W")
    @CsvSource({
        // Nothing is needed.
        "   0,      0,  90, 30,    0, 1e9,  0",
        "   0,      0, 100, 30,    0, 1e9,  0",
        // More is needed than can be left.
        "   0,      0, 150, 30,    0, 1e9, 50",
        "1400, 148000, 120, 30,    0, 1e9, 40",
        // A third of what can be left: a ninth of it now.
        "   0,      0, 110, 30,    1, 1e9, 1.1135843682",
        " 900,  90000, 110, 30,    1, 1e9, 1.1160658925",
        // Nothing can be left to the last second, to batteries that can give nothing, too late, or have nothing.
        "1799, 179900, 120, 30,    0, 1e9, 20",
        "   0,      0, 110,  0,    0, 1e9, 10",
        "   0,      0, 110, 30, 1799, 1e9, 10",
        "   0,      0, 110, 30,    0,   0, 10",
        // 10 W for half an hour are 18 000 Ws.
        "   0,      0, 110, 30,    0, 18000, 10",
        "   0,      0, 110, 30,    0, 36000, 2.5"
    })
    void theSmallerTheNeedTheMoreOfItIsLeftForLater(
            double elapsed, double imported, double load, double watts, double delay, double energy, double gives) {
        assertThat(new DemandLaw(1800, elapsed, imported, 1)
                        .dischargeW(100, load, new LeftForLater(watts, delay, energy)))
                .isCloseTo(gives, within(1e-6));
    }

    @ParameterizedTest(name = "a load of {0} W above T 100, decided every {1} s: 12 W can be left for later")
    @CsvSource({"101, 1", "105, 1", "112, 1", "120, 1", "138, 1", "101, 60", "105, 12", "112, 60", "120, 0.25"})
    void whatIsLeftForLaterIsGivenInTime(double load, double step) {
        double imported = 0;
        for (double elapsed = 0; elapsed < 1800; elapsed += step) {
            double watts =
                    new DemandLaw(1800, elapsed, imported, step).dischargeW(100, load, new LeftForLater(12, 2, 1e9));
            assertThat(watts).isBetween(0.0, Math.max(load - 100, 12) + 1e-6);
            imported += (load - watts) * step;
        }
        assertThat(imported / 1800).isCloseTo(100, within(1e-6));
    }

    @ParameterizedTest(
            name = "ceiling 100, elapsed {0} s, imported {1} Ws, load {2} W, lately up to {3} W: charges {4} W")
    @CsvSource({
        "   0,      0,  40,  40, 60",
        "   0,      0,  40, 100, 60",
        "   0,      0,  40, 110,  0",
        " 900,  36000,  40, 110, 120",
        "   0,      0, 120, 120,  0",
        // What was drawn already and what the high would draw later are taken off.
        "   0,      0,  40, 100.02, 24.02",
        " 900,  89950,  40, 100.1, 20.1"
    })
    void chargingLeavesRoomForTheLoadToReturnToItsRecentHigh(
            double elapsed, double imported, double load, double high, double room) {
        assertThat(new DemandLaw(1800, elapsed, imported, 1).chargeRoomW(100, 200, load, high))
                .isCloseTo(room, within(1e-6));
    }

    @Test
    void aPeakTheLoadAloneHasNotMadeIsKeptClearOf() {
        assertThat(new DemandLaw(1800, 0, 0, 1).chargeRoomW(200, 100, 40, 80))
                .as("80 W are less than 100 W: a thousandth below")
                .isCloseTo(99.9 - 40, within(1e-9));
        assertThat(new DemandLaw(1800, 900, 900 * 90, 1).chargeRoomW(200, 100, 40, 101))
                .as("101 W were more than 100 W: 116.15 W may follow, and 16.25 W x 899 s are more than 9.9 W x 900 s")
                .isZero();
        assertThat(new DemandLaw(1800, 900, 900 * 90, 1).chargeRoomW(100, 200, 40, 101))
                .as("a target alone is approached up to the recent high")
                .isPositive();
    }

    @Test
    void whoDecidesOnceAMinuteLeavesRoomForAWholeMinute() {
        assertThat(new DemandLaw(1800, 0, 0, 60).chargeRoomW(100, 200, 40, 101))
                .as("29 minutes of 1 W too much, made up for in the first")
                .isCloseTo(60 - 29, within(1e-9));
        assertThat(new DemandLaw(1800, 1770, 177_000, 60).chargeRoomW(100, 200, 40, 130))
                .as("the half minute that is left is all of it")
                .isCloseTo(60, within(1e-9));
    }

    @Test
    void windowsStartAtTheFullHourShiftedByTheMetersOffset() {
        var shifted = new WindowSettings(Duration.ofMinutes(15), Duration.ofSeconds(20), Site.UTC);
        assertThat(shifted.startOf(Site.START + 19_000)).isEqualTo(Site.START - 15 * MINUTE + 20_000);
        assertThat(shifted.startOf(Site.START + 20_000)).isEqualTo(Site.START + 20_000);
    }
}
