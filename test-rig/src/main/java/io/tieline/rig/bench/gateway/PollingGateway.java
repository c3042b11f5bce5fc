package io.tieline.rig.bench.gateway;

import io.tieline.modbus.ModbusProtocol;
import io.tieline.model.AlarmBoard;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import io.tieline.opcua.OpcUaProtocol;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.rig.bench.farm.Outage;
import io.tieline.rig.bench.fork.Reply;
import io.tieline.snmp.SnmpProtocol;
import io.tieline.southbound.DeviceStatus;
import io.tieline.southbound.PollEngine;
import io.tieline.southbound.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One poll engine with its protocols over one site, from the start until every device is read, then measured. */
final class PollingGateway implements AutoCloseable {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** A poll that is due at the end of a window may start so much later; then the next one is due. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A value older than three polls is not fresh (as the model has it). */
    private static final int FRESH_POLLS = 3;

    private final BenchSite site;
    private final LiveImage image;
    private final List<Protocol> protocols;
    private final PollEngine engine;
    private final StartDelays delays = new StartDelays();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "tieline-poll"));

    /** @param keys folder of the OPC UA client */
    PollingGateway(BenchSite site, List<Profile> profiles, Path keys) {
        this.site = site;
        SiteClock clock = SiteClock.system();
        AlarmBoard alarms = new AlarmBoard(clock, event -> {});
        image = new LiveImage(site.devices());
        protocols = protocols(site, new ProfileLibrary(profiles), keys, clock, alarms);
        engine = new PollEngine(
                image,
                site.targets(),
                protocols,
                clock,
                scheduler,
                System::nanoTime,
                new Random(1),
                alarms,
                event -> {},
                delays);
    }

    private static List<Protocol> protocols(
            BenchSite site, ProfileLibrary library, Path keys, SiteClock clock, AlarmBoard alarms) {
        List<Protocol> protocols = new ArrayList<>();
        for (BenchSite.Family family : site.families()) {
            protocols.add(
                    switch (family.name()) {
                        case "modbus" -> new ModbusProtocol(clock, library);
                        case "snmp" -> new SnmpProtocol(library, clock);
                        default -> new OpcUaProtocol(library, keys, clock, alarms);
                    });
        }
        return protocols;
    }

    /** Begins to poll and waits until every device was read. */
    void start() throws IOException, InterruptedException {
        engine.start();
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (DeviceStatus waiting = unread(); waiting != null; waiting = unread()) {
            if (System.nanoTime() - end > 0) {
                throw new IOException(waiting.device().id() + " was not read: " + waiting.fault());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private @Nullable DeviceStatus unread() {
        return engine.status().stream()
                .filter(status -> status.polls() == 0)
                .findFirst()
                .orElse(null);
    }

    /**
     * Watches the polls for so long, a whole number of polls of each family.
     *
     * @param fallen whether the outage has come: what it hits is missed by nobody then
     */
    Reply measure(Duration time, Footprint footprint, Outage outage, boolean fallen)
            throws IOException, InterruptedException {
        IntPredicate spared = device -> device >= outage.devices() || !outage.hits(device);
        IntPredicate well = device -> !fallen || spared.test(device);
        Footprint.watchHeap();
        long[] failures = failures();
        long points = engine.pointsRead();
        double cpu = footprint.cpuSeconds();
        long begin = System.nanoTime();
        delays.open(site.targets().size(), time.toNanos(), spared);
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        double seconds = (System.nanoTime() - begin) / 1e9;
        double used = footprint.cpuSeconds() - cpu;
        long read = engine.pointsRead() - points;
        awaitLate(time, well);
        Reply reply = new Reply()
                .with("polls", delays.all().getTotalCount())
                .with("p50", millis(delays.all(), 50))
                .with("p99", millis(delays.all(), 99))
                .with("p999", millis(delays.all(), 99.9))
                .with("max", millis(delays.all(), 100))
                .with("well-p99", millis(delays.well(), 99))
                .with("seconds", seconds)
                .with("cpu", used)
                .with("points", read)
                .with("rss", Footprint.residentMegabytes())
                .with("heap", Footprint.fullestMegabytes())
                .with("threads", footprint.newThreads());
        for (BenchSite.Family family : site.families()) {
            reply.with(family.name() + "-missed", missed(family, time, well, failures));
            reply.with(family.name() + "-stale", stale(family, well));
        }
        return reply.with("live", Footprint.liveMegabytes());
    }

    /** Waits for the polls that were due and have not started yet. */
    private void awaitLate(Duration time, IntPredicate well) throws InterruptedException {
        long end = System.nanoTime() + GRACE_NANOS;
        while (site.families().stream().anyMatch(family -> unstarted(family, time, well) > 0)
                && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    private long[] failures() {
        return engine.status().stream().mapToLong(DeviceStatus::failures).toArray();
    }

    /** Polls that were due and did not start, or failed. */
    private long missed(BenchSite.Family family, Duration time, IntPredicate well, long[] failuresBefore) {
        long[] failuresNow = failures();
        long failed = family.devices()
                .filter(well)
                .mapToLong(i -> failuresNow[i] - failuresBefore[i])
                .sum();
        return unstarted(family, time, well) + failed;
    }

    private long unstarted(BenchSite.Family family, Duration time, IntPredicate well) {
        long due = time.dividedBy(family.poll());
        return family.devices()
                .filter(well)
                .mapToLong(i -> Math.max(0, due - delays.started(i)))
                .sum();
    }

    /** Values of devices that are well that are not good or not fresh. */
    private long stale(BenchSite.Family family, IntPredicate well) {
        long oldest = System.currentTimeMillis() - FRESH_POLLS * family.poll().toMillis();
        DeviceSnapshot values = new DeviceSnapshot();
        return family.devices()
                .filter(well)
                .mapToLong(i -> {
                    image.device(i).read(values);
                    return family.points() - fresh(values, family.points(), oldest);
                })
                .sum();
    }

    private static int fresh(DeviceSnapshot values, int points, long oldest) {
        int fresh = 0;
        for (int point = 0; point < Math.min(points, values.points().size()); point++) {
            if (values.quality(point).isUsable() && values.utcMillis(point) >= oldest) {
                fresh++;
            }
        }
        return fresh;
    }

    @Override
    public void close() {
        engine.close();
        protocols.forEach(Protocol::close);
        scheduler.shutdownNow();
    }
}
