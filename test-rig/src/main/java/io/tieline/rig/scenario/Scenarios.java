package io.tieline.rig.scenario;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays scenarios one after the other. */
public final class Scenarios {

    /** Most of a run is waiting, but a start is not. */
    private static final int AT_ONCE = 2;

    private Scenarios() {}

    /**
     * Plays those of a folder in computed time.
     *
     * @param name the beginning of their names, or {@code all}
     * @param trace print what goes on, a line a second
     * @return whether all passed
     * @throws IOException if the folder cannot be read or has none of that name
     */
    public static boolean play(Path folder, String name, boolean json, boolean trace, PrintStream out)
            throws IOException {
        Problems problems = new Problems();
        List<Scenario> scenarios = ScenarioFiles.read(folder, name, problems).stream()
                .filter(Scenario::isForComputedTime)
                .toList();
        if (scenarios.isEmpty() && problems.isEmpty()) {
            throw new IOException("no scenario " + name + " in " + folder);
        }
        ScenarioReport report = new ScenarioReport(out, json);
        for (Scenario scenario : scenarios) {
            report.add(VirtualStage.play(scenario, trace ? Optional.of(new ScenarioTrace(out)) : Optional.empty()));
        }
        return report.end(problems.sorted().stream().map(Problem::toString).toList());
    }

    /**
     * Plays those that can be over real protocols, two at once.
     *
     * @param longestSeconds those that take longer are left out
     * @param script that starts the product
     * @param work for what the runs leave
     * @return whether all passed
     */
    public static boolean playOverTheWire(
            Path folder, String name, double longestSeconds, Path script, Path work, boolean json, PrintStream out)
            throws IOException, InterruptedException {
        Problems problems = new Problems();
        List<Scenario> scenarios = ScenarioFiles.read(folder, name, problems).stream()
                .filter(scenario -> scenario.wire()
                        .map(wire -> scenario.lastsNanos() / wire.speed() <= longestSeconds * 1e9)
                        .orElse(false))
                .toList();
        if (scenarios.isEmpty() && problems.isEmpty()) {
            throw new IOException("no scenario " + name + " for the wire in " + folder);
        }
        ScenarioReport report = new ScenarioReport(out, json);
        ExecutorService stages = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<ScenarioRun.Verdict>> verdicts = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                verdicts.add(stages.submit(() -> WireStage.play(scenario, script, work.resolve(scenario.name()))));
            }
            for (Future<ScenarioRun.Verdict> verdict : verdicts) {
                report.add(verdict.get());
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            stages.shutdownNow();
        }
        return report.end(List.of());
    }
}
