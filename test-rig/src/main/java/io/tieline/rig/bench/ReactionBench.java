package io.tieline.rig.bench;

import io.tieline.rig.broker.DemoBroker;
import io.tieline.rig.physics.Cabinet;
import io.tieline.rig.physics.CabinetRating;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.physics.SiteLoad;
import io.tieline.rig.physics.StorageUnit;
import io.tieline.rig.site.PlantSite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How fast a load step becomes power commanded at the cabinets, all on the wire: one meter, 1, 12 and 40 cabinets, the
 * built product in between. The load steps from 50 to 200 kW at random phase to the polls; the import limit is 100 kW.
 */
public final class ReactionBench {

    private static final double LOW_W = 50_000;
    private static final double HIGH_W = 200_000;
    private static final double LIMIT_W = 100_000;
    private static final double NEED_W = HIGH_W - LIMIT_W;
    private static final int[] FLEETS = {1, 12, 40};
    private static final double FLEET_W = 400_000;
    private static final String METER_POLL = "100 ms";
    private static final int POLL_MICROS = 100_000;
    /** Time stands still for energy, not for wires and power electronics: every step meets full batteries. */
    private static final double RESTING = 1e-9;

    private static final int MOST_MEAN_MS = 100;
    private static final int MOST_WORST_MS = 150;
    private static final double MOST_OVERSHOOT = 0.05;
    private static final long SETTLE_MILLIS = 1_500;
    private static final double READY_SECONDS = 40;

    private final PlantSite site;
    private final Plant plant;
    private final Gateway gateway;
    private final Random random;
    private final CommandWatch watch = new CommandWatch(NEED_W);

    private ReactionBench(PlantSite site, Plant plant, Gateway gateway, long seed) {
        this.site = site;
        this.plant = plant;
        this.gateway = gateway;
        this.random = new Random(seed);
    }

    /**
     * Measures and prints; the last line begins with RESULT and tells of the worst fleet.
     *
     * @return whether every figure is reached
     */
    public static boolean run(Path home, Path work, boolean quick, long seed, PrintStream out)
            throws IOException, InterruptedException {
        out.printf(
                Locale.ROOT,
                "bench reaction, seed %d, meter polled every %s, load %.0f to %.0f kW, limit %.0f kW%n%n%-10s %6s %9s %9s %9s %10s %7s%n",
                seed,
                METER_POLL,
                LOW_W / 1000,
                HIGH_W / 1000,
                LIMIT_W / 1000,
                "cabinets",
                "steps",
                "first ms",
                "90 % ms",
                "worst ms",
                "overshoot",
                "double");
        Figures worst = new Figures(0, 0, 0, 0, 0, 0);
        for (int cabinets : FLEETS) {
            Figures figures = measure(home, work.resolve("fleet-" + cabinets), cabinets, quick ? 8 : 40, seed);
            out.printf(
                    Locale.ROOT,
                    "%-10d %6d %9.0f %9.0f %9.0f %9.1f%% %7d%n",
                    cabinets,
                    figures.steps(),
                    figures.firstMs(),
                    figures.fullMs(),
                    figures.worstMs(),
                    figures.overshoot() * 100,
                    figures.doubles());
            worst = worst.orWorse(figures);
        }
        out.printf(
                Locale.ROOT,
                "RESULT reaction first-ms=%.0f full-ms=%.0f max-ms=%.0f overshoot=%.3f double=%d%n",
                worst.firstMs(),
                worst.fullMs(),
                worst.worstMs(),
                worst.overshoot(),
                worst.doubles());
        return worst.fullMs() <= MOST_MEAN_MS
                && worst.worstMs() <= MOST_WORST_MS
                && worst.overshoot() <= MOST_OVERSHOOT
                && worst.doubles() == 0;
    }

    /**
     * What came out.
     *
     * @param firstMs mean time to the first watt commanded
     * @param fullMs mean time to nine tenths of what is needed
     * @param worstMs the longest of these
     * @param overshoot the most that was commanded beyond the need, as a share of it
     * @param doubles steps that were answered twice
     */
    private record Figures(int steps, double firstMs, double fullMs, double worstMs, double overshoot, int doubles) {

