package io.tieline.rig.bench.journal;

import io.tieline.journal.JournalSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The journal's figures. */
public final class JournalBench {

    private static final double MOST_BYTES_PER_SAMPLE = 1.2;
    private static final double LEAST_SIZE_RATIO = 20;
    private static final double LEAST_APPEND_PER_SECOND = 118_000;
    private static final double MOST_CORES = 0.3;
    private static final double LEAST_CPU_RATIO = 10;
    private static final double MOST_RESTART_SECONDS = 3;
    private static final double MOST_CHART_MILLIS = 200;
    private static final double LEAST_REPLAY_PER_SECOND = 300_000;
    private static final double LATEST_LIVE_SECONDS = 2;

    private static final String JOURNAL = "journal";
    private static final String ROWS = "SQLite rows";
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final int CABINETS = 1000;
    private static final double GB = 1e9;
    private static final double DAY_SECONDS = Duration.ofDays(1).toSeconds();
    private static final double MOST_GB_OF_50 = 8;
    private static final double MOST_GB_OF_1000 = 64;

    /**
     * How much of everything.
     *
     * @param sizeSeconds of the contest for size; more than a quarter of an hour, after which blocks are fully merged
     * @param speedSeconds of the contest for CPU, with many cabinets
     * @param monthPoints of the device whose chart is asked for
     * @param mergedRounds after how many blocks they are merged: fewer than in the product so that a short run merges, too
     * @param fortnightSeconds of the two weeks that are recorded, into as much of the disk
     */
    private record Plan(
            int sizeCabinets,
            int sizeSeconds,
            int speedCabinets,
            int speedSeconds,
            int rounds,
            int appendSeconds,
            int mergedRounds,
            int monthPoints,
            long storeBytes,
            int replaySeconds,
            long fortnightSeconds) {

        static Plan of(boolean quick) {
            return quick
                    ? new Plan(
                            6,
                            1000,
                            50,
                            130,
                            1,
                            12,
                            4,
                            6,
                            0,
                            300,
                            Duration.ofHours(6).toSeconds())
                    : new Plan(20, 3700, 1000, 130, 3, 600, 20, 120, 10L << 30, 1800, Fortnight.LENGTH.toSeconds());
        }
    }

    private final Plan plan;
    private final Path work;
    private final long seed;
    private final PrintStream out;

    public JournalBench(boolean quick, Path work, long seed, PrintStream out) {
        this.plan = Plan.of(quick);
        this.work = work;
        this.seed = seed;
        this.out = out;
    }

    /** Measures everything and prints it; whether every figure is reached. */
    public boolean run() throws Exception {
        out.println("seed " + seed + ", work in " + work);
        Map<String, Contest.Standing> sizes = size();
        Map<String, Contest.Standing> speeds = speed();
        Path store = Files.createDirectories(work.resolve("store"));
        Endurance.Result append = Endurance.run(
                store,
                CABINETS,
                plan.appendSeconds(),
                plan.monthPoints(),
                JournalKeeper.settings().withMergedRounds(plan.mergedRounds()),
                seed);
        out.printf(
                "append     %,.0f samples/s for %d s, everything on disk each second, %.2f cores in all%n",
                append.perSecond(), plan.appendSeconds(), append.cores());
        out.printf(
                "chart      30 days of one point in 1000 steps meanwhile: median %.0f ms, longest %.0f ms%n",
                append.chartMillis(), append.longestChartMillis());
        double restart = Restart.seconds(store, plan.storeBytes(), CABINETS, seed);
        out.printf(
                "restart    %.2f s from the start of a process to its first second on disk, store of %,d MiB%n",
                restart, Keeper.bytes(store) >> 20);
        ReplayRun.Result replay = ReplayRun.of(work.resolve("replay"), 50, plan.replaySeconds(), seed);
        out.printf(
                "replay     %,.0f samples/s over Mosquitto to a subscriber, live samples at most %.1f s late meanwhile%n",
                replay.perSecond(), replay.latestLiveSeconds());
        Fortnight.Result fortnight = fortnight();
        double ours = of(sizes, JOURNAL).bytesPerSample();
        double sizeRatio = of(sizes, ROWS).bytesPerSample() / ours;
        double cpuRatio = of(speeds, JOURNAL).perCpuSecond() / of(speeds, ROWS).perCpuSecond();
        boolean reached = ours <= MOST_BYTES_PER_SAMPLE
                && sizeRatio >= LEAST_SIZE_RATIO
                && append.perSecond() >= LEAST_APPEND_PER_SECOND
                && append.cores() <= MOST_CORES
                && cpuRatio >= LEAST_CPU_RATIO
                && restart <= MOST_RESTART_SECONDS
                && append.longestChartMillis() <= MOST_CHART_MILLIS
                && replay.perSecond() >= LEAST_REPLAY_PER_SECOND
                && replay.latestLiveSeconds() <= LATEST_LIVE_SECONDS
                && fits(fortnight);
        Contest.delete(work);
        out.printf(
                "RESULT journal bytes-per-sample=%.3f vs-sqlite-size=%.1f append-per-s=%.0f append-cores=%.2f"
                        + " vs-sqlite-cpu=%.1f chart-ms=%.0f longest-chart-ms=%.0f restart-s=%.2f replay-per-s=%.0f live-late-s=%.1f%n",
                ours,
                sizeRatio,
                append.perSecond(),
                append.cores(),
                cpuRatio,
                append.chartMillis(),
                append.longestChartMillis(),
                restart,
                replay.perSecond(),
                replay.latestLiveSeconds());
        return reached;
    }

