package io.tieline.rig.scenario;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what goes on in a scenario, a line a second and one for each change of state, to be read by whoever looks for a cause. */
final class ScenarioTrace {

    private static final long EVERY_NANOS = 1_000_000_000L;

    private final PrintStream out;
    private long nextNanos;
    private String before = "";

    ScenarioTrace(PrintStream out) {
        this.out = out;
    }

    void look(Stage stage) {
        Stage.Words words = stage.words();
        String state = words.gridState() + "/" + words.mode();
        if (stage.nanos() < nextNanos && state.equals(before)) {
            return;
        }
        nextNanos = stage.nanos() + EVERY_NANOS;
        before = state;
        out.printf(
                Locale.ROOT,
                "%-9s load %7.1f  import %7.1f  battery %7.1f  decided %7.1f kW  soc %5.1f %%  %s by %s: %s%n",
                Moment.show(stage.nanos()),
                stage.plant().loadW() / 1000,
                stage.plant().gridW() / 1000,
                stage.plant().batteryW() / 1000,
                words.powerW() / 1000,
                stage.plant().soc() * 100,
                state,
                words.binding(),
                words.sentence());
    }
}
