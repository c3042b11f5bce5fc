package io.tieline.rig.bench.southbound;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * Measures, prints the table, and then to {@code out}, as its last line, the result or the machine output.
     *
     * @return whether every figure is reached
     */
    public boolean run(boolean json, PrintStream out) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        progress.printf(Locale.ROOT, "bench southbound, load of the machine %s%n", load());
        PollingPart.Measured polling = new PollingPart(plan, work).measure();
        progress.printf(Locale.ROOT, "polling measured after %.0f s; now the other clients%n", seconds(begin));
        Figures figures = Figures.of(polling, contest());
        figures.all().forEach(figure -> progress.println(figure.row()));
        progress.printf(Locale.ROOT, "%ntook %.0f s, load of the machine %s%n", seconds(begin), load());
        List<String> missed = figures.missed();
        if (!missed.isEmpty()) {
            progress.println("NOT REACHED: " + String.join(", ", missed));
        }
        out.println(json ? figures.json().toString() : figures.result());
        return missed.isEmpty();
    }

    private Standings contest() throws IOException {
        try (Contest contest = new Contest(plan, work, target())) {
            return contest.play();
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