    private Map<String, Contest.Standing> size() throws Exception {
        Map<String, Contest.Start> others = new LinkedHashMap<>();
        others.put(ROWS, RowKeeper::new);
        others.put("MVStore", MapKeeper::new);
        others.put("Paho files", PahoKeeper::new);
        others.put("gzip Sparkplug", PayloadKeeper::new);
        others.put("Gorilla", GorillaKeeper::new);
        Map<String, Contest.Start> ours = Map.of(
                JOURNAL,
                folder -> new JournalKeeper(folder, plan.sizeCabinets(), NoisyDay.POINTS, JournalKeeper.onDemand()));
        out.printf(
                "size of %d cabinets x %d points over %d s (all but the journal: a quarter of it), every sample kept,"
                        + " durable every second%n",
                plan.sizeCabinets(), NoisyDay.POINTS, plan.sizeSeconds());
        Map<String, Contest.Standing> standings = new LinkedHashMap<>(
                new Contest(plan.sizeCabinets(), plan.sizeSeconds(), seed, work).run(ours, 1, Duration.ZERO));
        standings.putAll(
                new Contest(plan.sizeCabinets(), plan.sizeSeconds() / 4, seed, work).run(others, 1, Duration.ZERO));
        standings.forEach(
                (name, standing) -> out.printf("%-16s %7.3f bytes/sample on disk%n", name, standing.bytesPerSample()));
        return standings;
    }

    private Map<String, Contest.Standing> speed() throws Exception {
        JournalSettings settings = JournalKeeper.onDemand().withMergedRounds(plan.speedSeconds() / 16);
        Map<String, Contest.Start> ways = new LinkedHashMap<>();
        ways.put(JOURNAL, folder -> new JournalKeeper(folder, plan.speedCabinets(), NoisyDay.POINTS, settings));
        ways.put(ROWS, RowKeeper::new);
        out.printf(
                "CPU of %d cabinets x %d points over %d s, durable every second, the journal merging twice meanwhile%n",
                plan.speedCabinets(), NoisyDay.POINTS, plan.speedSeconds());
        Map<String, Contest.Standing> standings =
                new Contest(plan.speedCabinets(), plan.speedSeconds(), seed, work).run(ways, plan.rounds(), WARM_UP);
        standings.forEach((name, standing) ->
                out.printf("%-16s %,12.0f samples per CPU second%n", name, standing.perCpuSecond()));
        return standings;
    }

    private static Contest.Standing of(Map<String, Contest.Standing> standings, String name) {
        return Objects.requireNonNull(standings.get(name), name);
    }

    private Fortnight.Result fortnight() throws IOException {
        double part = (double) plan.fortnightSeconds() / Fortnight.LENGTH.toSeconds() / CABINETS;
        Fortnight.Result result = Fortnight.run(
                Files.createDirectories(work.resolve("fortnight")),
                plan.fortnightSeconds(),
                Math.round(MOST_GB_OF_1000 * GB * part),
                seed);
        out.printf(
                "14 days    of 50 cabinets %.1f GB, of %d %.1f GB, extrapolated from %.1f days of one: %.3f bytes/sample with"
                        + " its %d events; as recorded for %.1f days%n",
                gigabytes(result, 50),
                CABINETS,
                gigabytes(result, CABINETS),
                result.seconds() / DAY_SECONDS,
                result.bytesPerSample(),
                result.events(),
                result.asRecordedSeconds() / DAY_SECONDS);
        return result;
    }

    /** Stricter than what is promised for a thousand cabinets: nothing has aged, though all but two days might have. */
    private static boolean fits(Fortnight.Result result) {
        return result.lostEvents() == 0
                && result.asRecordedSeconds() >= result.seconds()
                && gigabytes(result, CABINETS) <= MOST_GB_OF_1000
                && gigabytes(result, 50) <= MOST_GB_OF_50;
    }

    private static double gigabytes(Fortnight.Result result, int cabinets) {
        return result.bytesPerSample() * cabinets * NoisyDay.POINTS * Fortnight.LENGTH.toSeconds() / GB;
    }
}
