package io.tieline.rig.physics;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The whole site: load, grid connection, cabinets, UPS. One thread steps it; nothing in it knows a wire or a clock.
 * Grid state, frequency and what is switched off may be read and set by others.
 */
public final class SiteSimulation implements SiteView {

    /**
     * Seconds over which a deviation of the load from its trace fades, and over which it comes. Real ones, as those of the
     * power electronics: a commissioning test moves a cabinet for seconds and looks for that at the meter, and a site whose
     * load jumps by minutes meanwhile could not be tested.
     */
    private static final double NOISE_TAU_S = 180;

    private static final double ONSET_TAU_S = 60;

    private static final double NOISE_SIGMA = 0.012;
    private static final double ESSENTIAL_SHARE = 0.3;
    private static final int PDU_OUTLETS = 12;

    private final LoadTrace trace;
    private final double traceOffsetSeconds;
    private final long startMillis;
    private final Random random;
    private final List<Cabinet> cabinets;
    private final List<UpsModel> ups;
    private final double upsLoadW;
    private final Outlets pdu = new Outlets(
            IntStream.range(0, PDU_OUTLETS).mapToDouble(i -> 240 + 35 * (i % 5)).toArray());
    private final WindowPeak rawPeak = new WindowPeak();
    private final WindowPeak gridPeak = new WindowPeak();

    private double siteSeconds;
    private double drive;
    private volatile double noise;
    private volatile boolean grid = true;
    private double loadW;
    private double gridW;
    private volatile double addedW;
    private double loadWh;
    private double importWh;
    private double exportWh;
    private double minSoc = 1;

    /**
     * @param trace the load, already scaled to the site
     * @param firstQuarter where in it the simulation begins
     * @param startMillis site time at the beginning
     */
    public SiteSimulation(
            LoadTrace trace,
            int firstQuarter,
            long startMillis,
            long seed,
            List<Cabinet> cabinets,
            List<UpsModel> ups,
            double upsLoadW) {
        this.trace = trace;
        this.traceOffsetSeconds = firstQuarter * 900.0;
        this.startMillis = startMillis;
        this.random = new Random(seed);
        this.cabinets = List.copyOf(cabinets);
        this.ups = List.copyOf(ups);
        this.upsLoadW = upsLoadW;
        this.loadW = trace.at(traceOffsetSeconds);
        this.gridW = loadW;
    }

    /** The demo's cabinets: equal but for the small differences every real row has. */
    public static List<Cabinet> seededCabinets(int count, CabinetRating rating, long seed) {
        Random random = new Random(seed);
        List<Cabinet> row = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double health = 0.94 + 0.05 * random.nextDouble();
            double soc = 0.55 + 0.30 * random.nextDouble();
            row.add(new Cabinet(rating, health, soc, 24 + 4 * random.nextDouble()));
        }
        return row;
    }

    /**
     * Moves on by one step.
     *
     * @param targetsW what each cabinet's control asks for; ignored while the grid is away
     */
    public void step(double[] targetsW, double realSeconds, double stepSiteSeconds) {
        siteSeconds += stepSiteSeconds;
        stepNoise(realSeconds);
        loadW = Math.max(0, trace.at(traceOffsetSeconds + siteSeconds) * (1 + noise) + addedW - pdu.offW());
        for (UpsModel unit : ups) {
            unit.step(grid, upsLoadW * (1 + noise), stepSiteSeconds);
        }
        // Islanded, the cabinets form the grid for what must stay on and share it; the rest of the load is shed.
        double islandShare = loadW * ESSENTIAL_SHARE / Math.max(1, cabinets.size());
        double battery = 0;
        for (int i = 0; i < cabinets.size(); i++) {
            Cabinet cabinet = cabinets.get(i);
            cabinet.step(grid ? targetsW[i] : islandShare, realSeconds, stepSiteSeconds);
            battery += cabinet.powerW();
            minSoc = Math.min(minSoc, cabinet.soc());
        }
        gridW = grid ? loadW - battery : 0;
        account(stepSiteSeconds);
    }

    private void stepNoise(double seconds) {
        double keep = Math.exp(-seconds / NOISE_TAU_S);
        drive = keep * drive + NOISE_SIGMA * Math.sqrt(1 - keep * keep) * random.nextGaussian();
        noise += (drive - noise) * (1 - Math.exp(-seconds / ONSET_TAU_S));
    }

    private void account(double seconds) {
        double hours = seconds / 3600;
        loadWh += loadW * hours;
        importWh += Math.max(0, gridW) * hours;
        exportWh += Math.max(0, -gridW) * hours;
        long millis = Math.round(seconds * 1000);
        rawPeak.add(utcMillis(), millis, loadW);
        gridPeak.add(utcMillis(), millis, gridW);
    }

    public long utcMillis() {
        return startMillis + Math.round(siteSeconds * 1000);
    }

    public void grid(boolean present) {
        grid = present;
    }

    @Override
    public boolean gridThere() {
        return grid;
    }

    /** The rack that hangs on its outlets is part of the trace as long as they are on. */
    public Outlets pdu() {
        return pdu;
    }

    /** Load on top of the trace. */
    public void added(double watts) {
        addedW = watts;
    }

    public double loadW() {
        return loadW;
    }

    /** + = import. */
    @Override
    public double gridW() {
        return gridW;
    }

    @Override
    public double importWh() {
        return importWh;
    }

    @Override
    public double exportWh() {
        return exportWh;
    }

    public List<Cabinet> cabinets() {
        return cabinets;
    }

    public List<UpsModel> ups() {
        return ups;
    }

    /** Frequency wanders by a few millihertz, as on any grid. */
    @Override
    public double hertz() {
        return grid ? 50 + 0.4 * noise : 0;
    }

    public SiteSummary summary() {
        return new SiteSummary(
                utcMillis(),
                siteSeconds,
                rawPeak.highestW(),
                gridPeak.highestW(),
                rawPeak.runningW(),
                gridPeak.runningW(),
                loadWh,
                importWh,
                exportWh,
                cabinets.stream().mapToDouble(Cabinet::chargedWh).sum(),
                cabinets.stream().mapToDouble(Cabinet::dischargedWh).sum(),
                minSoc);
    }
}
