package io.tieline.southbound;

import com.sun.management.ThreadMXBean;
import io.tieline.model.AlarmBoard;
import io.tieline.model.CommandResult;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;

/**
 * What a poll costs in the engine alone, in real time: n devices at 1 Hz with five groups, their answers given by one
 * other thread as an event loop would, no wire. Arguments: devices, seconds, devices that never answer. Last line: RESULT
 * engine …
 */
final class EngineBench {

    private static final int POINTS = 24;
    private static final int SLOTS = 100_000;

    /** Start delays in steps of 10 µs up to a second; the last step holds the rest. */
    private static final class Delays implements PollWatch {
        private final long[] counts = new long[SLOTS + 1];
        private final int dead;
        private volatile long missed;
        private volatile boolean counting;

        Delays(int dead) {
            this.dead = dead;
        }

        @Override
        public void started(int device, int group, long dueNanos, long startedNanos) {
            if (counting && device >= dead) {
                counts[(int) Math.min(SLOTS, (startedNanos - dueNanos) / 10_000)]++;
            }
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // the engine's thread only
        public void missed(int device, int group, long polls, Cause cause) {
            if (counting && device >= dead) {
                missed += polls;
            }
        }

        double millis(double share) {
            long all = 0;
            for (long count : counts) {
                all += count;
            }
            long until = (long) Math.ceil(all * share);
            int slot = 0;
            for (long sum = counts[0]; sum < until; sum += counts[++slot]) {}
            return slot / 100.0;
        }
    }

    /** Answers on one thread, like an event loop. */
    private static final class Wire implements Protocol, Runnable {
        private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        private final int dead;

        Wire(int dead) {
            this.dead = dead;
        }

        @Override
        public Set<String> schemes() {
            return Set.of("bench");
        }

        @Override
        public CompletionStage<DeviceSession> connect(DeviceTarget target) {
            return CompletableFuture.completedFuture(
                    new Answering(this, target.device().index() < dead));
        }

        @Override
        public void run() {
            try {
                while (true) {
                    queue.take().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {}
    }

    private record Answering(Wire wire, boolean isDead, List<PollGroup> all, PointSet points) implements DeviceSession {

        Answering(Wire wire, boolean isDead) {
            this(
                    wire,
                    isDead,
                    List.of(
                            new PollGroup(0, "fast", 1),
                            new PollGroup(1, "two", 2),
                            new PollGroup(2, "five", 5),
                            new PollGroup(3, "slow", 10),
                            new PollGroup(4, "rare", 300)),
                    PointSet.named(IntStream.range(0, 5 * POINTS)
                            .mapToObj(i -> "outlet." + i + ".power")
                            .toList()));
        }

        @Override
        public Identity identity() {
            return new Identity("", "", "", "", "bench", 1);
        }

        @Override
        public List<PollGroup> groups() {
            return all;
        }

        @Override
        public void read(PollGroup group, SampleTarget target, ReadListener listener) {
            if (!isDead) {
                wire.queue.add(() -> answer(group.index(), target, listener));
            }
        }

        private void answer(int group, SampleTarget target, ReadListener listener) {
            target.begin(1);
            for (int i = 0; i < POINTS; i++) {
                target.put(group * POINTS + i, i);
            }
            target.commit();
            listener.completed();
        }

        @Override
        public Set<String> commands() {
            return Set.of();
        }

        @Override
        public CompletionStage<CommandResult> write(io.tieline.model.Command command) {
            return CompletableFuture.completedFuture(new CommandResult.Refused("none"));
        }

        @Override
        public void close() {}
    }

    private EngineBench() {}

    public static void main(String[] args) throws InterruptedException {
        int devices = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        int dead = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        Wire wire = new Wire(dead);
        Thread loop = new Thread(wire, "wire");
        loop.setDaemon(true);
        loop.start();
        Delays delays = new Delays(dead);
        List<Thread> engines = new ArrayList<>();
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "poll");
            thread.setDaemon(true);
            engines.add(thread);
            return thread;
        });
        try (PollEngine engine = engine(devices, wire, scheduler, delays)) {
            engine.start();
            Thread.sleep(10_000); // compilation, first reads
            delays.counting = true;
            Cost poll = new Cost(engines.get(0));
            Cost answers = new Cost(loop);
            PollFigures before = engine.polls();
            Thread.sleep(seconds * 1000L);
            long polls = engine.polls().started() - before.started();
            poll.end();
            answers.end();
            System.out.printf("polls per second    %8.0f%n", (double) polls / seconds);
            System.out.printf(
                    "engine thread       %8.2f µs and %6.0f bytes per poll%n", poll.micros / polls, poll.bytes / polls);
            System.out.printf(
                    "answering thread    %8.2f µs and %6.0f bytes per poll%n",
                    answers.micros / polls, answers.bytes / polls);
            System.out.printf(
                    "RESULT engine devices=%d polls=%d missed=%d start-p50-ms=%.2f start-p99-ms=%.2f start-p999-ms=%.2f"
                            + " start-max-ms=%.2f engine-us-per-poll=%.2f engine-core-percent=%.2f%n",
                    devices,
                    polls,
                    delays.missed,
                    delays.millis(0.5),
                    delays.millis(0.99),
                    delays.millis(0.999),
                    delays.millis(1),
                    poll.micros / polls,
                    poll.micros / seconds / 1e4);
        } finally {
            scheduler.shutdownNow();
        }
    }

    private static final class Cost {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final long id;
        private double micros;
        private double bytes;

        Cost(Thread thread) {
            id = thread.getId();
            micros = -THREADS.getThreadCpuTime(id) / 1e3;
            bytes = -THREADS.getThreadAllocatedBytes(id);
        }

        void end() {
            micros += THREADS.getThreadCpuTime(id) / 1e3;
            bytes += THREADS.getThreadAllocatedBytes(id);
        }
    }

    private static PollEngine engine(int devices, Wire wire, ScheduledExecutorService scheduler, PollWatch watch) {
        List<DeviceTarget> targets = IntStream.range(0, devices)
                .mapToObj(i -> new DeviceTarget(
                        new Device(i, "pdu-" + i, DeviceKind.PDU),
                        URI.create("bench://pdu-" + i),
                        DeviceTarget.AUTO,
                        Duration.ofSeconds(1),
                        Duration.ofMillis(500),
                        Map.of()))
                .toList();
        LiveImage image =
                new LiveImage(targets.stream().map(DeviceTarget::device).toList());
        SiteClock clock = new SiteClock() {
            @Override
            public long utcMillis() {
                return 1;
            }

            @Override
            public long monotonicNanos() {
                return System.nanoTime();
            }
        };
        return new PollEngine(
                image,
                targets,
                List.of(wire),
                clock,
                scheduler,
                System::nanoTime,
                new Random(1),
                new AlarmBoard(clock, event -> {}),
                event -> {},
                watch);
    }
}
