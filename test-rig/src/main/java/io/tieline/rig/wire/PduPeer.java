package io.tieline.rig.wire;

import io.tieline.rig.physics.Outlets;
import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UnsignedInteger32;

/** A switched, outlet-metered single-phase PDU with the objects of EATON-EPDU-MIB. */
public final class PduPeer implements Peer {

    private static final String MIB = "1.3.6.1.4.1.534.6.6.7.";
    private static final double VOLTS = 230;
    private static final double POWER_FACTOR = 0.97;

    private final String id;
    private final BooleanSupplier supplied;
    private final Outlets outlets;
    private final SnmpPort port;
    private final long start = System.nanoTime();

    /** @param supplied whether what feeds it delivers */
    public PduPeer(String id, int port, String community, BooleanSupplier supplied, Outlets outlets)
            throws IOException {
        this.id = id;
        this.supplied = supplied;
        this.outlets = outlets;
        SnmpObjects objects = new SnmpObjects();
        unit(objects);
        input(objects);
        for (int outlet = 1; outlet <= outlets.count(); outlet++) {
            outlet(objects, outlet);
        }
        this.port = new SnmpPort(port, community, objects);
        this.port.behave(Behaviour.OK);
    }

    private void unit(SnmpObjects objects) {
        objects.text("1.3.6.1.2.1.1.1.0", "Eaton ePDU MA 1P IN:IEC309 32A OUT:12xC13 (simulated)");
        objects.put("1.3.6.1.2.1.1.2.0", () -> new OID("1.3.6.1.4.1.534.6.6.7"));
        objects.put("1.3.6.1.2.1.1.3.0", () -> new TimeTicks((System.nanoTime() - start) / 10_000_000));
        objects.text("1.3.6.1.2.1.1.5.0", id);
        objects.text(MIB + "1.1.0", "0");
        objects.text(MIB + "1.2.1.2.0", "ePDU MA 1P (simulated)");
        objects.text(MIB + "1.2.1.3.0", "SIM-EMAB32");
        objects.text(MIB + "1.2.1.4.0", "SIM-" + id);
        objects.text(MIB + "1.2.1.5.0", "1.0.0");
        objects.text(MIB + "1.2.1.6.0", id);
        objects.number(MIB + "1.2.1.10.0", 1);
        objects.number(MIB + "1.2.1.20.0", 1);
        objects.number(MIB + "1.2.1.22.0", outlets.count());
        objects.number(MIB + "1.2.1.30.0", 0);
        objects.number(MIB + "1.2.1.31.0", 0);
    }

    private void input(SnmpObjects objects) {
        objects.number(MIB + "3.1.1.2.0.1", 1);
        objects.number(MIB + "3.1.1.3.0.1", () -> supplied.getAsBoolean() ? 500 : 0);
        objects.number(MIB + "3.1.1.4.0.1", 0);
        objects.number(MIB + "3.2.1.2.0.1.1", 1);
        objects.number(MIB + "3.2.1.3.0.1.1", () -> supplied.getAsBoolean() ? VOLTS * 1000 : 0);
        objects.number(MIB + "3.3.1.2.0.1.1", 1);
        objects.number(MIB + "3.3.1.3.0.1.1", 32_000);
        objects.number(MIB + "3.3.1.4.0.1.1", () -> totalW() / POWER_FACTOR / VOLTS * 1000);
        objects.number(MIB + "3.4.1.3.0.1.1", () -> totalW() / POWER_FACTOR);
        objects.number(MIB + "3.4.1.4.0.1.1", this::totalW);
        objects.put(MIB + "3.4.1.5.0.1.1", () -> new UnsignedInteger32(Math.round(hours() * totalW())));
        objects.number(MIB + "3.4.1.7.0.1.1", (int) (POWER_FACTOR * 1000));
        objects.number(MIB + "3.5.1.3.0.1", () -> totalW() / POWER_FACTOR);
        objects.number(MIB + "3.5.1.4.0.1", this::totalW);
        objects.put(MIB + "3.5.1.5.0.1", () -> new UnsignedInteger32(Math.round(hours() * totalW())));
        objects.number(MIB + "3.5.1.7.0.1", (int) (POWER_FACTOR * 1000));
    }

    private void outlet(SnmpObjects objects, int outlet) {
        String row = ".0." + outlet;
        objects.text(MIB + "6.1.1.2" + row, "A" + outlet);
        objects.text(MIB + "6.1.1.3" + row, "Outlet A" + outlet);
        objects.number(MIB + "6.1.1.5" + row, 1);
        objects.number(MIB + "6.3.1.2" + row, () -> watts(outlet) > 0 ? VOLTS * 1000 : 0);
        objects.number(MIB + "6.4.1.2" + row, 10_000);
        objects.number(MIB + "6.4.1.3" + row, () -> watts(outlet) / POWER_FACTOR / VOLTS * 1000);
        objects.number(MIB + "6.5.1.2" + row, () -> watts(outlet) / POWER_FACTOR);
        objects.number(MIB + "6.5.1.3" + row, () -> watts(outlet));
        objects.put(MIB + "6.5.1.4" + row, () -> new UnsignedInteger32(Math.round(hours() * watts(outlet))));
        objects.number(MIB + "6.5.1.6" + row, (int) (POWER_FACTOR * 1000));
        objects.number(MIB + "6.6.1.2" + row, () -> outlets.saysOn(outlet) ? 1 : 0);
        // The commands take seconds to wait, -1 means "no command pending" (EATON-EPDU-MIB); here they act at once.
        objects.command(MIB + "6.6.1.3" + row, -1, seconds -> switchTo(outlet, seconds, false));
        objects.command(MIB + "6.6.1.4" + row, -1, seconds -> switchTo(outlet, seconds, true));
        objects.number(MIB + "6.6.1.9" + row, 1);
    }

    private void switchTo(int outlet, int seconds, boolean on) {
        if (seconds >= 0) {
            outlets.command(outlet, on);
        }
    }

    private double watts(int outlet) {
        return supplied.getAsBoolean() ? outlets.powerW(outlet) : 0;
    }

    private double totalW() {
        return supplied.getAsBoolean() ? outlets.powerW() : 0;
    }

    private double hours() {
        return (System.nanoTime() - start) / 3.6e12;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SiteEntry entry() {
        return new SiteEntry(id, "pdu", "snmp://127.0.0.1:" + port.port(), Map.of("options", "{community: public}"));
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
