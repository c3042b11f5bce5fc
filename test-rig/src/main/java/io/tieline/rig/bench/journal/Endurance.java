package io.tieline.rig.bench.journal;

import io.tieline.journal.JournalSettings;
import io.tieline.journal.JournalStatus;
import io.tieline.journal.Series;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A thousand cabinets recorded once a second, in real time, with FULL durability; meanwhile somebody looks at a month of
 * one point.
 */
final class Endurance {

    /**
     * What it came to.
     *
     * @param perSecond samples on disk a second
     * @param cores of CPU for everything: reading the cabinets, recording, merging, garbage collection
     * @param chartMillis the median and the longest time of a chart of 30 days in 1000 steps
     */
    record Result(double perSecond, double cores, double chartMillis, double longestChartMillis) {}

    private static final long MONTH_MILLIS = Duration.ofDays(30).toMillis();
    private static final int STEPS = 1000;

    private Endurance() {}

    /** The journal promises a sample on disk after a second; only what it takes longer for the last one is a delay. */
    private static final double COMMIT_SECONDS = 1;

    /** Readings of a block while the month is recorded that is looked at. */
    private static final int QUARTER = 900;

    /**
     * @param monthPoints how many points the cabinet had in the month before
     * @param settings of the run
     */
    static Result run(Path folder, int cabinets, int seconds, int monthPoints, JournalSettings settings, long seed) {
        long end = NoisyDay.START + MONTH_MILLIS;
        JournalSettings quick =
                new JournalSettings(Duration.ofHours(1), Duration.ZERO, settings.maximumBytes(), 2, QUARTER + 100);
        try (JournalKeeper past = new JournalKeeper(folder, 1, monthPoints, quick)) {
            recordMonth(past, seed);
        }
        NoisyDay day = new NoisyDay(cabinets, seed);
        try (JournalKeeper keeper = new JournalKeeper(folder, cabinets, NoisyDay.POINTS, settings)) {
            List<Double> charts = new ArrayList<>();
            long chartCpu = 0;
            long begin = System.nanoTime();
            long cpu = Contest.cpuNanos();
            for (int second = 0; second < seconds; second++) {
                day.tick();
                keeper.record(day, end + second * 1000L);
                if (second % 5 == 4) {
                    long before = Contest.cpuNanos();
                    charts.add(chart(keeper, end + second * 1000L));
                    chartCpu += Contest.cpuNanos() - before;
                }
                waitUntil(begin + (second + 1) * 1_000_000_000L);
            }
            keeper.journal().flush().toCompletableFuture().join();
            double elapsed = (System.nanoTime() - begin) / 1e9;
            double sustained = Math.max(seconds, elapsed - COMMIT_SECONDS);
            double cores = (Contest.cpuNanos() - cpu - chartCpu) / 1e9 / elapsed;
            JournalStatus status = keeper.complete();
            return new Result(
                    status.written() / sustained,
                    cores,
                    Contest.median(charts),
                    charts.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
        }
    }

    private static void recordMonth(JournalKeeper past, long seed) {
        NoisyDay day = new NoisyDay(1, seed);
        long readings = MONTH_MILLIS / 1000;
        for (long reading = 0; reading < readings; reading++) {
            day.tick();
            past.record(day, NoisyDay.START + reading * 1000);
            if (reading % QUARTER == QUARTER - 1) {
                past.journal().flush().toCompletableFuture().join();
            }
        }
    }

    private static double chart(JournalKeeper keeper, long now) {
        long before = System.nanoTime();
        Series series = keeper.journal().series("cab-0000", "outlet.3.power", now - MONTH_MILLIS, now, STEPS);
        if (series.steps().size() < STEPS - 1) {
            throw new IllegalStateException("the chart has " + series.steps().size() + " steps only");
        }
        return (System.nanoTime() - before) / 1e6;
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
