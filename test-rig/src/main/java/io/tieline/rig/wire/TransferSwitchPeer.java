package io.tieline.rig.wire;

import io.tieline.rig.physics.TransferSwitch;
import java.io.IOException;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;

/** A transfer switch with the objects of EATON-ATS2-MIB: source 1 is the grid, source 2 the generator. */
public final class TransferSwitchPeer implements Peer {

    private static final String ENTERPRISE = "1.3.6.1.4.1.534.10";
    private static final String MIB = ENTERPRISE + ".2.";
    private static final double VOLTS = 230;
    /** ats2OperationMode. */
    private static final int SOURCE_1 = 4;

    private static final int SOURCE_2 = 5;
    /** ats2InputStatusVoltage. */
    private static final int GOOD = 2;

    private static final int BAD = 1;

    private final String id;
    private final SnmpPort port;

    /**
     * @param gridHertz 0 without voltage
     * @param generatorHertz 0 without voltage
     */
    public TransferSwitchPeer(
            String id,
            int port,
            String community,
            TransferSwitch model,
            DoubleSupplier gridHertz,
            DoubleSupplier generatorHertz)
            throws IOException {
        this.id = id;
        SnmpObjects objects = new SnmpObjects();
        unit(objects);
        source(objects, 1, gridHertz);
        source(objects, 2, generatorHertz);
        objects.number(MIB + "2.3.1.0", () -> volts((model.onGrid() ? gridHertz : generatorHertz).getAsDouble()) * 10);
        objects.number(MIB + "2.4.0", () -> model.onGrid() ? SOURCE_1 : SOURCE_2);
        objects.number(MIB + "4.5.0", 1);
        this.port = new SnmpPort(port, community, objects);
        this.port.behave(Behaviour.OK);
    }

    private void unit(SnmpObjects objects) {
        long start = System.nanoTime();
        objects.text("1.3.6.1.2.1.1.1.0", "Eaton ATS 30 (simulated)");
        objects.put("1.3.6.1.2.1.1.2.0", () -> new OID(ENTERPRISE));
        objects.put("1.3.6.1.2.1.1.3.0", () -> new TimeTicks((System.nanoTime() - start) / 10_000_000));
        objects.text("1.3.6.1.2.1.1.5.0", id);
        objects.text(MIB + "1.1.0", "Tieline Simulation");
        objects.text(MIB + "1.2.0", "ATS-30");
        objects.text(MIB + "1.3.0", "1.0");
        objects.text(MIB + "1.5.0", "SIM-" + id);
    }

    private static void source(SnmpObjects objects, int source, DoubleSupplier hertz) {
        objects.number(MIB + "2.2.1.1." + source, source);
        objects.number(MIB + "2.2.1.2." + source, () -> volts(hertz.getAsDouble()) * 10);
        objects.number(MIB + "2.2.1.3." + source, () -> hertz.getAsDouble() * 10);
        objects.number(MIB + "3.2.1.1." + source, source);
        objects.number(MIB + "3.2.1.3." + source, () -> hertz.getAsDouble() > 0 ? GOOD : BAD);
    }

    private static double volts(double hertz) {
        return hertz > 0 ? VOLTS : 0;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SiteEntry entry() {
        return new SiteEntry(
                id, "transfer-switch", "snmp://127.0.0.1:" + port.port(), Map.of("options", "{community: public}"));
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
