package io.tieline.rig.wire;

import com.ghgande.j2mod.modbus.procimg.DigitalIn;
import com.ghgande.j2mod.modbus.procimg.DigitalOut;
import com.ghgande.j2mod.modbus.procimg.FIFO;
import com.ghgande.j2mod.modbus.procimg.File;
import com.ghgande.j2mod.modbus.procimg.IllegalAddressException;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.ProcessImage;
import com.ghgande.j2mod.modbus.procimg.Register;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** j2mod's view of the {@link HoldingRegisters} of a device: holding registers only. */
final class RegisterView implements ProcessImage {

    private final HoldingRegisters registers;
    private final LongSupplier delayNanos;

    RegisterView(HoldingRegisters registers, LongSupplier delayNanos) {
        this.registers = registers;
        this.delayNanos = delayNanos;
    }

    @Override
    public Register[] getRegisterRange(int offset, int count) throws IllegalAddressException {
        long delay = delayNanos.getAsLong();
        if (delay > 0) {
            LockSupport.parkNanos(delay);
        }
        try {
            short[] values = registers.read(offset, count);
            Register[] cells = new Register[count];
            for (int i = 0; i < count; i++) {
                cells[i] = new Cell(registers, offset + i, values[i]);
            }
            return cells;
        } catch (HoldingRegisters.Outside e) {
            throw new IllegalAddressException(e.getMessage());
        }
    }

    @Override
    public Register getRegister(int offset) throws IllegalAddressException {
        return getRegisterRange(offset, 1)[0];
    }

    @Override
    public int getRegisterCount() {
        return 0x10000;
    }

    @Override
    public InputRegister[] getInputRegisterRange(int offset, int count) throws IllegalAddressException {
        throw absent();
    }

    @Override
    public InputRegister getInputRegister(int offset) throws IllegalAddressException {
        throw absent();
    }

    @Override
    public int getInputRegisterCount() {
        return 0;
    }

    @Override
    public DigitalOut[] getDigitalOutRange(int offset, int count) throws IllegalAddressException {
        throw absent();
    }

    @Override
    public DigitalOut getDigitalOut(int offset) throws IllegalAddressException {
        throw absent();
    }

    @Override
    public int getDigitalOutCount() {
        return 0;
    }

    @Override
    public DigitalIn[] getDigitalInRange(int offset, int count) throws IllegalAddressException {
        throw absent();
    }

    @Override
    public DigitalIn getDigitalIn(int offset) throws IllegalAddressException {
        throw absent();
    }

    @Override
    public int getDigitalInCount() {
        return 0;
    }

    @Override
    public File getFile(int file) throws IllegalAddressException {
        throw absent();
    }

    @Override
    public File getFileByNumber(int file) throws IllegalAddressException {
        throw absent();
    }

    @Override
    public int getFileCount() {
        return 0;
    }

    @Override
    public FIFO getFIFO(int fifo) throws IllegalAddressException {
        throw absent();
    }

    @Override
    public FIFO getFIFOByAddress(int address) throws IllegalAddressException {
        throw absent();
    }

    @Override
    public int getFIFOCount() {
        return 0;
    }

    private static IllegalAddressException absent() {
        return new IllegalAddressException("this device has holding registers only");
    }

    /** One register as it was read; a write goes through to the image. */
    private record Cell(HoldingRegisters registers, int address, short value) implements Register {

        @Override
        public int getValue() {
            return Short.toUnsignedInt(value);
        }

        @Override
        public int toUnsignedShort() {
            return Short.toUnsignedInt(value);
        }

        @Override
        public short toShort() {
            return value;
        }

        @Override
        public byte[] toBytes() {
            return new byte[] {(byte) (value >> 8), (byte) value};
        }

        @Override
        public void setValue(int written) {
            registers.write(address, (short) written);
        }

        @Override
        public void setValue(short written) {
            registers.write(address, written);
        }

        @Override
        public void setValue(byte[] written) {
            registers.write(address, (short) ((written[0] & 0xFF) << 8 | written[1] & 0xFF));
        }
    }
}
