package io.tieline.rig.wire;

import io.tieline.rig.physics.UpsModel;
import java.io.IOException;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;

/** A three-phase UPS with the objects of RFC 1628 (UPS-MIB). */
public final class UpsPeer implements Peer {

    private static final String MIB = "1.3.6.1.2.1.33.1.";
    private static final double PHASE_VOLTS = 230;
    private static final double BATTERY_VOLTS = 480;

    private final String id;
    private final UpsModel ups;
    private final DoubleSupplier inputHertz;
    private final SnmpPort port;

    /** @param inputHertz at its input and its bypass, 0 without voltage */
    public UpsPeer(String id, int port, String community, UpsModel ups, DoubleSupplier inputHertz) throws IOException {
        this.id = id;
        this.ups = ups;
        this.inputHertz = inputHertz;
        SnmpObjects objects = new SnmpObjects();
        system(objects);
        identAndBattery(objects);
        input(objects);
        output(objects);
        configuration(objects);
        this.port = new SnmpPort(port, community, objects);
        this.port.behave(Behaviour.OK);
    }

    private void system(SnmpObjects objects) {
        long start = System.nanoTime();
        objects.text("1.3.6.1.2.1.1.1.0", "UPS SNMP agent, RFC 1628 UPS-MIB, simulated " + id);
        objects.put("1.3.6.1.2.1.1.2.0", () -> new OID("1.3.6.1.2.1.33"));
        objects.put("1.3.6.1.2.1.1.3.0", () -> new TimeTicks((System.nanoTime() - start) / 10_000_000));
        objects.text("1.3.6.1.2.1.1.5.0", id);
        objects.text("1.3.6.1.2.1.1.6.0", "demo site");
    }

    private void identAndBattery(SnmpObjects objects) {
        objects.text(MIB + "1.1.0", "Tieline Simulation");
        objects.text(MIB + "1.2.0", "UPS-200");
        objects.text(MIB + "1.3.0", "1.0");
        objects.text(MIB + "1.4.0", "1.0");
        objects.text(MIB + "1.5.0", id);
        objects.number(MIB + "2.1.0", () -> ups.soc() <= 0 ? 4 : ups.runtimeMinutes() < 2 ? 3 : 2);
        objects.number(MIB + "2.2.0", ups::onBatterySeconds);
        objects.number(MIB + "2.3.0", ups::runtimeMinutes);
        objects.number(MIB + "2.4.0", () -> ups.soc() * 100);
        objects.number(MIB + "2.5.0", () -> (BATTERY_VOLTS + 60 * ups.soc()) * 10);
        objects.number(MIB + "2.6.0", () -> ups.onBattery() ? ups.outputW() / BATTERY_VOLTS * 10 : 0);
        objects.number(MIB + "2.7.0", 25);
    }

    private void input(SnmpObjects objects) {
        objects.put(MIB + "3.1.0", () -> new Counter32(ups.lineFailures()));
        objects.number(MIB + "3.2.0", 3);
        objects.number(MIB + "5.1.0", () -> inputHertz.getAsDouble() * 10);
        objects.number(MIB + "5.2.0", 3);
        for (int line = 1; line <= 3; line++) {
            objects.number(MIB + "3.3.1.1." + line, line);
            objects.number(MIB + "3.3.1.2." + line, () -> inputHertz.getAsDouble() * 10);
            objects.number(MIB + "3.3.1.3." + line, () -> inputHertz.getAsDouble() > 0 ? PHASE_VOLTS : 0);
            objects.number(MIB + "3.3.1.4." + line, () -> inputLineW() / PHASE_VOLTS * 10);
            objects.number(MIB + "3.3.1.5." + line, this::inputLineW);
            objects.number(MIB + "5.3.1.1." + line, line);
            objects.number(MIB + "5.3.1.2." + line, () -> inputHertz.getAsDouble() > 0 ? PHASE_VOLTS : 0);
        }
        objects.put(MIB + "6.1.0", () -> new Gauge32(ups.onBattery() ? 1 : 0));
    }

    private double inputLineW() {
        return ups.onBattery() ? 0 : ups.outputW() / 3 / 0.95;
    }

    private void output(SnmpObjects objects) {
        objects.number(MIB + "4.1.0", () -> ups.onBattery() ? ups.outputW() > 0 ? 5 : 2 : 3);
        objects.number(MIB + "4.2.0", 500);
        objects.number(MIB + "4.3.0", 3);
        for (int line = 1; line <= 3; line++) {
            objects.number(MIB + "4.4.1.1." + line, line);
            objects.number(MIB + "4.4.1.2." + line, () -> ups.outputW() > 0 ? PHASE_VOLTS : 0);
            objects.number(MIB + "4.4.1.3." + line, () -> ups.outputW() / 3 / PHASE_VOLTS * 10);
            objects.number(MIB + "4.4.1.4." + line, () -> ups.outputW() / 3);
            objects.number(MIB + "4.4.1.5." + line, () -> ups.loadPart() * 100);
        }
    }

    private void configuration(SnmpObjects objects) {
        objects.number(MIB + "9.1.0", 230);
        objects.number(MIB + "9.2.0", 500);
        objects.number(MIB + "9.3.0", 230);
        objects.number(MIB + "9.4.0", 500);
        objects.number(MIB + "9.5.0", (int) ups.ratedW());
        objects.number(MIB + "9.6.0", (int) ups.ratedW());
        objects.number(MIB + "9.7.0", 2);
        objects.number(MIB + "9.8.0", 2);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SiteEntry entry() {
        return new SiteEntry(id, "ups", "snmp://127.0.0.1:" + port.port(), Map.of("options", "{community: public}"));
    }

    @Override
    public void publish() {
        // Every object is read from the model when it is asked for.
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
