package io.tieline.rig.wire;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One TCP port that serves one image as unit 1, or misbehaves as asked. */
final class ModbusPort {

    private static final int UNIT = 1;
    /** Threads j2mod keeps per port; one is taken by each open connection. */
    private static final int CONNECTIONS = 4;

    private static final int ATTEMPTS = 40;
    private static final long PAUSE_NANOS = 50_000_000L;

    private final int port;
    private final RegisterView view;
    private volatile Behaviour behaviour = Behaviour.OK;
    private @Nullable ModbusSlave slave;
    private @Nullable GarbagePort garbage;

    ModbusPort(int port, HoldingRegisters registers) {
        this.port = port;
        this.view = new RegisterView(registers, () -> behaviour == Behaviour.SLOW ? Behaviour.SLOW_NANOS : 0);
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

    /** What listened here before may need a moment to let go of the port. */
    private void open() throws IOException {
        for (int attempt = 1; slave == null; attempt++) {
            ModbusSlave opened = null;
            try {
                opened = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, CONNECTIONS, false);
                opened.addProcessImage(UNIT, view);
                opened.open();
                slave = opened;
            } catch (ModbusException e) {
                if (opened != null) {
                    ModbusSlaveFactory.close(opened);
                }
                if (attempt == ATTEMPTS) {
                    throw new IOException("cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
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
