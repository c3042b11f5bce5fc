package io.tieline.rig.bench.journal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same seconds kept in every way, in turns, on the same disk. */
final class Contest {

    /** How a way of keeping is begun in an empty folder. */
    @FunctionalInterface
    interface Start {
        Keeper in(Path folder) throws Exception;
    }

    /**
     * What one way took.
     *
     * @param bytesPerSample on disk, everything included
     * @param perCpuSecond samples a second of CPU, of all threads
     */
    record Standing(double bytesPerSample, double perCpuSecond) {}

    /** What one round took. */
    private record Round(long cpuNanos, long bytes) {}

    private final int cabinets;
    private final int seconds;
    private final long seed;
    private final Path work;

    Contest(int cabinets, int seconds, long seed, Path work) {
        this.cabinets = cabinets;
        this.seconds = seconds;
        this.seed = seed;
        this.work = work;
    }

    /**
     * The standings in the order of the ways; of several rounds, in turns, the median CPU. A gateway runs for months: what
     * the compiler does in the first rounds and the first seconds of each is not counted.
     *
     * @param warmUp CPU time that every way works before the first round that counts
     */
    Map<String, Standing> run(Map<String, Start> ways, int rounds, Duration warmUp) throws Exception {
        for (Map.Entry<String, Start> way : ways.entrySet()) {
            long worked = 0;
            while (worked < warmUp.toNanos()) {
                worked += round(way).cpuNanos();
            }
        }
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        Map<String, Double> sizes = new LinkedHashMap<>();
        double samples = (double) cabinets * seconds * NoisyDay.POINTS;
        double counted = samples * (seconds - seconds / 10) / seconds;
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Start> way : ways.entrySet()) {
                Round done = round(way);
                rates.computeIfAbsent(way.getKey(), name -> new ArrayList<>()).add(counted / done.cpuNanos() * 1e9);
                sizes.put(way.getKey(), done.bytes() / samples);
            }
        }
        Map<String, Standing> standings = new LinkedHashMap<>();
        rates.forEach(
                (name, each) -> standings.put(name, new Standing(sizes.getOrDefault(name, Double.NaN), median(each))));
        return standings;
    }

    private Round round(Map.Entry<String, Start> way) throws Exception {
        Path folder = Files.createDirectories(work.resolve(way.getKey().replace(' ', '-')));
        long cpu = keep(way.getValue(), folder);
        long bytes = Keeper.bytes(folder);
        delete(folder);
        return new Round(cpu, bytes);
    }

    private long keep(Start way, Path folder) throws Exception {
        NoisyDay day = new NoisyDay(cabinets, seed);
        long before = 0;
        try (Keeper keeper = way.in(folder)) {
            for (int second = 0; second < seconds; second++) {
                before = second == seconds / 10 ? cpuNanos() : before;
                day.tick();
                keeper.keep(day, NoisyDay.START + second * 1000L);
            }
        }
        return cpuNanos() - before;
    }

    /** CPU of all threads of this process. */
    static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElse(Double.NaN);
    }

    static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
