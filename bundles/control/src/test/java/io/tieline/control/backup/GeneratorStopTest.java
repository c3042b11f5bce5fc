package io.tieline.control.backup;

import static io.tieline.control.backup.GeneratorTrial.machine;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Generator.State;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.GeneratorWatch.Wish;
import org.junit.jupiter.api.Test;

/** When generators that are no longer needed are stopped, and what takes them back. */
class GeneratorStopTest {

    private final GeneratorTrial site = new GeneratorTrial();

    @Test
    void oneThatItsOwnControlStartedAndStopsIsLeftAlone() {
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        assertThat(site.watch.ours()).isFalse();
        site.onLoad = true;
        site.after(1.0, Wish.START, State.RUNNING, Phase.ON_LOAD);
        site.onLoad = false;
        site.after(1.0, Wish.STAY, State.STOPPED, Phase.REST);
        assertThat(site.watch.trips()).isZero();
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.after(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        site.after(1.0, Wish.STOP, State.RUNNING, Phase.REST);
    }

    @Test
    void theGridIsBackBeforeTheEngineRuns() {
        site.after(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        site.after(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        site.after(2.0, Wish.STAY, State.STARTING, Phase.STARTING);
        site.after(2.0, Wish.STOP, State.STARTING, Phase.COOLING, "genset.stop");
        site.after(2.0, Wish.STOP, State.STOPPED, Phase.REST);
    }

    @Test
    void anotherOutageWhileItCoolsTakesItBack() {
        aStartThatIsCooling();
        site.after(1.0, Wish.START, State.COOLING, Phase.AT_SPEED, "genset.start");
        assertThat(site.watch.ours()).isTrue();
    }

    @Test
    void anotherOutageAfterItStoppedStartsItAnew() {
        aStartThatIsCooling();
        site.after(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        assertThat(site.watch.secondsWanted(site.nanos)).isZero();
        site.after(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        assertThat(site.watch.secondsWanted(site.nanos)).isEqualTo(2);
    }

    private void aStartThatIsCooling() {
        site.after(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        site.after(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        site.after(8.0, Wish.START, State.RUNNING, Phase.AT_SPEED);
        site.after(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
    }

    @Test
    void aStopThatIsNotObeyedIsToldUntilItIs() {
        aStartThatIsCooling();
        site.after(300, Wish.STOP, State.RUNNING, Phase.COOLING, "genset.stop");
        site.after(59., Wish.STOP, State.RUNNING, Phase.COOLING);
        assertThat(site.disobedient(0, machine("genset-1", State.RUNNING))).isEmpty();
        site.after(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        assertThat(site.disobedient(0, machine("genset-1", State.RUNNING), machine("genset-2", State.COOLING)))
                .containsExactly("genset-1");
        site.after(600, Wish.STOP, State.UNKNOWN, Phase.COOLING);
        site.after(1.0, Wish.STOP, State.STOPPED, Phase.REST);
        assertThat(site.disobedient(0, machine("genset-1", State.RUNNING))).isEmpty();
    }

    @Test
    void oneThatFallsSilentWhileItCoolsIsStoppedAllTheSame() {
        aStartThatIsCooling();
        site.after(1.0, Wish.STOP, State.UNKNOWN, Phase.COOLING);
        site.after(299, Wish.STOP, State.UNKNOWN, Phase.COOLING, "genset.stop");
        assertThat(site.disobedient(1e-9, machine("genset-1", State.RUNNING)))
                .as("a minute is given")
                .isEmpty();
    }

    @Test
    void oneThatWasToldToStopIsToldToGoOnWhenTheGridIsLostAgain() {
        aStartThatIsCooling();
        site.after(300, Wish.STOP, State.RUNNING, Phase.COOLING, "genset.stop");
        site.after(1.0, Wish.START, State.RUNNING, Phase.AT_SPEED, "genset.start");
        site.after(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        assertThat(site.disobedient(100, machine("genset-1", State.RUNNING))).isEmpty();
    }

    @Test
    void oneThatWasGivenUpAndComesLateIsCooledAndStopped() {
        threeCranksAndNoMoreUpToTheFailure();
        site.after(200, Wish.STAY, State.STARTING, Phase.FAILED);
        site.after(1.0, Wish.STOP, State.RUNNING, Phase.COOLING);
        site.after(300, Wish.STOP, State.RUNNING, Phase.COOLING, "genset.stop");
        site.after(1.0, Wish.STOP, State.STOPPED, Phase.REST);
    }

    @Test
    void oneThatWasGivenUpBecauseItDoesNotAnswerIsToldToStop() {
        threeCranksAndNoMoreUpToTheFailure();
        site.after(1.0, Wish.STAY, State.UNKNOWN, Phase.FAILED);
        site.after(1.0, Wish.STOP, State.UNKNOWN, Phase.COOLING, "genset.stop");
        site.after(1.0, Wish.STOP, State.STOPPED, Phase.REST);
    }

    private void threeCranksAndNoMoreUpToTheFailure() {
        site.after(1.0, Wish.START, State.STOPPED, Phase.WAITING);
        site.after(2.0, Wish.START, State.STOPPED, Phase.STARTING, "genset.start");
        site.after(88., Wish.START, State.STARTING, Phase.FAILED);
    }
}
