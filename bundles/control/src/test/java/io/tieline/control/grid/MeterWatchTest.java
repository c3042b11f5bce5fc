package io.tieline.control.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision;
import io.tieline.control.Site;
import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Input.Confidence;
import io.tieline.control.situation.Plant;
import io.tieline.control.situation.Situation;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A meter whose times go on while its values stand. */
class MeterWatchTest {

    private static final TrustSettings TRUST = TrustSettings.DEFAULT;

    private final Random random = new Random(5);
    private MeterWatch watch = MeterWatch.NONE;
    private long nanos = 1_000_000_000L;
    private double energyWh = Double.NaN;
    private double upsW = 40_000;
    private double age;

    private void read(double watts, double volts) {
        nanos += 1_000_000_000L;
        Input energy = Double.isNaN(energyWh) ? Input.MISSING : Input.good(energyWh, 0);
        watch = watch.next(situation(watts, volts, energy), TRUST, nanos);
    }

    private Situation situation(double watts, double volts, Input energy) {
        return new Situation(
                Input.good(watts, age),
                Input.good(volts, age),
                Input.good(volts, age),
                Input.good(50, age),
                Input.MISSING,
                Input.good(upsW, 0),
                List.of(),
                List.of(),
                new Plant(List.of(), List.of(), energy, false, false));
    }

    private void live(int readings) {
        for (int i = 0; i < readings; i++) {
            read(500_000 + random.nextGaussian() * 1000, 230 + random.nextGaussian());
        }
    }

    private int secondsUntilFrozen(double watts) {
        for (int second = 1; second <= 100; second++) {
            read(watts, 230);
            if (!watch.frozen().isEmpty()) {
                return second;
            }
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void aMeterThatUsedToMoveAndStandsIsDistrustedWithinHalfAMinute() {
        live(100);
        assertThat(watch.frozen()).isEmpty();
        assertThat(secondsUntilFrozen(500_000)).isBetween(20, 22);
        assertThat(watch.frozen()).contains("the same for 20 s");
        Situation judged = watch.judge(situation(500_000, 230, Input.MISSING));
        assertThat(judged.gridPower().confidence()).isEqualTo(Confidence.DOUBTFUL);
        assertThat(judged.gridPower().why()).isEqualTo(watch.frozen());
    }

    @Test
    void itIsBelievedAgainAsSoonAsItMoves() {
        live(100);
        secondsUntilFrozen(500_000);
        read(501_000, 230);
        assertThat(watch.frozen()).isEmpty();
        Situation now = situation(501_000, 230, Input.MISSING);
        assertThat(watch.judge(now)).isSameAs(now);
    }

    @Test
    void aMeterThatAlwaysWasSteadyIsBelieved() {
        assertThat(secondsUntilFrozen(500_000)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aLoadThatSteppedNowAndThenIsNoRestlessMeter() {
        for (int step = 0; step < 20; step++) {
            for (int i = 0; i < 15; i++) {
                read(400_000 + step * 1000, 230);
            }
        }
        assertThat(secondsUntilFrozen(500_000)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aSiteThatDrawsNothingAtAllIsBelieved() {
        live(100);
        assertThat(secondsUntilFrozen(0)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void steadyMeterBesideAUpsThatMovesIsFrozen() {
        for (int i = 0; i < 50; i++) {
            read(500_000, 230);
        }
        assertThat(watch.frozen()).isEmpty();
        upsW = 40_000 + 9_000;
        read(500_000, 230);
        assertThat(watch.frozen()).as("9 kW are less than 2 % of 500 kW").isEmpty();
        upsW = 40_000 + 11_000;
        read(500_000, 230);
        assertThat(watch.frozen()).contains("while batteries or UPS moved");
    }

    @Test
    void aCounterThatStandsUnderLoadGivesAFrozenMeterAway() {
        energyWh = 1_000;
        for (int i = 0; i < 60; i++) {
            energyWh += 139;
            read(500_000 + (i % 3) * 100, 230);
        }
        assertThat(secondsUntilFrozen(500_000)).isBetween(20, 40);
        assertThat(watch.frozen()).contains("while its counter stands still");
    }

    @Test
    void aCounterThatRunsOnProvesASteadyMeter() {
        energyWh = 1_000;
        for (int i = 0; i < 60; i++) {
            energyWh += 139;
            read(500_000 + i, 230);
        }
        for (int i = 0; i < 100; i++) {
            energyWh += 139;
            read(500_000, 230);
            assertThat(watch.frozen()).isEmpty();
        }
    }

    @Test
    void theSameReadingSeenTwiceIsNoSecondReading() {
        live(100);
        MeterWatch before = watch;
        for (int i = 0; i < 100; i++) {
            nanos += 100_000_000L;
            age += 0.1;
            watch = watch.next(situation(500_000, 230, Input.MISSING), TRUST, nanos);
        }
        assertThat(watch.still()).isLessThanOrEqualTo(before.still() + 1);
        assertThat(watch.frozen()).isEmpty();
    }

    @Test
    void aFrozenMeterEndsShavingInAMinuteAndSaysSo() {
        Site site = new Site(4, 60_000, 200_000, tuning -> tuning.target(700_000));
        site.loadW = 850_000;
        site.start();
        for (int i = 0; i < 60; i++) {
            site.loadW = 850_000 + 500 * random.nextGaussian();
            site.after(1);
        }
        assertThat(site.decide().powerW()).isCloseTo(150_000, org.assertj.core.api.Assertions.within(5_000.0));
        site.loadW = 850_000;
        double frozenAt = site.loadW - java.util.Arrays.stream(site.powerW).sum();
        Decision decision = site.decide();
        int seconds = 0;
        while (decision.guardedBy() != Decision.GuardedBy.HOLD && seconds < 100) {
            site.utc += 1000;
            site.nanos += 1_000_000_000L;
            // The load falls, the meter does not show it.
            site.loadW = frozenAt + java.util.Arrays.stream(site.powerW).sum();
            decision = site.decide();
            seconds++;
        }
        assertThat(seconds).isLessThanOrEqualTo(30);
        assertThat(decision.alarms().stream().map(Decision.Alarm::text))
                .anyMatch(text -> text.contains("the same for"));
        for (int i = 0; i < 62; i++) {
            site.utc += 1000;
            site.nanos += 1_000_000_000L;
            site.loadW = frozenAt + java.util.Arrays.stream(site.powerW).sum();
            decision = site.decide();
        }
        assertThat(decision.grid().state()).isEqualTo(GridState.DEGRADED);
        assertThat(decision.powerW()).isZero();
    }
}
