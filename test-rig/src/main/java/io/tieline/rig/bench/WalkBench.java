package io.tieline.rig.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The figures of the gateway that walks end to end: start and memory, reaction, garbage. */
public final class WalkBench {

    private static final int FEW = 10;
    private static final int MANY = 110;
    private static final double START_LIMIT_S = 5;
    private static final double MEMORY_LIMIT_MB = 300;
    private static final double REACTION_LIMIT_MS = 20 + Reactions.POLL_MILLIS;
    /** Less than a boxed number per ten samples; a box is 16 bytes. */
    private static final double SAMPLE_LIMIT_BYTES = 1.5;

    private final PrintStream out;
    private final Path home;
    private boolean good = true;

    private WalkBench(Path home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    /**
     * Measures and prints; the last line begins with RESULT.
     *
     * @param home the product, as its build leaves it
     * @param work takes what the runs leave
     * @param quick fewer starts and steps
     * @return whether every figure is reached
     */
    public static boolean run(Path home, Path work, boolean quick, long seed, PrintStream out)
            throws IOException, InterruptedException {
        WalkBench bench = new WalkBench(home, out);
        out.printf(Locale.ROOT, "bench walk, seed %d, load of the machine %s%n", seed, load());
        List<Starts.Start> starts = Starts.measure(home, work, quick ? 3 : 7);
        Reactions.Measured reactions = Reactions.measure(home, work, quick ? 30 : 100, seed);
        int polls = quick ? 1500 : 6000;
        Allocations.Cost few = Allocations.measure(FEW, polls, polls);
        Allocations.Cost many = Allocations.measure(MANY, polls, polls);
        bench.print(starts, reactions, few, many);
        return bench.good;
    }

    private void print(
            List<Starts.Start> starts, Reactions.Measured reactions, Allocations.Cost few, Allocations.Cost many) {
        Spread decision =
                Spread.of(starts.stream().map(Starts.Start::decisionSeconds).toList());
        Spread meter = Spread.of(starts.stream().map(Starts.Start::meterSeconds).toList());
        Spread cpu = Spread.of(starts.stream().map(Starts.Start::cpuSeconds).toList());
        double perSample = Allocations.perSample(few, many);
        Spread wire = reactions.wireMillis();
        Spread inside = reactions.gatewayMillis();
        out.printf("%n%-52s %10s %10s   %s%n", "", "median", "p95", "required");
        row("start of the JVM to the first decision, s", decision, START_LIMIT_S);
        row("  to the first question to the grid meter, s", meter);
        row("  processor time by then, s", cpu);
        one(
                "resident memory after " + Math.round(reactions.atSeconds()) + " s, MB",
                reactions.residentMegabytes(),
                MEMORY_LIMIT_MB);
        row("meter value on the wire to setpoint on the wire, ms", wire, REACTION_LIMIT_MS);
        row("  answer of the meter to setpoint, ms", inside);
        one("one more sample in a poll allocates, bytes", perSample, SAMPLE_LIMIT_BYTES);
        out.printf(
                Locale.ROOT,
                "%n%d starts (%.1f to %.1f s); %d steps (%.0f to %.0f ms), %d without a setpoint; a poll of %d points"
                        + " allocates %.0f bytes, one of %d points %.0f bytes; load of the machine %s%n",
                starts.size(),
                decision.least(),
                decision.most(),
                wire.sorted().length + reactions.missed(),
                wire.least(),
                wire.most(),
                reactions.missed(),
                few.points(),
                few.bytesPerPoll(),
                many.points(),
                many.bytesPerPoll(),
                load());
        good &= reactions.missed() == 0;
        out.printf(
                Locale.ROOT,
                "RESULT walk first-decision-s=%.2f rss-mb=%.0f meter-to-setpoint-ms-median=%.1f"
                        + " meter-to-setpoint-ms-p95=%.1f poll-ms=%d bytes-per-sample=%.2f%n",
                decision.median(),
                reactions.residentMegabytes(),
                wire.median(),
                wire.p95(),
                Reactions.POLL_MILLIS,
                perSample);
    }

    private void row(String name, Spread figure, double limit) {
        good &= figure.median() <= limit;
        out.printf(
                Locale.ROOT,
                "%-52s %10.2f %10.2f   <= %s %s%n",
                name,
                figure.median(),
                figure.p95(),
                text(limit),
                verdict(figure.median() <= limit));
    }

    private void row(String name, Spread figure) {
        out.printf(Locale.ROOT, "%-52s %10.2f %10.2f%n", name, figure.median(), figure.p95());
    }

    private void one(String name, double figure, double limit) {
        good &= figure <= limit;
        out.printf(
                Locale.ROOT, "%-52s %10.2f %10s   <= %s %s%n", name, figure, "", text(limit), verdict(figure <= limit));
    }

    private static String text(double limit) {
        return limit == Math.rint(limit) ? "" + Math.round(limit) : "" + limit;
    }

    private static String verdict(boolean reached) {
        return reached ? "" : " MISSED";
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }
}
