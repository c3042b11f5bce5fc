package io.tieline.rig.scenario;

import com.eclipsesource.json.Json;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.rig.broker.DemoBroker;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.product.RunningGateway;
import io.tieline.rig.site.PlantSite;
import io.tieline.rig.site.SiteTime;
import io.tieline.rig.virtual.Manner;
import io.tieline.rig.wire.Behaviour;
import io.tieline.rig.wire.WireWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stage on real wires: the plant's devices speak Modbus and SNMP on loopback, the gateway is the built product in a process
 * of its own, and what it says is asked over REST. Site time runs faster than real time, wires do not; and it runs no further
 * than a little beyond the last decision that was heard of, so that a slow machine makes a story longer and not false.
 */
final class WireStage implements Stage {

    private static final long ASK_MILLIS = 150;
    /** A gateway that has not decided for so long will not; a machine that does other things as well may take a minute to start one. */
    private static final long STUCK_SECONDS = 120;
    /** However busy the machine, a gateway that answers has also decided within so long; else its control hangs. */
    private static final long HANGS_SECONDS = 15;
    /** From the first decision on the site is left to itself for so long, then the story begins, at the time it says. */
    private static final double LEAD_SECONDS = 5;
    /** Real time by which the site may be ahead of what was last heard: a decision a second, and a moment to ask for it. */
    private static final double AHEAD_SECONDS = 1.5;
    /**
     * Real time by which the site goes on with every answer: twice what lies between two of them where nothing else is done. A gateway
     * that answers slowly also polls and writes slowly, and gets the more time for it.
     */
    private static final double EACH_ANSWER_SECONDS = 0.4;

    private final Scenario scenario;
    private final Plant plant;
    private final SiteTime time;
    private final long leadNanos;
    private final long startMillis;
    private final PlantSite site;
    private final DemoBroker broker;
    private final GatewayWords words = new GatewayWords(this::nanos);
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor();
    /** Closing and opening ports takes a while, and the plant must not stand still meanwhile. */
    private final ExecutorService meddling = Executors.newSingleThreadExecutor();

    private final TrialGateway gateway;
    private final List<Write> writes = new ArrayList<>();
    private volatile Runnable atEveryMoment = () -> {};
    private volatile boolean begun;
    /** Of the last decision, by the gateway's clock, and when it was first heard of. */
    private long decidedUtcMillis;

    private long decidedNanos;
    /** Samples that were late before the line was last cut: a gateway that starts has some to tell as well. */
    private volatile long lateBefore;

    private volatile @Nullable RuntimeException trouble;

    private record Write(String cabinet, long nanos) {}

    private WireStage(Scenario scenario, Scenario.Wire wire, Path script, Path folder)
            throws IOException, GeneralSecurityException {
        this.scenario = scenario;
        time = new SiteTime(wire.speed(), System::nanoTime);
        leadNanos = Math.round(LEAD_SECONDS * wire.speed() * 1e9);
        startMillis = scenario.site().start().toEpochMilli() - leadNanos / 1_000_000;
        plant = PlantBuilder.build(scenario.site());
        broker = DemoBroker.start(0);
        site = new PlantSite(
                plant,
                new PlantSite.Pace(time, startMillis, "200 ms"),
                PlantBuilder.described(scenario.site()),
                folder.resolve("site"),
                () -> atEveryMoment.run());
        site.energyFlows(false);
        site.watch(new Writes());
        Map<String, String> settings = new LinkedHashMap<>(WireSettings.of(scenario.settings()));
        settings.put("site.file", site.siteFile().toString());
        settings.put("uplink.brokers", broker.uri());
        settings.put("uplink.node", "scenario");
        gateway = new TrialGateway(script, folder, time, startMillis, settings);
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
        await(this::isReady);
        site.energyFlows(true);
        CountDownLatch over = new CountDownLatch(1);
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
        begun = true;
        await(() -> over.getCount() == 0);
    }

    /** A scenario begins once the gateway has seen its site and steers. */
    private boolean isReady() {
        return words.isAlive()
                && !words.gridState().equals("degraded")
                && !words.mode().equals("released")
                && site.siteNanos() == leadNanos;
    }

    /** However long it takes, as long as the site's time goes on. */
    private void await(BooleanSupplier done) {
        long seen = site.siteNanos();
        long since = System.nanoTime();
        while (!done.getAsBoolean() && trouble == null) {
            if (site.siteNanos() != seen) {
                seen = site.siteNanos();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > TimeUnit.SECONDS.toNanos(STUCK_SECONDS)) {
                throw new IllegalStateException(
                        "nothing goes on for " + STUCK_SECONDS + " s, the gateway last said: " + words.sentence());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        RuntimeException wrong = trouble;
        if (wrong != null) {
            throw wrong;
        }
    }

    private void ask() {
        RunningGateway now = gateway.running();
        try {
            if (now.process().isAlive()) {
                words.ask(now);
                words.decidedUtcMillis().ifPresent(utcMillis -> decided(now, utcMillis));
            } else {
                words.gone();
            }
        } catch (RuntimeException e) {
            // A task that throws is not run again, and its last answer would stand for ever.
            trouble = e;
        }
    }

    private void decided(RunningGateway who, long utcMillis) {
        if (who != gateway.running()) {
            return;
        }
        if (!begun || utcMillis != decidedUtcMillis) {
            decidedUtcMillis = utcMillis;
            decidedNanos = System.nanoTime();
        } else if (utcMillis > 0 && System.nanoTime() - decidedNanos > TimeUnit.SECONDS.toNanos(HANGS_SECONDS)) {
            trouble = new IllegalStateException(
                    "the gateway answers, but has not decided for " + HANGS_SECONDS + " s: " + words.sentence());
        }
        long decided = (utcMillis - gateway.steppedMillis() - startMillis) * 1_000_000;
        long ahead = Math.min(
                decided + Math.round(AHEAD_SECONDS * time.speed() * 1e9),
                time.nanos() + Math.round(EACH_ANSWER_SECONDS * time.speed() * 1e9));
        gateway.allow(begun ? ahead : Math.min(ahead, leadNanos));
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
        return site.siteNanos() - leadNanos;
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
        gateway.kill();
        words.gone();
    }

    @Override
    public void startGateway() {
        gateway.start();
    }

    @Override
    public void stepClock(long millis) {
        gateway.stepClock(millis);
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
                .set("host", id)
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
        return site.utcMillis() + gateway.steppedMillis();
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
        gateway.damageStateFile(DAMAGED_STATE);
    }

    @Override
    public void fillDisk(boolean full) {
        gateway.fillDisk(full);
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
