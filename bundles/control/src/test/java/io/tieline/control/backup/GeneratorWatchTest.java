package io.tieline.control.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Generator.State;
import io.tieline.control.backup.GeneratorWatch.Load;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.GeneratorWatch.Wish;
import io.tieline.control.settings.BackupSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One line per step: seconds passed, what is wished, what the generator says, and what follows. */
class GeneratorWatchTest {

    private static final BackupSettings.Generators SETTINGS = BackupSettings.Generators.DEFAULT;

    private static final Load NOWHERE = new Load(false, false);
    private GeneratorWatch watch = GeneratorWatch.AT_REST;
    private long nanos = 1_000_000_000L;
    private double hertz = 50;
    private boolean onLoad;
    private boolean onBatteries;

    private void step(double seconds, Wish wish, State state, Phase expected, String... orders) {
        nanos += Math.round(seconds * 1e9);
        GeneratorWatch.Step step = watch.next(
                wish,
                List.of(new Generator(7, "genset-1", state, 0, hertz, 4e5)),
                new Load(onLoad, onBatteries),
                50,
                SETTINGS,
                nanos);
        watch = step.watch();
        assertThat(watch.phase()).isEqualTo(expected);
        assertThat(step.orders().stream().map(Order::command)).containsExactly(orders);
    }

