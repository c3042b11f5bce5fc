package io.tieline.control.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.backup.Generator.State;
import io.tieline.control.backup.GeneratorWatch.Load;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.GeneratorWatch.Wish;
import io.tieline.control.settings.BackupSettings;
import java.util.List;

/**
 * Generators in virtual time. A line of a test is a step: seconds passed, what is wished, what the generator says, and
 * what follows.
 */
final class GeneratorTrial {

    static final BackupSettings.Generators SETTINGS = BackupSettings.Generators.DEFAULT;
    static final Load NOWHERE = new Load(false, false);

    GeneratorWatch watch = GeneratorWatch.AT_REST;
    long nanos = 1_000_000_000L;
    double hertz = 50;
    boolean onLoad;
    boolean onBatteries;

    /** One that turns at 50 Hz if it runs, and not at all else. */
    static Generator machine(String id, State state) {
        return new Generator(7, id, state, 0, state == State.RUNNING ? 50 : 0, 4e5);
    }

    void after(double seconds, Wish wish, State state, Phase expected, String... orders) {
        List<Order> given = step(seconds, wish, List.of(new Generator(7, "genset-1", state, 0, hertz, 4e5)), expected);
        assertThat(given.stream().map(Order::command)).containsExactly(orders);
    }

    /** The same with two of them; the orders come back in short: {@code genset-1 start}. */
    List<String> both(double seconds, Wish wish, State first, State second, Phase expected) {
        return step(seconds, wish, List.of(machine("genset-1", first), machine("genset-2", second)), expected).stream()
                .map(order -> order.target() + " " + order.command().replace("genset.", ""))
                .toList();
    }

    private List<Order> step(double seconds, Wish wish, List<Generator> generators, Phase expected) {
        nanos += Math.round(seconds * 1e9);
        GeneratorWatch.Step step = watch.next(wish, generators, new Load(onLoad, onBatteries), 50, SETTINGS, nanos);
        watch = step.watch();
        assertThat(watch.phase()).isEqualTo(expected);
        return step.orders();
    }

    /** Which of these would be named so much later, for they were told to stop and do not. */
    List<String> disobedient(double secondsLater, Generator... generators) {
        return watch.disobedient(List.of(generators), nanos + Math.round(secondsLater * 1e9));
    }
}
