package io.tieline.rig.bench;

import io.tieline.rig.broker.DemoBroker;
import io.tieline.rig.physics.Cabinet;
import io.tieline.rig.physics.CabinetRating;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.physics.SiteLoad;
import io.tieline.rig.physics.StorageUnit;
import io.tieline.rig.physics.UpsModel;
import io.tieline.rig.physics.UpsUnit;
import io.tieline.rig.site.PlantSite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * From the start of the JVM to the first decision at a site of 50 devices on the wire, with and without an archive of the
 * classes (AppCDS), in turn; and the memory the gateway takes there.
 */
public final class StartBench {

    private static final double MOST_START_S = 2.5;
    private static final double MOST_RESIDENT_MB = 200;

    private static final int CABINETS = 47;
    private static final int UPS = 2;
    private static final double CABINET_W = 100_000;
    private static final double UPS_W = 200_000;
    private static final double LOAD_W = 2_000_000;
    /** Time stands still for energy, not for the wires. */
    private static final double RESTING = 1e-9;

    private static final double PATIENCE_SECONDS = 60;
    /** After the first answer of the meter: the decision waits for the first reading of every device. */
    private static final double GRACE_SECONDS = 6;
    /** By then everything that is used all the time has been used. */
    private static final double RESIDENT_AFTER_SECONDS = 60;

    private static final double QUICK_RESIDENT_AFTER_SECONDS = 20;

    private final Path home;
    private final Path work;
    private final PlantSite site;
    private final DemoBroker broker;

    private StartBench(Path home, Path work, PlantSite site, DemoBroker broker) {
        this.home = home;
        this.work = work;
        this.site = site;
        this.broker = broker;
    }

    /**
     * Measures and prints; the last line begins with RESULT.
     *
     * @return whether every figure is reached
     */
    public static boolean run(Path home, Path work, boolean quick, long seed, PrintStream out)
            throws IOException, InterruptedException {
        List<StorageUnit> storage = new ArrayList<>();
        for (int i = 1; i <= CABINETS; i++) {
            CabinetRating rating = new CabinetRating(CABINET_W, 2 * CABINET_W, 768);
            storage.add(new StorageUnit(
                    String.format(Locale.ROOT, "cab-%02d", i),
                    new Cabinet(rating, 1, 1, 24),
                    TimeUnit.MILLISECONDS.toNanos(200)));
        }
        List<UpsUnit> ups = new ArrayList<>();
        for (int i = 1; i <= UPS; i++) {
            ups.add(new UpsUnit("ups-" + i, new UpsModel(UPS_W, UPS_W / 4, 1)));
        }
        Plant plant = new Plant(
                new SiteLoad(LOAD_W, 0, seed),
                LOAD_W / 10,
                storage,
                ups,
                Optional.empty(),
                Optional.empty(),
                List.of());
        PlantSite.Pace pace = new PlantSite.Pace(RESTING, System.currentTimeMillis(), "1 s");
        try (PlantSite site = new PlantSite(plant, pace, Map.of(), work.resolve("site"), () -> {});
                DemoBroker broker = DemoBroker.start(0)) {
            return new StartBench(home, work, site, broker).measure(quick, out);
        }
    }

    private boolean measure(boolean quick, PrintStream out) throws IOException, InterruptedException {
        Path cache = Files.createDirectories(work.resolve("cache"));
        Map<String, String> with = Map.of("TIELINE_CDS", "on", "CACHE_DIRECTORY", cache.toString());
        Map<String, String> without = Map.of("TIELINE_CDS", "off");
        start("first", with);
        if (archive(cache).isEmpty()) {
            throw new IOException("the first run has left no archive in " + cache);
        }
        List<Double> plain = new ArrayList<>();
        List<Double> archived = new ArrayList<>();
        for (int i = 0; i < (quick ? 3 : 7); i++) {
            plain.add(start("plain-" + i, without));
            archived.add(start("archived-" + i, with));
        }
        double resident = residentMegabytes(with, quick ? QUICK_RESIDENT_AFTER_SECONDS : RESIDENT_AFTER_SECONDS);
        Spread slow = Spread.of(plain);
        Spread fast = Spread.of(archived);
        out.printf(
                Locale.ROOT,
                "bench start, %d devices, %d starts each, archive of %.0f MB%n%n%-42s %8s %8s%n",
                1 + CABINETS + UPS,
                plain.size(),
                Files.size(archive(cache).orElseThrow()) / 1e6,
                "",
                "median",
                "p95");
        row(out, "start of the JVM to the first decision, s", slow);
        row(out, "  with the archive, s", fast);
        out.printf(Locale.ROOT, "%-42s %8.0f%n", "resident memory with the archive, MB", resident);
        out.printf(
                Locale.ROOT,
                "RESULT start start-s=%.2f start-cds-s=%.2f ratio=%.2f rss-mb=%.0f%n",
                slow.median(),
                fast.median(),
                fast.median() / slow.median(),
                resident);
        return fast.median() <= MOST_START_S && resident <= MOST_RESIDENT_MB;
    }

    private static void row(PrintStream out, String name, Spread seconds) {
        out.printf(Locale.ROOT, "%-42s %8.2f %8.2f%n", name, seconds.median(), seconds.p95());
    }

    private static Optional<Path> archive(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.findFirst();
        }
    }

    private double start(String name, Map<String, String> environment) throws IOException, InterruptedException {
        MeterReadings readings = new MeterReadings();
        site.watch(readings);
        try (Gateway gateway = Gateway.start(home, work.resolve(name), settings(), environment)) {
            while (!readings.begun() && gateway.uptimeSeconds() < PATIENCE_SECONDS) {
                gateway.requireAlive();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            TimeUnit.MILLISECONDS.sleep(Math.round(GRACE_SECONDS * 1000));
            long millis = gateway.stop().getLong("firstDecisionMillis", 0);
            if (millis == 0) {
                throw new IOException("no decision " + GRACE_SECONDS + " s after the meter was asked; see " + work);
            }
            return millis / 1e3;
        }
    }

    private double residentMegabytes(Map<String, String> environment, double seconds)
            throws IOException, InterruptedException {
        try (Gateway gateway = Gateway.start(home, work.resolve("resident"), settings(), environment)) {
            double most = 0;
            while (gateway.uptimeSeconds() < seconds) {
                gateway.requireAlive();
                TimeUnit.MILLISECONDS.sleep(500);
                most = Math.max(most, gateway.residentMegabytes());
            }
            return most;
        }
    }

    private Gateway.Settings settings() {
        return new Gateway.Settings(
                site.siteFile(), broker.uri(), "peak-shaving: {target: " + Math.round(LOAD_W / 2) + "}", Map.of());
    }
}