        /** Each figure at its worst; one that is not known is worse than any. */
        Figures orWorse(Figures other) {
            return new Figures(
                    steps + other.steps,
                    Math.max(firstMs, other.firstMs),
                    Math.max(fullMs, other.fullMs),
                    Math.max(worstMs, other.worstMs),
                    Math.max(overshoot, other.overshoot),
                    doubles + other.doubles);
        }

        static Figures of(List<CommandWatch.Answer> answers) {
            return new Figures(
                    answers.size(),
                    answers.stream()
                            .mapToDouble(CommandWatch.Answer::firstMs)
                            .average()
                            .orElse(Double.NaN),
                    answers.stream()
                            .mapToDouble(CommandWatch.Answer::fullMs)
                            .average()
                            .orElse(Double.NaN),
                    answers.stream()
                            .mapToDouble(CommandWatch.Answer::fullMs)
                            .max()
                            .orElse(Double.NaN),
                    answers.stream()
                            .mapToDouble(CommandWatch.Answer::overshoot)
                            .max()
                            .orElse(Double.NaN),
                    (int) answers.stream().filter(CommandWatch.Answer::isDouble).count());
        }
    }

    private static Figures measure(Path home, Path work, int cabinets, int steps, long seed)
            throws IOException, InterruptedException {
        Instant start = Instant.now();
        List<StorageUnit> storage = new ArrayList<>();
        Random delays = new Random(seed);
        for (int i = 1; i <= cabinets; i++) {
            CabinetRating rating = new CabinetRating(FLEET_W / cabinets, 2 * FLEET_W / cabinets, 768);
            long response = TimeUnit.MILLISECONDS.toNanos(100 + delays.nextInt(300));
            storage.add(new StorageUnit(
                    String.format(Locale.ROOT, "cab-%02d", i), new Cabinet(rating, 1, 1, 24), response));
        }
        Plant plant = new Plant(
                new SiteLoad(LOW_W, 0, seed), 0, storage, List.of(), Optional.empty(), Optional.empty(), List.of());
        PlantSite.Pace pace = new PlantSite.Pace(RESTING, start.toEpochMilli(), METER_POLL);
        try (DemoBroker broker = DemoBroker.start(0);
                PlantSite site = new PlantSite(plant, pace, Map.of(), work, () -> {});
                Gateway gateway = Gateway.start(home, work.resolve("gateway"), settings(site, broker))) {
            ReactionBench bench = new ReactionBench(site, plant, gateway, seed);
            site.watch(bench.watch);
            bench.awaitReady();
            List<CommandWatch.Answer> answers = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                answers.add(bench.step());
            }
            return Figures.of(answers);
        }
    }

    private static Gateway.Settings settings(PlantSite site, DemoBroker broker) {
        return new Gateway.Settings(
                site.siteFile(),
                broker.uri(),
                "peak-shaving: {enabled: false}\nsite-limits: {import.limit: " + Math.round(LIMIT_W) + "}",
                Map.of());
    }

    /** A first step is answered once everything is connected and warm. */
    private void awaitReady() throws IOException, InterruptedException {
        load(HIGH_W);
        while (batteryW() < 0.95 * NEED_W) {
            gateway.requireAlive();
            if (gateway.uptimeSeconds() > READY_SECONDS) {
                throw new IOException("the batteries give " + Math.round(batteryW() / 1000) + " kW, and not the "
                        + Math.round(NEED_W / 1000) + " kW that are above the limit");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        TimeUnit.MILLISECONDS.sleep(2 * SETTLE_MILLIS);
        load(LOW_W);
        TimeUnit.MILLISECONDS.sleep(2 * SETTLE_MILLIS);
    }

    private double batteryW() {
        return plant.storage().stream()
                .mapToDouble(unit -> unit.cabinet().powerW())
                .sum();
    }

    private CommandWatch.Answer step() throws IOException, InterruptedException {
        gateway.requireAlive();
        TimeUnit.MICROSECONDS.sleep(random.nextInt(POLL_MICROS));
        watch.arm();
        load(HIGH_W);
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        CommandWatch.Answer answer = watch.answer();
        load(LOW_W);
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        return answer;
    }

    private void load(double watts) {
        site.change(() -> plant.load().goTo(watts, 0));
    }
}
