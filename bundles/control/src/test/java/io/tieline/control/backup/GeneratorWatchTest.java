package io.tieline.control.backup;

import static io.tieline.control.backup.GeneratorTrial.NOWHERE;
import static io.tieline.control.backup.GeneratorTrial.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Generator.State;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.GeneratorWatch.Wish;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the start to the stop of a generator, and what comes between. */
class GeneratorWatchTest {

    private final GeneratorTrial site = new GeneratorTrial();

    @Test
    void aStartThatWorks() {
        site.after(0.0, Wish.STOP, State.STOPPED, Phase.REST);
        site.after(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        site.after(1.9, Wish.START, State.STOPPED, Phase.WAITING);
        site.after(0.1, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        site.after(5.0, Wish.START, State.STARTING, Phase.STARTING);
        site.after(3.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.onLoad = true;
        site.after(5.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        site.after(900, Wish.STAY, State.RUNNING, Phase.ON_LOAD);
        site.onLoad = false;
        site.after(1.0, Wish.STAY, State.RUNNING, Phase.ON_LOAD);
        site.after(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        site.after(299, Wish.STOP, State.RUNNING, Phase.COOLING);
        site.after(1.0, Wish.STOP, State.RUNNING, Phase.COOLING, "genset.stop");
        site.after(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        site.after(1.0, Wish.STOP, State.COOLING, Phase.REST);
    }

    @Test
    void theOrderSaysWhomAndWhy() {
        site.after(1, Wish.START, State.STOPPED, Phase.WAITING);
        site.nanos += 2_000_000_000L;
        Order order = site.watch
                .next(
                        Wish.START,
                        List.of(new Generator(7, "genset-1", State.STOPPED, 0, 0, 4e5)),
                        NOWHERE,
                        50,
                        SETTINGS,
                        site.nanos)
                .orders()
                .get(0);
        assertThat(order.device()).isEqualTo(7);
        assertThat(order.argument()).isNaN();
        assertThat(order.sentence()).isEqualTo("start genset-1: the grid is lost");
    }

    @Test
    void aDipIsNotWorthAStart() {
        site.after(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        site.after(1.5, Wish.STAY, State.STOPPED, Phase.REST);
        site.after(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        site.after(1.5, Wish.START, State.STOPPED, Phase.WAITING);
        site.after(0.5, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
    }

    @Test
    void oneThatTurnsTooSlowlyIsNotReady() {
        site.after(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        site.after(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        site.hertz = 47.4;
        site.after(5.0, Wish.START, State.RUNNING, Phase.STARTING);
        site.hertz = 52.6;
        site.after(1.0, Wish.START, State.RUNNING, Phase.STARTING);
        site.hertz = Double.NaN;
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
    }

    @Test
    void threeCranksAndNoMore() {
        site.after(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        site.after(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        site.after(15., Wish.START, State.STARTING, Phase.STARTING);
        site.after(14., Wish.START, State.STOPPED, Phase.STARTING);
        site.after(1.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        site.after(30., Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        site.after(27., Wish.START, State.STOPPED, Phase.STARTING);
        site.after(1.0, Wish.START, State.STOPPED, Phase.FAILED);
        assertThat(site.watch.gaveUp()).isTrue();
        site.after(100, Wish.START, State.STOPPED, Phase.FAILED);
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
    }

    @Test
    void aFailedOneGetsANewChanceInTheNextOutage() {
        aFaultThatTheStartDoesNotClearIsAFailure();
        site.after(1.0, Wish.STAY, State.FAULT, Phase.FAILED);
        site.after(1.0, Wish.STOP, State.FAULT, Phase.REST);
        assertThat(site.watch).isEqualTo(GeneratorWatch.AT_REST);
    }

    @Test
    void aFaultThatTheStartDoesNotClearIsAFailure() {
        site.after(1.0, Wish.START, State.FAULT, Phase.WAITING);
        site.after(2.0, Wish.START, State.FAULT, Phase.STARTING, "genset.start");
        site.after(9.0, Wish.START, State.FAULT, Phase.STARTING);
        site.after(1.0, Wish.START, State.FAULT, Phase.FAILED);
    }

    @Test
    void aTripIsTriedOnceMoreThenLockedOut() {
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.onLoad = true;
        site.after(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        site.after(1.0, Wish.START, State.FAULT, Phase.WAITING);
        assertThat(site.watch.trips()).isEqualTo(1);
        site.onLoad = false;
        site.after(2.0, Wish.START, State.FAULT, Phase.STARTING, "genset.start");
        site.after(5.0, Wish.START, State.STARTING, Phase.STARTING);
        site.after(5.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.onLoad = true;
        site.after(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        site.after(1.0, Wish.START, State.STOPPED, Phase.LOCKED_OUT);
        assertThat(site.watch.gaveUp()).isTrue();
        site.after(1.0, Wish.START, State.RUNNING, Phase.LOCKED_OUT);
        site.after(1.0, Wish.STOP, State.STOPPED, Phase.LOCKED_OUT);
        site.watch = site.watch.reset();
        site.after(1.0, Wish.STOP, State.STOPPED, Phase.REST);
    }

    @Test
    void aSecondTryThatDoesNotStartIsALockout() {
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.after(1.0, Wish.START, State.FAULT, Phase.WAITING);
        site.after(2.0, Wish.START, State.FAULT, Phase.STARTING, "genset.start");
        site.after(10., Wish.START, State.FAULT, Phase.LOCKED_OUT);
    }

    @Test
    void silenceIsNoTrip() {
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.onLoad = true;
        site.after(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        site.after(60., Wish.START, State.UNKNOWN, Phase.ON_LOAD);
        assertThat(site.watch.trips()).isZero();
    }

    @Test
    void aTripWhileTheGridQualifiesIsOne() {
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.onLoad = true;
        site.after(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        site.after(1.0, Wish.STAY, State.FAULT, Phase.WAITING);
        assertThat(site.watch.trips()).isEqualTo(1);
    }

    @Test
    void aRestartBeginsTheTimersAnew() {
        site.watch = GeneratorWatch.restored(Phase.STARTING, 0, true);
        site.after(1.0, Wish.START, State.STOPPED, Phase.STARTING);
        site.after(30., Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        site.after(60., Wish.START, State.STARTING, Phase.FAILED);
        site.watch = GeneratorWatch.restored(Phase.ON_LOAD, 1, true);
        site.onLoad = true;
        site.after(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        site.after(1.0, Wish.START, State.FAULT, Phase.LOCKED_OUT);
    }

    @Test
    void aLoadThatBatteriesCarryIsNotOnTheGenerators() {
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.onLoad = true;
        site.onBatteries = true;
        site.after(5.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.onBatteries = false;
        site.after(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        site.onBatteries = true;
        site.after(1.0, Wish.START, State.UNKNOWN, Phase.AT_SPEED);
        assertThat(site.watch.waitsInVain(SETTINGS, site.nanos + 59_999_000_000L))
                .isFalse();
        assertThat(site.watch.waitsInVain(SETTINGS, site.nanos + 60_000_000_000L))
                .isTrue();
        site.onBatteries = false;
        site.after(70., Wish.START, State.RUNNING, Phase.ON_LOAD);
        assertThat(site.watch.waitsInVain(SETTINGS, site.nanos + 60_000_000_000L))
                .isFalse();
        site.onBatteries = true;
        site.after(1.0, Wish.STAY, State.RUNNING, Phase.ON_LOAD);
    }

    @Test
    void oneThatFellOffWhileTheGridQualifiesIsStartedAgainAsLongAsTheSwitchHoldsTheLoadThere() {
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.onLoad = true;
        site.after(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        site.onBatteries = true;
        site.after(1.0, Wish.STAY, State.FAULT, Phase.WAITING);
        site.after(2.0, Wish.STAY, State.FAULT, Phase.STARTING, "genset.start");
        site.after(5.0, Wish.STAY, State.RUNNING, Phase.AT_SPEED);
    }

    @Test
    void onceTheSwitchHasGoneBackItIsNot() {
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.onLoad = true;
        site.after(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        site.after(1.0, Wish.STAY, State.FAULT, Phase.WAITING);
        site.onLoad = false;
        site.after(2.0, Wish.STAY, State.FAULT, Phase.REST);
    }

    @Test
    void withoutGeneratorsThereIsNothingToWatch() {
        GeneratorWatch.Step step = GeneratorWatch.restored(Phase.LOCKED_OUT, 2, true)
                .next(Wish.START, List.of(), NOWHERE, 50, SETTINGS, site.nanos);
        assertThat(step.watch()).isEqualTo(GeneratorWatch.AT_REST);
        assertThat(step.orders()).isEmpty();
    }

    @Test
    void aFailTimeShorterThanTheDelayIsRefused() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() ->
                        SETTINGS.withTimes(Duration.ofSeconds(90), Duration.ofSeconds(60), Duration.ofSeconds(90)))
                .hasMessageContaining("generators.failAfter");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> SETTINGS.withRatedW(-1))
                .hasMessageContaining("generators.ratedW");
    }
}
