package io.tieline.rig.wire;

import io.tieline.rig.physics.SiteView;
import io.tieline.rig.physics.UpsModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A switchboard with a UPS and two breakers, over OPC UA. */
public final class SwitchboardPeer implements Peer {

    private static final double LINE_VOLTS = 400;
    /** Publishing every tick would only make the server's monitored items work; a controller's scan is about this fast. */
    private static final int PUBLISH_EVERY = 5;

    private final String id;
    private final int port;
    private final Path work;
    private final UpsModel ups;
    private final SiteView site;
    private @Nullable SwitchboardServer server;
    private @Nullable GarbagePort garbage;
    private int ticks;

    public SwitchboardPeer(String id, int port, Path work, UpsModel ups, SiteView site) throws IOException {
        this.id = id;
        this.port = port;
        this.work = work;
        this.ups = ups;
        this.site = site;
        behave(Behaviour.OK);
    }

    @Override
    public synchronized void publish() {
        if (server == null || ticks++ % PUBLISH_EVERY != 0) {
            return;
        }
        boolean grid = site.gridThere();
        server.set("Ups/OutputPower", ups.outputW());
        server.set("Ups/InputVoltage", grid ? LINE_VOLTS / Math.sqrt(3) : 0.0);
        server.set("Ups/OutputFrequency", ups.outputW() > 0 ? 50.0 : 0.0);
        server.set("Ups/BatteryCharge", ups.soc() * 100);
        server.set("Ups/Mode", ups.onBattery() ? 1 : 0);
        server.set("Breakers/Q1Closed", grid);
        server.set("Breakers/Q2Closed", true);
    }

    @Override
    public synchronized void behave(Behaviour behaviour) throws IOException {
        boolean serves = behaviour == Behaviour.OK || behaviour == Behaviour.SLOW;
        if (!serves && server != null) {
            server.close();
            server = null;
        }
        if (behaviour != Behaviour.GARBAGE && garbage != null) {
            garbage.close();
            garbage = null;
        }
        if (behaviour == Behaviour.GARBAGE && garbage == null) {
            garbage = new GarbagePort(port);
        }
        if (serves && server == null) {
            server = SwitchboardServer.start(port, work);
        }
        if (server != null) {
            server.slow(behaviour == Behaviour.SLOW);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SiteEntry entry() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("profile", "tieline-sim-switchboard");
        settings.put("options", "{security: None}");
        return new SiteEntry(id, "switchboard", "opc.tcp://127.0.0.1:" + port + SwitchboardServer.PATH, settings);
    }

    @Override
    public void close() throws IOException {
        behave(Behaviour.DEAD);
    }
}
