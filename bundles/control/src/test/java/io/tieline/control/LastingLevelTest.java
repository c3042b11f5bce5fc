package io.tieline.control.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.BackupMemory;
import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Noted;
import io.tieline.control.Site;
import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.lease.Upstream;
import io.tieline.control.price.PriceMemory;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.control.smoothing.SmoothingMemory;
import io.tieline.control.target.DailyLevels;
import io.tieline.control.target.LoadHistory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A learned target is not held until the batteries are empty; one that somebody entered is. */
class LastingLevelTest {

    private static final double TARGET_W = 500_000;

    @ParameterizedTest(
            name = "T 100, window of {0} s, half over, load of 150 W, {1} Ws given, {2} Ws left: held at {3} W")
    @CsvSource({
        // 144 kWs carry 50 W for 48 minutes.
        "1800, 45000,  99000, 100",
        "1800, 45000, 200000, 100",
        "1800, 45000,  27000, 125",
        "1800,     0,  72000, 125",
        // The same in a window half as long: what is left must last as long.
        " 900,     0,  72000, 125",
        // No window takes what it cannot use.
        "3600,     0,  90000, 125",
        "1800,     0,      0, 150",
        // What was charged in the window was not there at its start.
        "1800, -9000,  81000, 125"
    })
    void aWindowTakesNoMoreThanWouldLastForFortyEightMinutes(
            double length, double givenWs, double leftWs, double levelW) {
        double uncontrolled = 150 * length / 2;
        DemandWindow window =
                new DemandWindow(0, Math.round(length * 500), 0, uncontrolled - givenWs, uncontrolled, 0, 150, givenWs);
        assertThat(LastingLevel.of(100, window, length, 150, leftWs)).isCloseTo(levelW, within(1e-9));
        assertThat(LastingLevel.of(100, window, length, Double.NaN, leftWs))
                .as("no load, nothing to judge by")
                .isEqualTo(100);
    }

    @Test
    void aLearnedTargetIsGivenUpBeforeTheBatteriesAreEmptyAndSaidSo() {
        Site site = site(Objective.MONTHLY, 0, 31);
        Decision first = site.start();
        // 400 kWh above the reserve carry 500 kW for 48 minutes; the target asks for 860.
        assertThat(first.window().allowW()).isCloseTo(900_000, within(5_000.0));
        assertThat(first.sentence())
                .contains("the batteries would not last at the target of 540 kW, so it is held at 900 kW");
        assertThat(first.alarms())
                .filteredOn(alarm -> alarm.type() == AlarmType.TARGET_EXCEEDED)
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.text()).endsWith("the batteries would not last at it"));
    }

    @Test
    void oneThatSomebodyEnteredOrThatIsPaidForAYearIsHeld() {
        assertHeld(site(Objective.FIXED, TARGET_W, 31));
        assertHeld(site(Objective.ANNUAL, 0, 31));
        assertHeld(site(Objective.MONTHLY, TARGET_W, 6));
    }

    private static void assertHeld(Site site) {
        Decision first = site.start();
        assertThat(first.window().allowW())
                .isCloseTo(first.target().watts(), within(0.01 * first.target().watts()));
        assertThat(first.sentence()).doesNotContain("empty");
    }

    /** Four cabinets of 250 kW and 250 kWh at 50 %, 10 % the reserve, a load of 1.4 MW after days of 500 kW. */
    private static Site site(Objective objective, double enteredW, int days) {
        double[] levels = new double[days];
        Arrays.fill(levels, TARGET_W);
        LoadHistory history =
                new LoadHistory(Long.MIN_VALUE, new double[0], new DailyLevels(Site.START / 86_400_000L - 1, levels));
        Site site = new Site(4, 250_000, 250_000, tuning -> {
            tuning.settings = tuning.settings.withShaving(new ShavingSettings(true, objective, enteredW, 0.9, 0));
            tuning.state = new ControlState(
                    GridMemory.NONE,
                    DemandWindow.NONE,
                    new TargetRatchet(Double.NaN, 0, 0, 0, 0, 0, EarlierPeaks.NONE, history),
                    FleetMemory.of(4),
                    ControlState.Pace.NONE,
                    Noted.NONE,
                    BackupMemory.NONE,
                    Upstream.SILENT,
                    PriceMemory.EMPTY,
                    SmoothingMemory.NEW,
                    Commissioning.NONE);
        });
        Arrays.fill(site.socPercent, 50);
        site.loadW = 1_400_000;
        return site;
    }
}
