package io.tieline.rig.capture;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** `rig capture`: every recording of a folder, a row each as it is done, then the means. */
public final class Capture {

    private static final String ROW =
            "%-20s %8.0f %5.1f%% | %6.3f %6.3f %6.3f | %6.3f %6.3f | %6.3f %6.3f | %6.3f %5.1f %5d %5d %5.2f%n";

    private final CaptureOptions options;
    private final PrintStream table;

    private Capture(CaptureOptions options, PrintStream table) {
        this.options = options;
        this.table = table;
    }

    /**
     * Runs and prints.
     *
     * @param json the figures go to {@code machine} as JSON, instead of the RESULT line
     * @return whether any recording was found, no peak was self-made, and reserve and limits were kept
     * @throws IOException if the folder cannot be read
     */
    public static boolean run(Path folder, CaptureOptions options, PrintStream table, boolean json, PrintStream machine)
            throws IOException {
        Recordings recordings = Recordings.in(folder);
        recordings.skipped().forEach((file, why) -> table.println("skipped " + file + ": " + why));
        if (recordings.loads().isEmpty()) {
            throw new IOException(folder + ": no recorded load (`minute-epoch,kW` lines in a .csv file)");
        }
        CaptureFigures figures = new Capture(options, table).measure(recordings.loads());
        if (json) {
            machine.println(figures.toJson());
        } else {
            table.println(figures.result());
        }
        return figures.isClean();
    }

    private CaptureFigures measure(List<Recording> loads) {
        table.printf(
                Locale.ROOT,
                "battery %.0f %% of the highest window for %s h, %d min windows, reserve %.0f %%; inside the recorded"
                        + " intervals AR(1) noise of %.0f %%, 3 min, seed %d%n",
                options.powerShare() * 100,
                options.hours(),
                options.windowMinutes(),
                options.reservePercent(),
                options.sigma() * 100,
                options.seed());
        table.println(
                "captured share of what perfect foresight takes off (month, whole recording), told: with the right"
                        + " target, thr.: fixed thresholds");
        table.printf(
                "%-20s %8s %6s | %6s %6s %6s | %6s %6s | %6s %6s | %6s %5s %5s %5s %5s%n",
                "trace", "peak kW", "can", "month", "whole", "told", "naive", "whole", "tuned", "whole", "bill", "EFC",
                "self", "resv", "s/yr");
        TraceStudy study = new TraceStudy(options);
        study.warmUp(loads.get(0));
        List<TraceFigures> traces = new ArrayList<>();
        for (Recording recording : loads) {
            if (recording.load().filled() > 0) {
                table.println(recording.name() + ": " + recording.load().filled()
                        + " missing intervals take the value before them");
            }
            TraceFigures figures = study.figures(recording);
            traces.add(figures);
            row(figures);
        }
        List<YearPair> pairs = pairs(loads, study);
        CaptureFigures all = new CaptureFigures(traces, pairs);
        row(all.average());
        table.printf(
                Locale.ROOT,
                "a simulated year of the control took %.2f s on average, %.2f s at most (s/yr); %d minutes above a limit%n",
                all.mean(TraceFigures::seconds),
                traces.stream().mapToDouble(TraceFigures::seconds).max().orElse(Double.NaN),
                all.limitMinutes());
        return all;
    }

    private List<YearPair> pairs(List<Recording> loads, TraceStudy study) {
        List<YearPair> pairs = new ArrayList<>();
        for (Recording first : loads) {
            for (Recording second : loads) {
                if (first.isBefore(second)) {
                    YearPair pair = study.pair(first, second);
                    pairs.add(pair);
                    table.printf(
                            Locale.ROOT,
                            "%s %d with one year of history, annual tariff: captured %.3f%n",
                            pair.site(),
                            pair.year(),
                            pair.capture());
                }
            }
        }
        return pairs;
    }

    private void row(TraceFigures figures) {
        table.printf(
                Locale.ROOT,
                ROW,
                figures.name(),
                figures.highestW() / 1000,
                figures.possible() * 100,
                figures.month(),
                figures.year(),
                figures.oracle(),
                figures.naiveMonth(),
                figures.naiveYear(),
                figures.tunedMonth(),
                figures.tunedYear(),
                figures.bill(),
                figures.cycles(),
                figures.selfMade(),
                figures.reserveMinutes(),
                figures.seconds());
    }
}
