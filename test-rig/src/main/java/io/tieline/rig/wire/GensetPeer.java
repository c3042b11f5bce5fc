package io.tieline.rig.wire;

import io.tieline.rig.physics.Genset;
import java.io.IOException;
import java.util.Map;

/** A standby generator with a Deep Sea controller (GenComm over Modbus TCP). */
public final class GensetPeer implements Peer {

    /** Page 3: Deep Sea, and a model of the 7000 series. */
    private static final int MANUFACTURER = 768;

    private static final int MODEL = 769;
    private static final int INSTRUMENTS = 1024;
    private static final int STATE = 1408;
    private static final int TOTAL_POWER = 1536;
    private static final int RUN_TIME = 1798;
    private static final int STARTS = 1808;
    private static final int TELEMETRY_START = 35732;
    private static final int TELEMETRY_START_CANCELLED = 35733;

    private static final double VOLTS = 230;
    private static final double RPM = 1500;

    private final String id;
    private final Genset model;
    private final GenCommImage image = new GenCommImage(this::press);
    private final ModbusPort port;

    public GensetPeer(String id, int port, Genset model) throws IOException {
        this.id = id;
        this.model = model;
        image.number(MANUFACTURER, 1);
        image.number(MODEL, 7320);
        image.wide(RUN_TIME, 3_600);
        image.wide(RUN_TIME + 2, 0);
        image.wide(STARTS, 12);
        publish();
        this.port = new ModbusPort(port, image);
        this.port.behave(Behaviour.OK);
    }

    private void press(int key) {
        if (key == TELEMETRY_START || key == TELEMETRY_START_CANCELLED) {
            model.order(key == TELEMETRY_START);
        }
    }

    @Override
    public void publish() {
        boolean turns = model.isReady();
        double watts = model.powerW();
        image.number(INSTRUMENTS, turns ? 400 : 0);
        image.number(INSTRUMENTS + 1, turns ? 80 : 40);
        image.number(INSTRUMENTS + 3, 80);
        image.number(INSTRUMENTS + 5, 260);
        image.number(INSTRUMENTS + 6, turns ? RPM : 0);
        image.number(INSTRUMENTS + 7, turns ? Genset.HERTZ * 10 : 0);
        for (int phase = 0; phase < 3; phase++) {
            image.wide(INSTRUMENTS + 8 + 2 * phase, turns ? VOLTS * 10 : 0);
            image.wide(INSTRUMENTS + 20 + 2 * phase, watts / 3 / VOLTS * 10);
            image.wide(INSTRUMENTS + 28 + 2 * phase, watts / 3);
        }
        image.wide(TOTAL_POWER, watts);
        image.number(STATE, shown(model.state()));
    }

    private static int shown(Genset.State state) {
        return switch (state) {
            case STOPPED -> 0;
            case STARTING -> 1;
            case RUNNING -> 3;
            case COOLING -> 4;
            case FAULT -> 15;
        };
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SiteEntry entry() {
        return new SiteEntry(id, "genset", "modbus://127.0.0.1:" + port.port() + "/1", Map.of());
    }

    @Override
    public void behave(Behaviour behaviour) throws IOException {
        port.behave(behaviour);
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
