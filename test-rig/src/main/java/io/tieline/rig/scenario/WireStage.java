package io.tieline.rig.scenario;

import com.eclipsesource.json.Json;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.rig.broker.DemoBroker;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.product.RunningGateway;
import io.tieline.rig.site.PlantSite;
import io.tieline.rig.virtual.Manner;
import io.tieline.rig.wire.Behaviour;
import io.tieline.rig.wire.WireWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stage on real wires: the plant's devices speak Modbus and SNMP on loopback, the gateway is the built product in a process
 * of its own, and what it says is asked over REST. Site time runs faster than real time, wires do not.
 */
final class WireStage implements Stage {

    private static final long ASK_MILLIS = 150;
    /** A machine that does other things as well may take this long to start a gateway; nothing is measured until it has. */
    private static final long START_SECONDS = 120;
    /** So long a start takes on a machine that does nothing else: the story begins then, at the time it says. */
    private static final double LEAD_SECONDS = 10;

    private final Scenario scenario;
    private final Scenario.Wire wire;
    private final Path folder;
    private final Path script;
    private final Plant plant;
    private final PlantSite site;
    private final DemoBroker broker;
    private final GatewayWords words = new GatewayWords(this::nanos);
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();
    /** Closing and opening ports takes a while, and the plant must not stand still meanwhile. */
    private final ExecutorService meddling = Executors.newSingleThreadExecutor();

    private final Path clockOffset;
    private final List<Write> writes = new ArrayList<>();
    private volatile Runnable atEveryMoment = () -> {};
    private volatile RunningGateway gateway;
    private volatile double beginSeconds = Double.POSITIVE_INFINITY;
    private volatile long steppedMillis;
    /** Samples that were late before the line was last cut: a gateway that starts has some to tell as well. */
    private volatile long lateBefore;

    private volatile @Nullable RuntimeException trouble;

    private record Write(String cabinet, long nanos) {}

