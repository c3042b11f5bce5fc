package io.tieline.rig.bench;

import com.sun.management.ThreadMXBean;
import io.tieline.modbus.ModbusProtocol;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import io.tieline.profile.Encoding;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.Rate;
import io.tieline.profile.Slice;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What a poll allocates on its way from the device to the image, in the product's Modbus client and poll engine, against
 * an independent slave whose every register changes with every answer.
 */
final class Allocations {

    private static final String ENGINE = "bench-poll";
    /** The engine's thread and the event loop of the Modbus client: all that carry a sample. */
    private static final Set<String> CARRIERS = Set.of(ENGINE, "tieline-modbus");

    private static final Duration POLL = Duration.ofMillis(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Per poll of a device with so many points. */
    record Cost(int points, double bytesPerPoll, double pollsPerSecond) {}

    private Allocations() {}

    /** The bytes one more sample costs. */
    static double perSample(Cost few, Cost many) {
        return (many.bytesPerPoll() - few.bytesPerPoll()) / (many.points() - few.points());
    }

    static Cost measure(int points, int warmUp, int polls) throws IOException, InterruptedException {
        ScheduledExecutorService scheduler =
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, ENGINE));
        try (ChangingSlave slave = new ChangingSlave();
                ModbusProtocol protocol =
                        new ModbusProtocol(SiteClock.system(), new ProfileLibrary(List.of(profile(points))));
                PollEngine engine = engine(slave.port(), protocol, scheduler)) {
            engine.start();
            await(engine, warmUp);
            long pollsBefore = polls(engine);
            long bytesBefore = allocated();
            long startNanos = System.nanoTime();
            await(engine, pollsBefore + polls);
            long bytes = allocated() - bytesBefore;
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            long done = polls(engine) - pollsBefore;
            return new Cost(points, (double) bytes / done, done / seconds);
        } finally {
            scheduler.shutdownNow();
        }
    }

    private static PollEngine engine(int port, ModbusProtocol protocol, ScheduledExecutorService scheduler) {
        Device device = new Device(0, "pdu", DeviceKind.PDU);
        DeviceTarget target = new DeviceTarget(
                device,
                URI.create("modbus://127.0.0.1:" + port + "/1"),
                "bench",
                POLL,
                Duration.ofSeconds(2),
                Map.of());
        return new PollEngine(
                new LiveImage(List.of(device)),
                List.of(target),
                List.of(protocol),
                SiteClock.system(),
                scheduler,
                System::nanoTime,
                new Random(1),
                new AlarmBoard(SiteClock.system(), event -> {}),
                event -> {});
    }

    private static long polls(PollEngine engine) {
        return engine.status(0).polls();
    }

    private static void await(PollEngine engine, long polls) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (polls(engine) < polls) {
            if (System.nanoTime() > end) {
                throw new IOException("only " + polls(engine) + " of " + polls + " polls: "
                        + engine.status(0).fault());
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> CARRIERS.contains(thread.getName()))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
                .sum();
    }

    /** So many outlets with one register each. */
    private static Profile profile(int points) {
        List<ModbusPlan.Value> values = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            values.add(new ModbusPlan.Value(
                    "outlet." + (i + 1) + ".power",
                    new ModbusPlan.Place(
                            ModbusPlan.OWN_UNIT,
                            ModbusPlan.Space.HOLDING,
                            100 + i,
                            Encoding.U16,
                            ModbusPlan.Order.BIG,
                            1,
                            Slice.WHOLE),
                    ModbusPlan.Operand.NONE,
                    ValueRule.IDENTITY,
                    Rate.FAST));
        }
        ModbusPlan plan = new ModbusPlan(ModbusPlan.Settings.USUAL, List.copyOf(values), List.of(), List.of());
        return new Profile("bench", "Bench", DeviceKind.PDU, List.of(), plan, Map.of(), Map.of(), "bench");
    }
}
