package io.tieline.rig.site;

import io.tieline.rig.physics.Outlets;
import io.tieline.rig.physics.Plant;
import io.tieline.rig.physics.StorageUnit;
import io.tieline.rig.physics.UpsUnit;
import io.tieline.rig.wire.Behaviour;
import io.tieline.rig.wire.CabinetPeer;
import io.tieline.rig.wire.GensetPeer;
import io.tieline.rig.wire.MeterPeer;
import io.tieline.rig.wire.PduPeer;
import io.tieline.rig.wire.Peer;
import io.tieline.rig.wire.TransferSwitchPeer;
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

/**
 * Any plant on real wires: its grid meter, cabinets and generator speak Modbus, its UPS, transfer switch and PDU SNMP, all on
 * loopback. Devices are called as in computed time.
 */
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
     * @param described what else the site file says of a device, by its id: settings as they stand in the file
     * @param atEveryMoment called after each step, on the thread the plant belongs to
     * @throws IOException when a port cannot be opened or the file not be written
     */
    public PlantSite(
            Plant plant, Pace pace, Map<String, Map<String, String>> described, Path folder, Runnable atEveryMoment)
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
                        unit.id(), ports.tcp(), unit.cabinet(), unit.control(), plant::busHertz, System::nanoTime));
            }
            peers.addAll(cabinets);
            power(plant, ports);
        } catch (IOException e) {
            close();
            throw e;
        }
        siteFile = Files.writeString(
                folder.resolve("site.yaml"),
                SiteFile.yaml(peers.stream()
                        .map(Peer::entry)
                        .map(entry -> entry.with(described.getOrDefault(entry.id(), Map.of())))
                        .toList()));
        ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What stands between the grid and the load. */
    private void power(Plant plant, Ports ports) throws IOException {
        for (UpsUnit unit : plant.ups()) {
            peers.add(new UpsPeer(unit.id(), ports.udp(), COMMUNITY, unit.model(), plant::busHertz));
        }
        if (plant.transferSwitch().isPresent()) {
            peers.add(new TransferSwitchPeer(
                    "ats-1",
                    ports.udp(),
                    COMMUNITY,
                    plant.transferSwitch().get(),
                    () -> plant.gridThere() ? plant.hertz() : 0,
                    plant::generatorHertz));
        }
        if (plant.genset().isPresent()) {
            peers.add(new GensetPeer("genset-1", ports.tcp(), plant.genset().get()));
        }
        int pdu = 1;
        for (Outlets outlets : plant.pdus()) {
            peers.add(new PduPeer("pdu-" + pdu++, ports.udp(), COMMUNITY, () -> true, outlets));
        }
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
