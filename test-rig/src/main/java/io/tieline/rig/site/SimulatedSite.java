package io.tieline.rig.site;

import io.tieline.rig.physics.Cabinet;
import io.tieline.rig.physics.CabinetRating;
import io.tieline.rig.physics.LoadTrace;
import io.tieline.rig.physics.SiteSimulation;
import io.tieline.rig.physics.SiteSummary;
import io.tieline.rig.physics.StartChoice;
import io.tieline.rig.physics.UpsModel;
import io.tieline.rig.wire.Behaviour;
import io.tieline.rig.wire.CabinetPeer;
import io.tieline.rig.wire.MeterPeer;
import io.tieline.rig.wire.PduPeer;
import io.tieline.rig.wire.Peer;
import io.tieline.rig.wire.SwitchboardPeer;
import io.tieline.rig.wire.UpsPeer;
import io.tieline.rig.wire.WireWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The demo site, running: eight cabinets, a grid meter, two UPS, a PDU and a switchboard on loopback. */
public final class SimulatedSite implements AutoCloseable {

    private static final int CABINETS = 8;
    private static final double SITE_PEAK_W = 3_000_000;
    private static final double UPS_RATED_W = 200_000;
    private static final double UPS_LOAD_W = 120_000;
    private static final double UPS_ENERGY_WH = 60_000;
    private static final long TICK_MILLIS = 40;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long DAY_MILLIS = 24 * 60 * MINUTE_MILLIS;
    private static final String COMMUNITY = "public";

    private final SiteOptions options;
    private final LoadTrace trace;
    private final StartChoice start;
    private final SiteSimulation simulation;
    private final List<CabinetPeer> cabinets = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();
    private final MeterPeer meter;
    private final Path siteFile;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "site-tick");
        thread.setDaemon(true);
        return thread;
    });
    private long lastNanos;
    private volatile @Nullable RuntimeException failure;

    private SimulatedSite(SiteOptions options, LoadTrace trace, StartChoice start, long startMillis)
            throws IOException {
        this.options = options;
        this.trace = trace;
        this.start = start;
        List<Cabinet> row = SiteSimulation.seededCabinets(CABINETS, CabinetRating.DEMO, options.seed());
        List<UpsModel> ups = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ups.add(new UpsModel(UPS_RATED_W, UPS_ENERGY_WH, 1));
        }
        simulation = new SiteSimulation(trace, start.quarter(), startMillis, options.seed(), row, ups, UPS_LOAD_W);
        siteFile = options.work().resolve("site.yaml");
        // Nobody may meet a device that has not been alive yet.
        simulation.step(new double[CABINETS], 0, 0);
        meter = connect();
    }

    /**
     * Opens every port, writes the site file and starts time.
     *
     * @throws IOException when a port is taken, the trace cannot be read or the work folder not be written
     */
    public static SimulatedSite start(SiteOptions options) throws IOException {
        Files.createDirectories(options.work());
        Path file = options.trace();
        LoadTrace trace =
                (file == null ? LoadTrace.generated(options.seed()) : LoadTrace.read(file)).scaledToPeak(SITE_PEAK_W);
        double batteryW = CABINETS * CabinetRating.DEMO.powerW();
        double usableWh = 0.45 * CABINETS * CabinetRating.DEMO.energyWh();
        StartChoice choice = StartChoice.best(trace, batteryW, usableWh);
        long minuteOfDay = (trace.startMinute() + 15L * choice.quarter()) % (DAY_MILLIS / MINUTE_MILLIS);
        long today = System.currentTimeMillis() / DAY_MILLIS * DAY_MILLIS;
        SimulatedSite site = new SimulatedSite(options, trace, choice, today + minuteOfDay * MINUTE_MILLIS);
        site.run();
        return site;
    }

    private MeterPeer connect() throws IOException {
        MeterPeer gridMeter;
        Ports ports = new Ports(options.basePort());
        Random delays = new Random(options.seed());
        try {
            gridMeter = new MeterPeer("grid", ports.tcp(), simulation, System::nanoTime);
            peers.add(gridMeter);
            for (Cabinet cabinet : simulation.cabinets()) {
                String id = String.format(Locale.ROOT, "cab-%02d", cabinets.size() + 1);
                long delay = TimeUnit.MILLISECONDS.toNanos(200 + delays.nextInt(300));
                cabinets.add(new CabinetPeer(id, ports.tcp(), cabinet, simulation::hertz, delay, System::nanoTime));
            }
            peers.addAll(cabinets);
            List<UpsModel> ups = simulation.ups();
            peers.add(new UpsPeer("ups-a", ports.udp(), COMMUNITY, ups.get(0), simulation::hertz));
            peers.add(new UpsPeer("ups-b", ports.udp(), COMMUNITY, ups.get(1), simulation::hertz));
            peers.add(new PduPeer(
                    "pdu-1", ports.udp(), COMMUNITY, () -> ups.get(0).outputW() > 0, simulation.pdu()));
            peers.add(new SwitchboardPeer("board", ports.tcp(), options.work(), ups.get(2), simulation));
        } catch (IOException e) {
            close();
            throw e;
        }
        Files.writeString(
                siteFile, SiteFile.yaml(peers.stream().map(Peer::entry).toList()));
        return gridMeter;
    }

    private void run() {
        lastNanos = System.nanoTime();
        ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            step();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    private void step() {
        long now = System.nanoTime();
        double realSeconds = (now - lastNanos) / 1e9;
        lastNanos = now;
        double[] targets = cabinets.stream().mapToDouble(CabinetPeer::targetW).toArray();
        simulation.step(targets, realSeconds, realSeconds * options.speed());
        peers.forEach(Peer::publish);
    }

    /** Load on top of the trace, from the next step of the simulation on. */
    public void addLoad(double watts) {
        simulation.added(watts);
    }

    /** Lets the watch see the power at the meter and the setpoints on the wire. */
    public void watch(WireWatch watch) {
        meter.watch(watch);
        cabinets.forEach(cabinet -> cabinet.watch(watch));
    }

    public void grid(boolean present) {
        simulation.grid(present);
    }

    /**
     * @throws IllegalArgumentException when there is no such device
     * @throws IOException when its port cannot be opened again
     */
    public void behave(String device, Behaviour behaviour) throws IOException {
        for (Peer peer : peers) {
            if (peer.id().equals(device)) {
                peer.behave(behaviour);
                return;
            }
        }
        throw new IllegalArgumentException("no device `" + device + "` on this site; there are "
                + String.join(", ", peers.stream().map(Peer::id).toList()));
    }

    /**
     * @throws IllegalStateException when time has stopped because of a defect
     */
    public SiteSummary summary() {
        RuntimeException cause = failure;
        if (cause != null) {
            throw new IllegalStateException("the simulation has stopped: " + cause, cause);
        }
        try {
            return ticker.submit(simulation::summary).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the site was asked for its summary", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    public List<Peer> peers() {
        return List.copyOf(peers);
    }

    /** The batteries themselves, for whoever only looks: they belong to the thread of the simulation. */
    public List<Cabinet> cabinets() {
        return simulation.cabinets();
    }

    public Path siteFile() {
        return siteFile;
    }

    public StartChoice startChoice() {
        return start;
    }

    public LoadTrace trace() {
        return trace;
    }

    public SiteOptions options() {
        return options;
    }

    @Override
    public void close() throws IOException {
        ticker.shutdownNow();
        for (Peer peer : peers) {
            peer.close();
        }
    }
}
