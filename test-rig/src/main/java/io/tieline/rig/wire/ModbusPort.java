package io.tieline.rig.wire;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** One TCP port that serves one image as unit 1, or misbehaves as asked. */
final class ModbusPort {

    private static final int UNIT = 1;
    /** Threads j2mod keeps per port; one is taken by each open connection. */
    private static final int CONNECTIONS = 4;

    private final int port;
    private final RegisterView view;
    private volatile Behaviour behaviour = Behaviour.OK;
    private @Nullable ModbusSlave slave;
    private @Nullable GarbagePort garbage;

    ModbusPort(int port, SunSpecImage image) {
        this.port = port;
        this.view = new RegisterView(image, () -> behaviour == Behaviour.SLOW ? Behaviour.SLOW_NANOS : 0);
    }

    int port() {
        return port;
    }

    synchronized void behave(Behaviour wanted) throws IOException {
        boolean serves = wanted == Behaviour.OK || wanted == Behaviour.SLOW;
        behaviour = wanted;
        if (!serves) {
            closeSlave();
        }
        if (wanted != Behaviour.GARBAGE && garbage != null) {
            garbage.close();
            garbage = null;
        }
        if (wanted == Behaviour.GARBAGE && garbage == null) {
            garbage = new GarbagePort(port);
        }
        if (serves && slave == null) {
            open();
        }
    }

    private void open() throws IOException {
        try {
            ModbusSlave opened =
                    ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, CONNECTIONS, false);
            opened.addProcessImage(UNIT, view);
            opened.open();
            slave = opened;
        } catch (ModbusException e) {
            throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    private void closeSlave() {
        if (slave != null) {
            ModbusSlaveFactory.close(slave);
            slave = null;
        }
    }

    synchronized void close() throws IOException {
        behave(Behaviour.DEAD);
    }
}