    @Test
    void aStartThatWorks() {
        step(0.0, Wish.STOP, State.STOPPED, Phase.REST);
        step(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        step(1.9, Wish.START, State.STOPPED, Phase.WAITING);
        step(0.1, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        step(5.0, Wish.START, State.STARTING, Phase.STARTING);
        step(3.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        onLoad = true;
        step(5.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        step(900, Wish.STAY, State.RUNNING, Phase.ON_LOAD);
        onLoad = false;
        step(1.0, Wish.STAY, State.RUNNING, Phase.ON_LOAD);
        step(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        step(299, Wish.STOP, State.RUNNING, Phase.COOLING);
        step(1.0, Wish.STOP, State.RUNNING, Phase.COOLING, "genset.stop");
        step(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        step(1.0, Wish.STOP, State.COOLING, Phase.REST);
    }

    @Test
    void theOrderSaysWhomAndWhy() {
        step(1, Wish.START, State.STOPPED, Phase.WAITING);
        nanos += 2_000_000_000L;
        Order order = watch.next(
                        Wish.START,
                        List.of(new Generator(7, "genset-1", State.STOPPED, 0, 0, 4e5)),
                        NOWHERE,
                        50,
                        SETTINGS,
                        nanos)
                .orders()
                .get(0);
        assertThat(order.device()).isEqualTo(7);
        assertThat(order.argument()).isNaN();
        assertThat(order.sentence()).isEqualTo("start genset-1: the grid is lost");
    }

    @Test
    void aDipIsNotWorthAStart() {
        step(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        step(1.5, Wish.STAY, State.STOPPED, Phase.REST);
        step(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        step(1.5, Wish.START, State.STOPPED, Phase.WAITING);
        step(0.5, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
    }

    @Test
    void oneThatTurnsTooSlowlyIsNotReady() {
        step(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        step(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        hertz = 47.4;
        step(5.0, Wish.START, State.RUNNING, Phase.STARTING);
        hertz = 52.6;
        step(1.0, Wish.START, State.RUNNING, Phase.STARTING);
        hertz = Double.NaN;
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
    }

    @Test
    void threeCranksAndNoMore() {
        step(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        step(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        step(15., Wish.START, State.STARTING, Phase.STARTING);
        step(14., Wish.START, State.STOPPED, Phase.STARTING);
        step(1.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        step(30., Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        step(27., Wish.START, State.STOPPED, Phase.STARTING);
        step(1.0, Wish.START, State.STOPPED, Phase.FAILED);
        assertThat(watch.gaveUp()).isTrue();
        step(100, Wish.START, State.STOPPED, Phase.FAILED);
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
    }

    @Test
    void aFailedOneGetsANewChanceInTheNextOutage() {
        aFaultThatTheStartDoesNotClearIsAFailure();
        step(1.0, Wish.STAY, State.FAULT, Phase.FAILED);
        step(1.0, Wish.STOP, State.FAULT, Phase.REST);
        assertThat(watch).isEqualTo(GeneratorWatch.AT_REST);
    }

    @Test
    void aFaultThatTheStartDoesNotClearIsAFailure() {
        step(1.0, Wish.START, State.FAULT, Phase.WAITING);
        step(2.0, Wish.START, State.FAULT, Phase.STARTING, "genset.start");
        step(9.0, Wish.START, State.FAULT, Phase.STARTING);
        step(1.0, Wish.START, State.FAULT, Phase.FAILED);
    }

    @Test
    void aTripIsTriedOnceMoreThenLockedOut() {
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        onLoad = true;
        step(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        step(1.0, Wish.START, State.FAULT, Phase.WAITING);
        assertThat(watch.trips()).isEqualTo(1);
        onLoad = false;
        step(2.0, Wish.START, State.FAULT, Phase.STARTING, "genset.start");
        step(5.0, Wish.START, State.STARTING, Phase.STARTING);
        step(5.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        onLoad = true;
        step(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        step(1.0, Wish.START, State.STOPPED, Phase.LOCKED_OUT);
        assertThat(watch.gaveUp()).isTrue();
        step(1.0, Wish.START, State.RUNNING, Phase.LOCKED_OUT);
        step(1.0, Wish.STOP, State.STOPPED, Phase.LOCKED_OUT);
        watch = watch.reset();
        step(1.0, Wish.STOP, State.STOPPED, Phase.REST);
    }

    @Test
    void aSecondTryThatDoesNotStartIsALockout() {
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        step(1.0, Wish.START, State.FAULT, Phase.WAITING);
        step(2.0, Wish.START, State.FAULT, Phase.STARTING, "genset.start");
        step(10., Wish.START, State.FAULT, Phase.LOCKED_OUT);
    }

    @Test
    void silenceIsNoTrip() {
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        onLoad = true;
        step(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        step(60., Wish.START, State.UNKNOWN, Phase.ON_LOAD);
        assertThat(watch.trips()).isZero();
    }

    @Test
    void aTripWhileTheGridQualifiesIsOne() {
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        onLoad = true;
        step(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        step(1.0, Wish.STAY, State.FAULT, Phase.WAITING);
        assertThat(watch.trips()).isEqualTo(1);
    }

    @Test
    void aRestartBeginsTheTimersAnew() {
        watch = GeneratorWatch.restored(Phase.STARTING, 0, true);
        step(1.0, Wish.START, State.STOPPED, Phase.STARTING);
        step(30., Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        step(60., Wish.START, State.STARTING, Phase.FAILED);
        watch = GeneratorWatch.restored(Phase.ON_LOAD, 1, true);
        onLoad = true;
        step(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        step(1.0, Wish.START, State.FAULT, Phase.LOCKED_OUT);
    }

    @Test
    void aLoadThatBatteriesCarryIsNotOnTheGenerators() {
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        onLoad = true;
        onBatteries = true;
        step(5.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        onBatteries = false;
        step(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        onBatteries = true;
        step(1.0, Wish.START, State.UNKNOWN, Phase.AT_SPEED);
        assertThat(watch.waitsInVain(SETTINGS, nanos + 59_999_000_000L)).isFalse();
        assertThat(watch.waitsInVain(SETTINGS, nanos + 60_000_000_000L)).isTrue();
        onBatteries = false;
        step(70., Wish.START, State.RUNNING, Phase.ON_LOAD);
        assertThat(watch.waitsInVain(SETTINGS, nanos + 60_000_000_000L)).isFalse();
        onBatteries = true;
        step(1.0, Wish.STAY, State.RUNNING, Phase.ON_LOAD);
    }

    @Test
    void oneThatFellOffWhileTheGridQualifiesIsStartedAgainAsLongAsTheSwitchHoldsTheLoadThere() {
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        onLoad = true;
        step(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        onBatteries = true;
        step(1.0, Wish.STAY, State.FAULT, Phase.WAITING);
        step(2.0, Wish.STAY, State.FAULT, Phase.STARTING, "genset.start");
        step(5.0, Wish.STAY, State.RUNNING, Phase.AT_SPEED);
    }

    @Test
    void onceTheSwitchHasGoneBackItIsNot() {
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        onLoad = true;
        step(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        step(1.0, Wish.STAY, State.FAULT, Phase.WAITING);
        onLoad = false;
        step(2.0, Wish.STAY, State.FAULT, Phase.REST);
    }

    @Test
    void withoutGeneratorsThereIsNothingToWatch() {
        GeneratorWatch.Step step = GeneratorWatch.restored(Phase.LOCKED_OUT, 2, true)
                .next(Wish.START, List.of(), NOWHERE, 50, SETTINGS, nanos);
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
