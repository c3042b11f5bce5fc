package io.tieline.rig.bench.gateway;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this process takes from the machine. */
final class Footprint {

    private static final double MEGABYTE = 1 << 20;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Set<Thread> atFirst = threads();

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet();
    }

    /** User and system time of all threads so far. */
    double cpuSeconds() {
        return system.getProcessCpuTime() / 1e9;
    }

    /** What is in use when the garbage is gone. */
    static double liveMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    /** From now on the fullest heap is looked for. */
    static void watchHeap() {
        pools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** The heap at its fullest since then, garbage included: each of its parts at its fullest. */
    static double fullestMegabytes() {
        return pools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MEGABYTE;
    }

    private static Stream<MemoryPoolMXBean> pools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }

    /** As Linux counts it. */
    static double residentMegabytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }

    /** Names of the threads that have come since this was made: those of the rooms under test. */
    String newThreads() {
        return threads().stream()
                .filter(thread -> !atFirst.contains(thread))
                .map(Thread::getName)
                .sorted()
                .collect(Collectors.joining(","));
    }
}
