package io.tieline.control.backup;

import static io.tieline.control.backup.GeneratorTrial.NOWHERE;
import static io.tieline.control.backup.GeneratorTrial.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Generator.State;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.GeneratorWatch.Wish;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several generators behind their own paralleling control. */
class SeveralGeneratorsTest {

    private final GeneratorTrial site = new GeneratorTrial();

    @Test
    void severalAreOneAsSoonAsOneIsReady() {
        site.watch = new GeneratorWatch(Phase.STARTING, site.nanos, site.nanos, site.nanos, 1, 0, true);
        Generator stopped = new Generator(7, "genset-1", State.STOPPED, 0, 0, 4e5);
        Generator running = new Generator(8, "genset-2", State.RUNNING, 0, 50, 4e5);
        assertThat(site.watch
                        .next(Wish.START, List.of(stopped, running), NOWHERE, 50, SETTINGS, site.nanos + 1)
                        .watch()
                        .phase())
                .isEqualTo(Phase.AT_SPEED);
        site.watch = GeneratorWatch.AT_REST;
        site.watch = site.watch
                .next(Wish.START, List.of(stopped, stopped), NOWHERE, 50, SETTINGS, site.nanos)
                .watch();
        assertThat(site.watch
                        .next(Wish.START, List.of(stopped, stopped), NOWHERE, 50, SETTINGS, site.nanos + 2_000_000_000L)
                        .orders())
                .hasSize(2);
    }

    @Test
    void oneInFaultDoesNotKeepTheOtherFromBeingCrankedAgain() {
        site.both(1.0, Wish.START, State.STOPPED, State.STOPPED, Phase.WAITING);
        assertThat(site.both(2.0, Wish.START, State.STOPPED, State.STOPPED, Phase.STARTING))
                .containsExactly("genset-1 start", "genset-2 start");
        site.both(15., Wish.START, State.FAULT, State.STARTING, Phase.STARTING);
        assertThat(site.both(15., Wish.START, State.FAULT, State.STOPPED, Phase.STARTING))
                .containsExactly("genset-1 start", "genset-2 start");
    }

    @Test
    void oneThatDoesNotAnswerDoesNotEither() {
        site.both(1.0, Wish.START, State.UNKNOWN, State.STOPPED, Phase.WAITING);
        site.both(2.0, Wish.START, State.UNKNOWN, State.STOPPED, Phase.STARTING);
        assertThat(site.both(30., Wish.START, State.UNKNOWN, State.STOPPED, Phase.STARTING))
                .as("nobody knows what the other one does, so it is not told twice")
                .containsExactly("genset-2 start");
    }

    @Test
    void whileOneIsOnItsWayNothingIsRepeated() {
        site.both(1.0, Wish.START, State.STOPPED, State.STOPPED, Phase.WAITING);
        site.both(2.0, Wish.START, State.STOPPED, State.STOPPED, Phase.STARTING);
        assertThat(site.both(30., Wish.START, State.STARTING, State.STOPPED, Phase.STARTING))
                .isEmpty();
    }
}
