package io.tieline.rig.accept;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.procimg.DigitalIn;
import com.ghgande.j2mod.modbus.procimg.DigitalOut;
import com.ghgande.j2mod.modbus.procimg.IllegalAddressException;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalIn;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalOut;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Serves a capture as unit 1 of an independent Modbus TCP slave. What was not recorded answers exception 2. */
final class CaptureSlave implements AutoCloseable {

    private static final class Image extends SimpleProcessImage {
        private final Map<Integer, Integer> words;
        private final Map<Integer, Integer> coils;

        Image(Map<Integer, Integer> words, Map<Integer, Integer> coils) {
            this.words = words;
            this.coils = coils;
        }

        @Override
        public DigitalOut[] getDigitalOutRange(int address, int count) {
            DigitalOut[] range = new DigitalOut[count];
            for (int i = 0; i < count; i++) {
                range[i] = new SimpleDigitalOut(coil(address + i));
            }
            return range;
        }

        @Override
        public DigitalIn[] getDigitalInRange(int address, int count) {
            DigitalIn[] range = new DigitalIn[count];
            for (int i = 0; i < count; i++) {
                range[i] = new SimpleDigitalIn(coil(address + i));
            }
            return range;
        }

        private boolean coil(int address) {
            Integer coil = coils.get(address);
            if (coil == null) {
                throw new IllegalAddressException("not recorded: " + address);
            }
            return coil != 0;
        }

        @Override
        public Register getRegister(int address) {
            Integer word = words.get(address);
            if (word == null) {
                throw new IllegalAddressException("not recorded: " + address);
            }
            return new SimpleRegister(word);
        }

        @Override
        public Register[] getRegisterRange(int address, int count) {
            Register[] range = new Register[count];
            for (int i = 0; i < count; i++) {
                range[i] = getRegister(address + i);
            }
            return range;
        }

        @Override
        public InputRegister[] getInputRegisterRange(int address, int count) {
            return getRegisterRange(address, count);
        }
    }

    private final int port;
    private final ModbusSlave slave;

    CaptureSlave(Map<Integer, Integer> words, Map<Integer, Integer> coils) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try {
            slave = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 2, false);
            slave.addProcessImage(1, new Image(words, coils));
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
