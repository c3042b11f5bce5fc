package io.tieline.rig.bench;

import io.tieline.rig.broker.DemoBroker;
import io.tieline.rig.physics.Cabinet;
import io.tieline.rig.site.SimulatedSite;
import io.tieline.rig.site.SiteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From a power at the grid meter to a setpoint at a cabinet, both on the wire.
 *
 * <p>The site rests: its load does not wander and its batteries keep their charge. A demand window has just begun and the
 * load is above the target, so every watt more asks for a watt of discharge at once (reference/control.md 2.2). Steps up
 * and down come in a random phase to the polls; a setpoint counts if it follows the step, in its direction.
 */
final class Reactions {

    /** As the meter of the simulated site asks to be polled. */
    static final int POLL_MILLIS = 200;

    /** Time stands still for energy and load, not for wires and power electronics. */
    private static final double RESTING = 1e-9;

    private static final double ABOVE_TARGET_W = 600_000;
    private static final int STEP_W = 30_000;
    /** The batteries answer within half a second. */
    private static final long STEP_APART_MILLIS = 700;

    private static final double SETTLE_SECONDS = 40;
    private static final double STEP_SECONDS = 3;
    private static final double MEMORY_AT_SECONDS = 30;

    /**
     * What was measured.
     *
     * @param missed steps no setpoint followed within three seconds
     */
    record Measured(Spread wireMillis, Spread gatewayMillis, int missed, double residentMegabytes, double atSeconds) {}

    private final SimulatedSite site;
    private final Gateway gateway;
    private final Random random;
    private final StepWatch watch = new StepWatch();
    private final List<Double> wire = new ArrayList<>();
    private final List<Double> inside = new ArrayList<>();
    private double residentMegabytes = Double.NaN;
    private double residentAt;
    private int missed;

    private Reactions(SimulatedSite site, Gateway gateway, long seed) {
        this.site = site;
        this.gateway = gateway;
        this.random = new Random(seed);
    }

    static Measured measure(Path home, Path work, int steps, long seed) throws IOException, InterruptedException {
        try (DemoBroker broker = DemoBroker.start(0);
                SimulatedSite site =
                        SimulatedSite.start(new SiteOptions(0, work.resolve("resting-site"), null, RESTING, 2026));
                Gateway gateway = Gateway.start(home, work.resolve("reactions"), settings(site, broker))) {
            Reactions reactions = new Reactions(site, gateway, seed);
            site.watch(reactions.watch);
            reactions.settle();
            for (int i = 0; i < steps; i++) {
                reactions.step(i % 2 == 0);
            }
            while (Double.isNaN(reactions.residentMegabytes)) {
                TimeUnit.MILLISECONDS.sleep(100);
                reactions.lookAtMemory();
            }
            return new Measured(
                    Spread.of(reactions.wire),
                    Spread.of(reactions.inside),
                    reactions.missed,
                    reactions.residentMegabytes,
                    reactions.residentAt);
        }
    }

    private static Gateway.Settings settings(SimulatedSite site, DemoBroker broker) {
        Instant windowStart = Instant.now().truncatedTo(ChronoUnit.HOURS);
        double loadW = site.trace()
                .at(Duration.ofMinutes(15).toSeconds() * site.startChoice().quarter());
        return new Gateway.Settings(
                site.siteFile(),
                broker.uri(),
                "peak-shaving: {target: " + Math.round(loadW - ABOVE_TARGET_W) + "}",
                Map.of(
                        "tieline.clock.factor", "1",
                        "tieline.clock.start", "" + windowStart,
                        "tieline.clock.origin", "" + System.currentTimeMillis()));
    }

    /** Waits until the batteries carry what is above the target. */
    private void settle() throws IOException, InterruptedException {
        while (batteryW() < 0.9 * ABOVE_TARGET_W) {
            gateway.requireAlive();
            if (gateway.uptimeSeconds() > SETTLE_SECONDS) {
                throw new IOException("the batteries give " + Math.round(batteryW() / 1000) + " kW, and not the "
                        + Math.round(ABOVE_TARGET_W / 1000) + " kW that are above the target");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        TimeUnit.MILLISECONDS.sleep(STEP_APART_MILLIS);
    }

    private double batteryW() {
        return site.cabinets().stream().mapToDouble(Cabinet::powerW).sum();
    }

    private void step(boolean up) throws IOException, InterruptedException {
        lookAtMemory();
        TimeUnit.MICROSECONDS.sleep(random.nextInt(POLL_MILLIS * 1000));
        watch.arm(up);
        site.addLoad(up ? STEP_W + random.nextInt(STEP_W / 2) : 0);
        StepWatch.@Nullable Reaction reaction = await();
        if (reaction == null) {
            missed++;
        } else {
            wire.add(reaction.wireMillis());
            inside.add(reaction.gatewayMillis());
        }
        TimeUnit.MILLISECONDS.sleep(STEP_APART_MILLIS);
    }

    private StepWatch.@Nullable Reaction await() throws IOException, InterruptedException {
        long end = System.nanoTime() + Math.round(STEP_SECONDS * 1e9);
        while (System.nanoTime() < end) {
            StepWatch.Reaction reaction = watch.reaction();
            if (reaction != null) {
                return reaction;
            }
            gateway.requireAlive();
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return null;
    }

    private void lookAtMemory() throws IOException {
        if (Double.isNaN(residentMegabytes) && gateway.uptimeSeconds() >= MEMORY_AT_SECONDS) {
            residentAt = gateway.uptimeSeconds();
            residentMegabytes = gateway.residentMegabytes();
        }
    }
}
