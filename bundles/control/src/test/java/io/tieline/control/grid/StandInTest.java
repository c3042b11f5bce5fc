package io.tieline.control.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision;
import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.Site;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Situation;
import org.junit.jupiter.api.Test;

/** A grid meter that falls silent beside a meter of the load. */
class StandInTest {

    private final Site site = new Site(4, 100_000, 200_000, tuning -> tuning.target(700_000));

    private Decision silent(double loadW) {
        site.loadW = loadW;
        site.loadIsMetered = true;
        site.start();
        site.after(1);
        site.meterAnswers = false;
        return site.after(1);
    }

    @Test
    void theLoadMeterSteersInItsPlaceToALowerTarget() {
        Decision decision = silent(800_000);
        for (int second = 0; second < 300; second++) {
            decision = site.after(1);
        }
        assertThat(decision.grid().state()).isEqualTo(GridState.OK);
        assertThat(decision.target().watts()).isCloseTo(693_000, within(1.0));
        assertThat(decision.powerW()).isBetween(107_000.0, 110_000.0);
        assertThat(decision.flows().gridW())
                .isCloseTo(800_000 - decision.flows().batteryW(), within(1.0));
        assertThat(decision.alarms()).anySatisfy(alarm -> {
            assertThat(alarm.type()).isEqualTo(AlarmType.METER_LOST);
            assertThat(alarm.text()).contains("the load meter stands in for it");
        });
        site.loadW = 850_000;
        assertThat(site.after(1).powerW()).as("it follows the load").isGreaterThan(155_000);
    }

    @Test
    void nothingIsChargedByIt() {
        site.socPercent[0] = 40;
        site.loadW = 300_000;
        site.core.decide(site.situation(), site.utc, site.nanos);
        Decision decision = silent(300_000);
        assertThat(decision.powerW()).isZero();
        assertThat(decision.claim(ClaimKind.GRID_STATE).minW()).isZero();
        assertThat(decision.claim(ClaimKind.GRID_STATE).reason()).contains("the load meter stands in");
    }

    @Test
    void theImportLimitIsTakenLowerToo() {
        Site limited = new Site(4, 100_000, 200_000, tuning -> {
            tuning.target(2_000_000);
            tuning.settings = tuning.settings.withLimits(new LimitSettings(700_000, 0));
        });
        limited.loadW = 750_000;
        limited.loadIsMetered = true;
        limited.start();
        assertThat(limited.after(1).powerW()).isCloseTo(50_000, within(1.0));
        limited.meterAnswers = false;
        assertThat(limited.after(1).powerW()).isCloseTo(57_000, within(1.0));
    }

    @Test
    void aBatteryThatDoesNotTellItsPowerLeavesNothingToStandIn() {
        silent(800_000);
        Situation seen = site.situation();
        Cabinet first = seen.cabinets().get(0);
        Situation doubtful = seen.withCabinets(i ->
                i == 0 ? first.disbelieved("its power jumps") : seen.cabinets().get(i));
        Decision held = site.core.decide(doubtful, site.utc + 1000, site.nanos + 1_000_000_000L);
        assertThat(held.guardedBy()).isEqualTo(Decision.GuardedBy.HOLD);
        Decision given = site.core.decide(doubtful, site.utc + 100_000, site.nanos + 100_000_000_000L);
        assertThat(given.grid().state()).isEqualTo(GridState.DEGRADED);
    }

    @Test
    void aGridMeterThatWasNeverHeardIsNotReplaced() {
        site.loadW = 800_000;
        site.loadIsMetered = true;
        site.meterAnswers = false;
        site.start();
        assertThat(site.after(1).grid().state()).isEqualTo(GridState.DEGRADED);
    }

    @Test
    void aLossOfTheGridIsSeenAllTheSame() {
        silent(800_000);
        site.firstUps = true;
        site.secondUps = true;
        Decision decision = site.after(1);
        for (int second = 0; second < 3; second++) {
            decision = site.after(1);
        }
        assertThat(decision.grid().state()).isEqualTo(GridState.LOST);
    }
}