    private WireStage(Scenario scenario, Scenario.Wire wire, Path script, Path folder)
            throws IOException, GeneralSecurityException {
        this.scenario = scenario;
        this.wire = wire;
        this.script = script;
        this.folder = folder;
        clockOffset = folder.resolve("clock-offset");
        plant = PlantBuilder.build(scenario.site());
        broker = DemoBroker.start(0);
        long start = scenario.site().start().toEpochMilli();
        site = new PlantSite(
                plant,
                new PlantSite.Pace(wire.speed(), start, "200 ms").earlier(LEAD_SECONDS),
                PlantBuilder.chemistries(scenario.site()),
                folder.resolve("site"),
                () -> atEveryMoment.run());
        site.energyFlows(false);
        site.watch(new Writes());
        gateway = begin();
        asking.scheduleWithFixedDelay(this::ask, 0, ASK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Plays a scenario over the wire.
     *
     * @param script that starts the product
     * @param folder for what it leaves
     */
    static ScenarioRun.Verdict play(Scenario scenario, Path script, Path folder)
            throws IOException, GeneralSecurityException {
        Scenario.Wire wire = scenario.wire().orElseThrow();
        long slack = Math.round(wire.slack().toNanos() * wire.speed());
        Files.createDirectories(folder);
        try (WireStage stage = new WireStage(scenario, wire, script, folder)) {
            return ScenarioRun.play(scenario.loosened(slack), stage, stage::run);
        }
    }

    private void run(Runnable moment) {
        awaitReady();
        CountDownLatch over = new CountDownLatch(1);
        site.energyFlows(true);
        beginSeconds = site.siteSeconds();
        atEveryMoment = () -> {
            try {
                moment.run();
            } catch (RuntimeException e) {
                trouble = e;
            }
            if (nanos() >= scenario.lastsNanos() || trouble != null) {
                atEveryMoment = () -> {};
                over.countDown();
            }
        };
        try {
            double seconds = scenario.lastsNanos() / 1e9 / wire.speed();
            if (!over.await(Math.round(seconds) + START_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the site's time has stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        RuntimeException wrong = trouble;
        if (wrong != null) {
            throw wrong;
        }
    }

    /** A scenario begins once the gateway has seen its site. */
    private void awaitReady() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!words.isAlive()
                || words.gridState().equals("degraded")
                || words.mode().equals("released")
                || site.siteSeconds() < LEAD_SECONDS * wire.speed()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the gateway did not begin to decide within " + START_SECONDS + " s: " + words.sentence());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private RunningGateway begin() throws IOException, GeneralSecurityException {
        Map<String, String> settings = new LinkedHashMap<>(WireSettings.of(scenario.settings()));
        settings.put("site.file", site.siteFile().toString());
        settings.put("uplink.brokers", broker.uri());
        settings.put("uplink.node", "scenario");
        return RunningGateway.start(
                script,
                folder.resolve("gateway"),
                settings,
                Map.of(
                        "tieline.clock.factor",
                        "" + wire.speed(),
                        "tieline.clock.start",
                        Instant.ofEpochMilli(site.utcMillis()).toString(),
                        "tieline.clock.origin",
                        "" + System.currentTimeMillis(),
                        "tieline.clock.offset.file",
                        clockOffset.toString()));
    }

    private void ask() {
        RunningGateway now = gateway;
        try {
            if (now.process().isAlive()) {
                words.ask(now);
            } else {
                words.gone();
            }
        } catch (RuntimeException e) {
            // A task that throws is not run again, and its last answer would stand for ever.
            trouble = e;
        }
    }

    /** Counts what reaches the cabinets. */
    private final class Writes implements WireWatch {
        @Override
        public void meterShows(double watts, long nanos) {
            // Only setpoints are counted.
        }

        @Override
        public void meterAnswers(double watts, long nanos) {
            // Only setpoints are counted.
        }

        @Override
        public void setpointArrives(String cabinet, double watts, long nanos) {
            synchronized (writes) {
                writes.add(new Write(cabinet, nanos()));
            }
        }
    }

    @Override
    public Plant plant() {
        return plant;
    }

    @Override
    public Words words() {
        return words;
    }

    @Override
    public long nanos() {
        return Math.round((site.siteSeconds() - beginSeconds) * 1e9);
    }

    @Override
    public void behave(String device, Manner manner) {
        Behaviour behaviour =
                switch (manner) {
                    case OK -> Behaviour.OK;
                    case SILENT -> Behaviour.DEAD;
                    case SLOW -> Behaviour.SLOW;
                    case GARBAGE -> Behaviour.GARBAGE;
                    case REFUSES_HALF, FROZEN ->
                        throw new UnsupportedOperationException("no device on the wire answers " + manner);
                };
        meddling.execute(() -> {
            try {
                site.behave(device, behaviour);
            } catch (IOException e) {
                trouble = new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void meterFactor(String meter, double factor) {
        throw new UnsupportedOperationException("the meter on the wire is right");
    }

    @Override
    public void killGateway() {
        gateway.process().destroyForcibly();
        words.gone();
    }

    @Override
    public void startGateway() {
        try {
            gateway = begin();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the gateway cannot be started again", e);
        }
    }

    @Override
    public void stepClock(long millis) {
        steppedMillis += millis;
        try {
            Path whole = Files.writeString(folder.resolve("clock-offset.new"), Long.toString(steppedMillis));
            Files.move(whole, clockOffset, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void ask(LeaseRequest request) {
        throw new UnsupportedOperationException("played in computed time only");
    }

    @Override
    public void announceGateway(String id, long epoch) {
        broker.answer("/gateways", words -> Json.parse(words)
                .asObject()
                .set("gateway", id)
                .set("node", id)
                .set("instance", id)
                .set("epoch", epoch)
                .toString());
    }

    @Override
    public void startCommissioning() {
        throw new UnsupportedOperationException("played in computed time only");
    }

    @Override
    public long gatewayUtcMillis() {
        return site.utcMillis() + steppedMillis;
    }

    @Override
    public void cutWan(boolean cut) {
        try {
            if (cut) {
                lateBefore = broker.counter().counts().historical();
                broker.cut();
            } else {
                broker.mend();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void damageStateFile() {
        try {
            Files.writeString(gateway.data().resolve("control.state"), DAMAGED_STATE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void fillDisk(boolean full) {
        try {
            new ProcessBuilder(
                            "prlimit", "--pid", "" + gateway.process().pid(), "--fsize=" + (full ? "1:" : "unlimited:"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long writes(String cabinet, long sinceNanos) {
        synchronized (writes) {
            return writes.stream()
                    .filter(write -> write.nanos() >= sinceNanos)
                    .filter(write -> cabinet.isEmpty() || write.cabinet().equals(cabinet))
                    .count();
        }
    }

    @Override
    public long calls(String device, long sinceNanos) {
        throw new UnsupportedOperationException("played in computed time only");
    }

    @Override
    public long duplicatesUpstream() {
        return broker.counter().counts().duplicates();
    }

    @Override
    public long historicalUpstream() {
        return broker.counter().counts().historical() - lateBefore;
    }

    @Override
    public List<String> events() {
        return words.events();
    }

    @Override
    public void close() {
        asking.shutdownNow();
        meddling.shutdownNow();
        gateway.close();
        try (broker) {
            site.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
