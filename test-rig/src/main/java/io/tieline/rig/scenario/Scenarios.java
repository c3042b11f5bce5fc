package io.tieline.rig.scenario;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Plays scenarios one after the other. */
public final class Scenarios {

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
        List<Scenario> scenarios = ScenarioFiles.read(folder, name, problems);
        if (scenarios.isEmpty() && problems.isEmpty()) {
            throw new IOException("no scenario " + name + " in " + folder);
        }
        ScenarioReport report = new ScenarioReport(out, json);
        for (Scenario scenario : scenarios) {
            report.add(VirtualStage.play(scenario, trace ? Optional.of(new ScenarioTrace(out)) : Optional.empty()));
        }
        return report.end(problems.sorted().stream().map(Problem::toString).toList());
    }
}
