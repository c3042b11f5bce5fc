package io.tieline.rig.scenario;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Plays a scenario on a stage and says which of its expectations failed. */
public final class ScenarioRun {

    /** @param failures empty: it passed */
    public record Verdict(Scenario scenario, List<Expectation.Failure> failures, double realSeconds) {

        public boolean passed() {
            return failures.isEmpty();
        }
    }

    private final Stage stage;
    private final List<Expectation.Watch> watches;
    private final Iterator<Happening> happenings;
    private Optional<Happening> next;

    private ScenarioRun(Scenario scenario, Stage stage) {
        this.stage = stage;
        this.watches = scenario.expectations().stream().map(Expectation::watch).toList();
        this.happenings = scenario.happenings().iterator();
        this.next = nextHappening();
    }

    /**
     * Plays it to its end.
     *
     * @param play lets time pass until the end and calls back at every moment of it
     */
    static Verdict play(Scenario scenario, Stage stage, Consumer<Runnable> play) {
        long begin = System.nanoTime();
        ScenarioRun run = new ScenarioRun(scenario, stage);
        List<Expectation.Failure> failures = new ArrayList<>();
        try {
            play.accept(run::moment);
            run.watches.forEach(watch -> watch.end(stage).ifPresent(failures::add));
        } catch (RuntimeException e) {
            failures.add(new Expectation.Failure("the scenario runs to its end", 1, stage.nanos(), e.toString()));
        }
        return new Verdict(scenario, List.copyOf(failures), (System.nanoTime() - begin) / 1e9);
    }

    /** The verdict on a site that must be refused at its configuration. */
    static Verdict refusal(Scenario scenario, String why, String found) {
        List<Expectation.Failure> failures =
                found.contains(why) ? List.of() : List.of(new Expectation.Failure("refused: " + why, 1, 0, found));
        return new Verdict(scenario, failures, 0);
    }

    private void moment() {
        // What is seen now is still from before what happens now.
        watches.forEach(watch -> watch.look(stage));
        while (next.isPresent() && next.get().nanos() <= stage.nanos()) {
            next.get().effect().accept(stage);
            next = nextHappening();
        }
    }

    private Optional<Happening> nextHappening() {
        return happenings.hasNext() ? Optional.of(happenings.next()) : Optional.empty();
    }
}
