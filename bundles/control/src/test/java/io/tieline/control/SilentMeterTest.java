package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.Decision.GuardedBy;
import io.tieline.control.Decision.Mode;
import io.tieline.control.grid.GridState;
import io.tieline.control.settings.GuardSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the batteries do while nobody reads the grid meter. */
class SilentMeterTest {

    private static Site site() {
        return new Site(4, 100_000, 200_000, tuning -> tuning.target(700_000));
    }

    @Test
    void aSilentMeterIsHeldThenRampedToZeroThenReleasedAndTakenBackWithoutABump() {
        Site site = new Site(4, 60_000, 200_000, tuning -> {
            tuning.target(700_000);
            tuning.settings = tuning.settings.withGuard(new GuardSettings(50_000, 0, 0.1));
        });
        site.loadW = 850_000;
        site.decide();
        site.after(10);
        site.meterAnswers = false;
        Decision held = site.after(1);
        assertThat(held.guardedBy()).isEqualTo(GuardedBy.HOLD);
        assertThat(held.powerW()).isCloseTo(150_000, within(5_000.0));
        site.after(58);
        List<Double> powers = new ArrayList<>();
        Decision decision = held;
        for (int i = 0; i < 10; i++) {
            decision = site.after(1);
            powers.add(decision.powerW());
        }
        assertThat(powers).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(powers).anyMatch(power -> power > 20_000 && power < 140_000);
        assertThat(decision.mode()).isEqualTo(Mode.RELEASED);
        assertThat(alarms(decision)).contains(AlarmType.METER_LOST);
        site.meterAnswers = true;
        Decision back = site.after(1);
        assertThat(back.powerW()).as("ramped from what the batteries really do").isBetween(0.0, 50_000.0);
    }

    @Test
    void aSilentMeterDuringASuspicionHoldsNothing() {
        Site site = site();
        site.loadW = 850_000;
        site.start();
        site.meterAnswers = false;
        site.firstUps = true;
        Decision decision = site.after(0.2);
        assertThat(decision.grid().state()).isEqualTo(GridState.SUSPECT);
        assertThat(decision.powerW()).isZero();
    }

    @Test
    void anOldMeterValueDoesNotSteer() {
        Site site = site();
        site.loadW = 500_000;
        site.decide();
        site.loadW = 900_000;
        site.meterAge = 6;
        Decision decision = site.after(1);
        assertThat(decision.powerW()).isZero();
        assertThat(decision.guardedBy()).isEqualTo(GuardedBy.HOLD);
        assertThat(decision.flows().loadW()).isNaN();
    }

    private static List<AlarmType> alarms(Decision decision) {
        return decision.alarms().stream().map(Decision.Alarm::type).toList();
    }

    @Test
    void batteriesAreToldToRestBeforeASilentMeterLetsGoOfThem() {
        Site site = new Site(4, 100_000, 200_000, tuning -> {
            tuning.target(700_000);
            tuning.settings = tuning.settings.withGuard(new GuardSettings(20_000, 0, 0.1));
        });
        site.loadW = 800_000;
        site.start();
        for (int second = 0; second < 30; second++) {
            site.after(1);
        }
        site.meterAnswers = false;
        Decision before = site.after(1);
        Decision decision = before;
        while (!decision.setpoints().get(0).released()) {
            before = decision;
            decision = site.after(0.3);
        }
        assertThat(before.powerW()).isZero();
        assertThat(before.setpoints())
                .allSatisfy(setpoint -> assertThat(setpoint.watts()).isZero());
        for (int i = 0; i < 20; i++) {
            // A cabinet that is slow to rest is left alone all the same.
            site.powerW[0] = 400;
            Decision later = site.core.decide(site.situation(), site.utc += 5, site.nanos += 5_000_000);
            assertThat(later.setpoints())
                    .allSatisfy(setpoint -> assertThat(setpoint.released()).isTrue());
            assertThat(later.powerW()).isZero();
        }
    }
}
