package io.tieline.control.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Generator.State;
import io.tieline.control.backup.GeneratorWatch.Load;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.GeneratorWatch.Wish;
import io.tieline.control.settings.BackupSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several generators behind their own paralleling control. */
class SeveralGeneratorsTest {

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
    void severalAreOneAsSoonAsOneIsReady() {
        watch = new GeneratorWatch(Phase.STARTING, nanos, nanos, nanos, 1, 0, true);
        Generator stopped = new Generator(7, "genset-1", State.STOPPED, 0, 0, 4e5);
        Generator running = new Generator(8, "genset-2", State.RUNNING, 0, 50, 4e5);
        assertThat(watch.next(Wish.START, List.of(stopped, running), NOWHERE, 50, SETTINGS, nanos + 1)
                        .watch()
                        .phase())
                .isEqualTo(Phase.AT_SPEED);
        watch = GeneratorWatch.AT_REST;
        watch = watch.next(Wish.START, List.of(stopped, stopped), NOWHERE, 50, SETTINGS, nanos)
                .watch();
        assertThat(watch.next(Wish.START, List.of(stopped, stopped), NOWHERE, 50, SETTINGS, nanos + 2_000_000_000L)
                        .orders())
                .hasSize(2);
    }

    private static Generator machine(String id, State state) {
        return new Generator(7, id, state, 0, state == State.RUNNING ? 50 : 0, 4e5);
    }

    private List<String> both(double seconds, Wish wish, State first, State second, Phase expected) {
        nanos += Math.round(seconds * 1e9);
        GeneratorWatch.Step step = watch.next(
                wish,
                List.of(machine("genset-1", first), machine("genset-2", second)),
                new Load(onLoad, onBatteries),
                50,
                SETTINGS,
                nanos);
        watch = step.watch();
        assertThat(watch.phase()).isEqualTo(expected);
        return step.orders().stream()
                .map(order -> order.target() + " " + order.command().replace("genset.", ""))
                .toList();
    }

    @Test
    void oneInFaultDoesNotKeepTheOtherFromBeingCrankedAgain() {
        both(1.0, Wish.START, State.STOPPED, State.STOPPED, Phase.WAITING);
        assertThat(both(2.0, Wish.START, State.STOPPED, State.STOPPED, Phase.STARTING))
                .containsExactly("genset-1 start", "genset-2 start");
        both(15., Wish.START, State.FAULT, State.STARTING, Phase.STARTING);
        assertThat(both(15., Wish.START, State.FAULT, State.STOPPED, Phase.STARTING))
                .containsExactly("genset-1 start", "genset-2 start");
    }

    @Test
    void oneThatDoesNotAnswerDoesNotEither() {
        both(1.0, Wish.START, State.UNKNOWN, State.STOPPED, Phase.WAITING);
        both(2.0, Wish.START, State.UNKNOWN, State.STOPPED, Phase.STARTING);
        assertThat(both(30., Wish.START, State.UNKNOWN, State.STOPPED, Phase.STARTING))
                .as("nobody knows what the other one does, so it is not told twice")
                .containsExactly("genset-2 start");
    }

    @Test
    void whileOneIsOnItsWayNothingIsRepeated() {
        both(1.0, Wish.START, State.STOPPED, State.STOPPED, Phase.WAITING);
        both(2.0, Wish.START, State.STOPPED, State.STOPPED, Phase.STARTING);
        assertThat(both(30., Wish.START, State.STARTING, State.STOPPED, Phase.STARTING))
                .isEmpty();
    }
}
