package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.YearSimulation.Outcome;
import io.tieline.control.YearSimulation.TargetChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A year of sites at one-minute steps: how much of the reduction perfect foresight makes is captured. */
class CaptureTest {

    private static final long SEED = 20_261_122;

    @Test
    void theWindowLawHoldsAGoodTargetAndTheRatchetFindsOne() {
        List<Trace> traces = new ArrayList<>();
        traces.add(Trace.synthetic(SEED));
        traces.addAll(recorded());
        if (traces.size() == 1) {
            System.out.println("recorded loads skipped: set tieline.data to the folder that holds load/*.csv");
        }
        measure(traces);
    }

    private static void measure(List<Trace> traces) {
        System.out.println("seed " + SEED + ", battery 20 % of the peak for 1 h, 30 min windows, reserve 20 %");
        double oracle = 0;
        double ratchet = 0;
        int selfMade = 0;
        long below = 0;
        for (Trace trace : traces) {
            Outcome best = YearSimulation.run(trace, TargetChoice.ORACLE);
            Outcome found = YearSimulation.run(trace, TargetChoice.RATCHET);
            oracle += best.capture() / traces.size();
            ratchet += found.capture() / traces.size();
            selfMade += best.selfMadePeaks() + found.selfMadePeaks();
            below += best.minutesBelowReserve() + found.minutesBelowReserve();
            System.out.printf(
                    Locale.ROOT,
                    "%-16s peak %5.0f kW oracle %.3f ratchet %.3f self-made %d+%d cycles %.0f in %.1f s%n",
                    trace.name(),
                    trace.peakW() / 1000,
                    best.capture(),
                    found.capture(),
                    best.selfMadePeaks(),
                    found.selfMadePeaks(),
                    found.cycles(),
                    found.seconds());
        }
        System.out.printf(
                Locale.ROOT,
                "RESULT control traces=%d capture-window-oracle=%.3f capture-ratchet=%.3f self-made-peaks=%d"
                        + " reserve-violations=%d%n",
                traces.size(),
                oracle,
                ratchet,
                selfMade,
                below);
        assertThat(oracle).as("window law with the true target").isGreaterThanOrEqualTo(0.90);
        assertThat(ratchet).as("window law with the ratchet target").isGreaterThanOrEqualTo(0.45);
        assertThat(below).as("minutes below the reserve").isZero();
        assertThat(selfMade)
                .as("months with a peak the load alone did not have")
                .isZero();
    }

    private static List<Trace> recorded() {
        Path folder = TestData.folder().resolve("load");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv"))
                    .filter(file -> !file.getFileName().toString().endsWith("-2s.csv"))
                    .sorted()
                    .map(file -> Trace.recorded(file, SEED))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
