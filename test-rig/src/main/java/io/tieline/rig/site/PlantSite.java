package io.tieline.rig.site;

import io.tieline.rig.physics.Plant;
import io.tieline.rig.physics.StorageUnit;
import io.tieline.rig.physics.UpsUnit;
import io.tieline.rig.wire.Behaviour;
import io.tieline.rig.wire.CabinetPeer;
import io.tieline.rig.wire.MeterPeer;
import io.tieline.rig.wire.Peer;
import io.tieline.rig.wire.UpsPeer;
import io.tieline.rig.wire.WireWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Any plant on real wires: its grid meter and cabinets speak Modbus, its UPS SNMP, all on loopback. */
public final class PlantSite implements AutoCloseable {

    private static final long TICK_MILLIS = 20;
    private static final String COMMUNITY = "public";

    /**
     * How it runs.
     *
     * @param time of the site; power electronics and wires stay in real time
     * @param startMillis UTC at its beginning
     * @param meterPoll how often the meter asks to be read, as in the site file
     */
    public record Pace(SiteTime time, long startMillis, String meterPoll) {

        /** @param speed site seconds per real second */
        public Pace(double speed, long startMillis, String meterPoll) {
            this(SiteTime.running(speed), startMillis, meterPoll);
        }
    }

    private final Plant plant;
    private final Pace pace;
    private final MeterPeer meter;
    private final List<CabinetPeer> cabinets = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();
    private final Path siteFile;
    private final Runnable atEveryMoment;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "plant-tick");
        thread.setDaemon(true);
        return thread;
    });
    private final long beginNanos = System.nanoTime();
    private long lastNanos = beginNanos;
    private volatile long siteNanos;
    private volatile boolean energyFlows = true;

    /**
     * Opens every port, writes the site file into the folder and starts time.
     *
     * @param chemistries what the site file says of cabinets, by their ids; of others it says nothing
     * @param atEveryMoment called after each step, on the thread the plant belongs to
     * @throws IOException when a port cannot be opened or the file not be written
     */
    public PlantSite(Plant plant, Pace pace, Map<String, String> chemistries, Path folder, Runnable atEveryMoment)
            throws IOException {
        this.plant = plant;
        this.pace = pace;
        this.atEveryMoment = atEveryMoment;
        Files.createDirectories(folder);
        plant.step(beginNanos, pace.startMillis(), 0, 0);
        Ports ports = new Ports(0);
        try {
            meter = new MeterPeer("grid", ports.tcp(), plant, pace.meterPoll(), System::nanoTime);
            peers.add(meter);
            for (StorageUnit unit : plant.storage()) {
                cabinets.add(new CabinetPeer(
                        unit.id(), ports.tcp(), unit.cabinet(), unit.control(), plant, System::nanoTime));
            }
            peers.addAll(cabinets);
            for (UpsUnit unit : plant.ups()) {
                peers.add(new UpsPeer(unit.id(), ports.udp(), COMMUNITY, unit.model(), plant));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        siteFile = Files.writeString(
                folder.resolve("site.yaml"),
                SiteFile.yaml(peers.stream()
                        .map(Peer::entry)
                        .map(entry -> chemistries.containsKey(entry.id())
                                ? entry.with("chemistry", chemistries.get(entry.id()))
                                : entry)
                        .toList()));
        ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        double realSeconds = (now - lastNanos) / 1e9;
        lastNanos = now;
        long site = pace.time().nanos();
        double seconds = (site - siteNanos) / 1e9;
        siteNanos = site;
        cabinets.forEach(CabinetPeer::targetW);
        plant.step(now, utcMillis(), realSeconds, energyFlows ? seconds : 0);
        // What changes while time stands would come twice at the same moment.
        meter.wanders(!pace.time().stands());
        peers.forEach(Peer::publish);
        atEveryMoment.run();
    }

    /** While no energy flows, powers are there and move, but nothing fills, empties or heats by them. */
    public void energyFlows(boolean flows) {
        energyFlows = flows;
    }

    /** Does something to the plant on the thread it belongs to, before its next step. */
    public void change(Runnable change) {
        ticker.execute(change);
    }

    /** Site time of the last step. */
    public long siteNanos() {
        return siteNanos;
    }

    public long utcMillis() {
        return pace.startMillis() + siteNanos / 1_000_000;
    }

    /** Lets the watch see the power at the meter and the setpoints on the wire. */
    public void watch(WireWatch watch) {
        meter.watch(watch);
        cabinets.forEach(cabinet -> cabinet.watch(watch));
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
        throw new IllegalArgumentException("no device " + device + " on this site");
    }

    public Path siteFile() {
        return siteFile;
    }

    @Override
    public void close() throws IOException {
        ticker.shutdownNow();
        for (Peer peer : peers) {
            peer.close();
        }
    }
}
