package io.tieline.control.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Generator.State;
import io.tieline.control.backup.GeneratorWatch.Load;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.GeneratorWatch.Wish;
import io.tieline.control.settings.BackupSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When generators that are no longer needed are stopped, and what takes them back. */
class GeneratorStopTest {

    private static final BackupSettings.Generators SETTINGS = BackupSettings.Generators.DEFAULT;
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
    void oneThatItsOwnControlStartedAndStopsIsLeftAlone() {
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        assertThat(watch.ours()).isFalse();
        onLoad = true;
        step(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        onLoad = false;
        step(1.0, Wish.STAY, State.STOPPED, Phase.REST);
        assertThat(watch.trips()).isZero();
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        step(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        step(1.0, Wish.STOP, State.RUNNING, Phase.REST);
    }

    @Test
    void theGridIsBackBeforeTheEngineRuns() {
        step(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        step(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        step(2.0, Wish.STAY, State.STARTING, Phase.STARTING);
        step(2.0, Wish.STOP, State.STARTING, Phase.COOLING, "genset.stop");
        step(2.0, Wish.STOP, State.STOPPED, Phase.REST);
    }

    @Test
    void anotherOutageWhileItCoolsTakesItBack() {
        aStartThatIsCooling();
        step(1.0, Wish.START, State.COOLING, Phase.AT_SPEED, "genset.start");
        assertThat(watch.ours()).isTrue();
    }

    @Test
    void anotherOutageAfterItStoppedStartsItAnew() {
        aStartThatIsCooling();
        step(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        assertThat(watch.secondsWanted(nanos)).isZero();
        step(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        assertThat(watch.secondsWanted(nanos)).isEqualTo(2);
    }

    private void aStartThatIsCooling() {
        step(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        step(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        step(8.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        step(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
    }

    private static Generator machine(String id, State state) {
        return new Generator(7, id, state, 0, state == State.RUNNING ? 50 : 0, 4e5);
    }

    @Test
    void aStopThatIsNotObeyedIsToldUntilItIs() {
        aStartThatIsCooling();
        step(300, Wish.STOP, State.RUNNING, Phase.COOLING, "genset.stop");
        step(59., Wish.STOP, State.RUNNING, Phase.COOLING);
        assertThat(watch.disobedient(List.of(machine("genset-1", State.RUNNING)), nanos))
                .isEmpty();
        step(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        assertThat(watch.disobedient(
                        List.of(machine("genset-1", State.RUNNING), machine("genset-2", State.COOLING)), nanos))
                .containsExactly("genset-1");
        step(600, Wish.STOP, State.UNKNOWN, Phase.COOLING);
        step(1.0, Wish.STOP, State.STOPPED, Phase.REST);
        assertThat(watch.disobedient(List.of(machine("genset-1", State.RUNNING)), nanos))
                .isEmpty();
    }

    @Test
    void oneThatFallsSilentWhileItCoolsIsStoppedAllTheSame() {
        aStartThatIsCooling();
        step(1.0, Wish.STOP, State.UNKNOWN, Phase.COOLING);
        step(299, Wish.STOP, State.UNKNOWN, Phase.COOLING, "genset.stop");
        assertThat(watch.disobedient(List.of(machine("genset-1", State.RUNNING)), nanos + 1))
                .as("a minute is given")
                .isEmpty();
    }

    @Test
    void oneThatWasToldToStopIsToldToGoOnWhenTheGridIsLostAgain() {
        aStartThatIsCooling();
        step(300, Wish.STOP, State.RUNNING, Phase.COOLING, "genset.stop");
        step(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED, "genset.start");
        step(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        assertThat(watch.disobedient(List.of(machine("genset-1", State.RUNNING)), nanos + 100_000_000_000L))
                .isEmpty();
    }

    @Test
    void oneThatWasGivenUpAndComesLateIsCooledAndStopped() {
        threeCranksAndNoMoreUpToTheFailure();
        step(200, Wish.STAY, State.STARTING, Phase.FAILED);
        step(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        step(300, Wish.STOP, State.RUNNING, Phase.COOLING, "genset.stop");
        step(1.0, Wish.STOP, State.STOPPED, Phase.REST);
    }

    @Test
    void oneThatWasGivenUpBecauseItDoesNotAnswerIsToldToStop() {
        threeCranksAndNoMoreUpToTheFailure();
        step(1.0, Wish.STAY, State.UNKNOWN, Phase.FAILED);
        step(1.0, Wish.STOP, State.UNKNOWN, Phase.COOLING, "genset.stop");
        step(1.0, Wish.STOP, State.STOPPED, Phase.REST);
    }

    private void threeCranksAndNoMoreUpToTheFailure() {
        step(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        step(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        step(88., Wish.START, State.STARTING, Phase.FAILED);
    }
}
