package io.tieline.rig.bench;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** An independent Modbus TCP slave of which no register holds the same value twice in a row. */
final class ChangingSlave implements AutoCloseable {

    private static final class Image extends SimpleProcessImage {
        private int turn;

        @Override
        public synchronized Register[] getRegisterRange(int address, int count) {
            turn = (turn + 1) & 0x3FFF;
            Register[] range = new Register[count];
            for (int i = 0; i < count; i++) {
                range[i] = new SimpleRegister(turn + i);
            }
            return range;
        }
    }

    private final int port;
    private final ModbusSlave slave;

    ChangingSlave() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try {
            slave = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 2, false);
            slave.addProcessImage(1, new Image());
            slave.open();
        } catch (ModbusException e) {
            throw new IOException("cannot serve on 127.0.0.1:" + port, e);
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        ModbusSlaveFactory.close(slave);
    }
}
