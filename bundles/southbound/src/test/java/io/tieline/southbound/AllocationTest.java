package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Device;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Neither the way of a sample into the image nor the poll around it costs garbage. */
class AllocationTest {

    private static final int BATCHES = 20_000;

    @Test
    void aBatchInSteadyStateAllocatesNothing() {
        LiveImage site = new LiveImage(List.of(new Device(0, "cab-01", DeviceKind.BATTERY)));
        DeviceImage image = site.device(0);
        image.adopt(PointSet.named(List.of("battery.soc", "battery.voltage", "battery.current", "pcs.power")));
        byte[] filledBy = new byte[4];
        Arrays.fill(filledBy, (byte) -1);
        Batch batch = new Batch(image, image.points(), filledBy, AlarmFlags.none(), new LongAdder());
        run(batch); // warm-up: class loading and compilation allocate
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        run(batch);
        double perBatch = (double) (threads.getCurrentThreadAllocatedBytes() - before) / BATCHES;
        System.out.println("bytes allocated per batch of 4 samples: " + perBatch);
        assertThat(perBatch).isLessThan(1);
    }

    /**
     * Timer, read, four samples, alarm flags, end of the read. The scheduler of the test gives back the same timer each
     * time; the JDK's makes a small object for each moment at which anything is due.
     */
    @Test
    void aWholePollInSteadyStateAllocatesNothing() {
        Stepping time = new Stepping();
        Device device = new Device(0, "cab-01", DeviceKind.BATTERY);
        LiveImage site = new LiveImage(List.of(device));
        try (PollEngine engine = new PollEngine(
                site,
                List.of(Bench.target(device, "steady://cab-01", Duration.ofSeconds(1))),
                List.of(new Steady()),
                time,
                time.scheduler(),
                time::monotonicNanos,
                new Random(1),
                new AlarmBoard(time, event -> {}),
                event -> {})) {
            engine.start();
            time.steps(BATCHES);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long polls = engine.polls().started();
            long before = threads.getCurrentThreadAllocatedBytes();
            time.steps(BATCHES);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(engine.polls().started() - polls).isEqualTo(BATCHES);
            double perPoll = (double) allocated / BATCHES;
            System.out.println("bytes allocated per poll: " + perPoll);
            assertThat(perPoll).isLessThan(1);
        }
    }

    /** A scheduler with room for one timer, whose time jumps from one to the next. */
    private static final class Stepping implements SiteClock {
        private final ScheduledFuture<?> timer = (ScheduledFuture<?>) Proxy.newProxyInstance(
                Stepping.class.getClassLoader(), new Class<?>[] {ScheduledFuture.class}, (proxy, method, args) -> true);

        private long nanos;
        private long due;
        private @Nullable Runnable work;

        ScheduledExecutorService scheduler() {
            return new OneTimer(this);
        }

        void steps(int count) {
            for (int i = 0; i < count; i++) {
                Runnable next = Objects.requireNonNull(work);
                work = null;
                nanos = due;
                next.run();
            }
        }

        @Override
        public long utcMillis() {
            return nanos / 1_000_000;
        }

        @Override
        public long monotonicNanos() {
            return nanos;
        }
    }

    private static final class OneTimer extends ScheduledThreadPoolExecutor {
        private final Stepping time;

        OneTimer(Stepping time) {
            super(0);
            this.time = time;
        }

        @Override
        public void execute(Runnable command) {
            command.run();
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            time.work = command;
            time.due = time.nanos + unit.toNanos(delay);
            return time.timer;
        }
    }

    /** Answers at once. */
    private static final class Steady implements Protocol, DeviceSession {
        private final PointSet points =
                PointSet.named(List.of("battery.soc", "battery.voltage", "battery.current", "alarm.fan_failed"));
        private final List<PollGroup> groups = List.of(new PollGroup(0, "fast", 1));

        @Override
        public Set<String> schemes() {
            return Set.of("steady");
        }

        @Override
        public CompletionStage<DeviceSession> connect(DeviceTarget target) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public Identity identity() {
            return new Identity("", "", "", "", "steady", 1);
        }

        @Override
        public PointSet points() {
            return points;
        }

        @Override
        public List<PollGroup> groups() {
            return groups;
        }

        @Override
        public List<DeviceAlarm> alarms() {
            return List.of(new DeviceAlarm("alarm.fan_failed", Severity.MINOR, "1", "Fan"));
        }

        @Override
        public void read(PollGroup group, SampleTarget target, ReadListener listener) {
            target.begin(1);
            target.put(0, 0.5);
            target.put(1, 800);
            target.put(2, -10);
            target.put(3, 0);
            target.commit();
            listener.completed();
        }

        @Override
        public Set<String> commands() {
            return Set.of();
        }

        @Override
        public CompletionStage<CommandResult> write(Command command) {
            return CompletableFuture.completedFuture(new CommandResult.Refused("none"));
        }

        @Override
        public void close() {}
    }

    private static void run(Batch batch) {
        for (int i = 0; i < BATCHES; i++) {
            batch.expect(0);
            batch.begin(i);
            batch.put(0, i);
            batch.put(1, 800 + i);
            batch.put(2, i % 7);
            batch.put(3, -i);
            batch.commit();
        }
    }
}
