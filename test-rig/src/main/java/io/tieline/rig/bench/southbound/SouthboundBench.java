package io.tieline.rig.bench.southbound;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the southbound rooms: a gateway that polls a thousand devices, some of them dead, beside two other
 * protocols; and its Modbus client against others. Everything that is measured or simulated runs in processes of its own.
 */
public final class SouthboundBench {

    private final Plan plan;
    private final Path work;
    private final PrintStream progress;

    /**
     * @param work takes what the processes write to standard error, and keys
     * @param progress what is being done, and the table
     */
    public SouthboundBench(Plan plan, Path work, PrintStream progress) {
        this.plan = plan;
        this.work = work;
        this.progress = progress;
    }

    /**
     * Measures, prints each part of the table as soon as it is known, and then to {@code out}, as its last line, the
     * result or the machine output.
     *
     * @return whether every figure is reached
     * @throws IOException if a part failed; what was measured before is printed all the same
     */
    public boolean run(boolean json, PrintStream out) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        progress.printf(Locale.ROOT, "bench southbound, load of the machine %s%n", load());
        List<Figure> measured = new ArrayList<>();
        try (Contest contest = new Contest(plan, work, target())) {
            new PollingPart(plan, work, contest::prepare).measure(part -> tell(measured, part));
            progress.printf(Locale.ROOT, "polling measured after %.0f s; now the other clients%n", seconds(begin));
            play(contest, measured);
        } finally {
            progress.printf(Locale.ROOT, "%ntook %.0f s, load of the machine %s%n", seconds(begin), load());
            Figures figures = new Figures(List.copyOf(measured));
            if (!figures.missed().isEmpty()) {
                progress.println("NOT REACHED: " + String.join(", ", figures.missed()));
            }
            out.println(json ? figures.json().toString() : figures.result());
        }
        return measured.stream().allMatch(Figure::isMet);
    }

    private void tell(List<Figure> measured, List<Figure> part) {
        part.forEach(figure -> progress.println(figure.row()));
        measured.addAll(part);
    }

    private void play(Contest contest, List<Figure> measured) throws IOException {
        Standings standings = new Standings();
        try {
            contest.play(standings);
        } finally {
            tell(measured, Figures.contest(standings));
        }
    }

    private static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }

    /** The rig's build folder: this class lies in its {@code classes} or in the jar beside them. */
    private static Path target() throws IOException {
        try {
            Path code = Path.of(SouthboundBench.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            @Nullable Path target = code.getParent();
            if (target == null || !Files.isDirectory(target.resolve("contenders"))) {
                throw new IOException("the other Modbus clients are not beside " + code + ": build test-rig");
            }
            return target;
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }
}
