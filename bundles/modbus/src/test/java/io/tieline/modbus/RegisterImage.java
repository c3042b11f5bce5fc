package io.tieline.modbus;

import com.ghgande.j2mod.modbus.procimg.DigitalOut;
import com.ghgande.j2mod.modbus.procimg.IllegalAddressException;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalOut;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Registers with holes for a j2mod slave. A hole answers exception 2, as on real devices. */
public final class RegisterImage extends SimpleProcessImage {

    private final Map<Integer, Register> registers = new ConcurrentSkipListMap<>();
    private final Map<Integer, DigitalOut> coils = new ConcurrentHashMap<>();
    final AtomicInteger reads = new AtomicInteger();
    public final AtomicInteger writes = new AtomicInteger();

    public RegisterImage put(int address, int... words) {
        for (int i = 0; i < words.length; i++) {
            registers.computeIfAbsent(address + i, a -> new SimpleRegister(0)).setValue(words[i] & 0xFFFF);
        }
        return this;
    }

    /** From now on there is nothing here. */
    void hole(int address) {
        registers.remove(address);
    }

    public RegisterImage put32(int address, long value) {
        return put(address, (int) (value >> 16), (int) value);
    }

    RegisterImage text(int address, int words, String text) {
        byte[] bytes = java.util.Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), 2 * words);
        for (int i = 0; i < words; i++) {
            put(address + i, (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF);
        }
        return this;
    }

    /** A SunSpec model full of "not implemented" values. */
    public RegisterImage model(int address, int id, int length) {
        put(address, id, length);
        for (int i = 0; i < length; i++) {
            put(address + 2 + i, 0xFFFF);
        }
        return this;
    }

    RegisterImage coil(int address, boolean on) {
        coils.put(address, new SimpleDigitalOut(on));
        return this;
    }

    public int get(int address) {
        return getRegister(address).toUnsignedShort();
    }

    @Override
    public Register getRegister(int address) {
        Register register = registers.get(address);
        if (register == null) {
            throw new IllegalAddressException("hole at " + address);
        }
        return register;
    }

    @Override
    public Register[] getRegisterRange(int address, int count) {
        reads.incrementAndGet();
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

    @Override
    public DigitalOut getDigitalOut(int address) {
        DigitalOut coil = coils.get(address);
        if (coil == null) {
            throw new IllegalAddressException("hole at " + address);
        }
        return coil;
    }

    @Override
    public DigitalOut[] getDigitalOutRange(int address, int count) {
        DigitalOut[] range = new DigitalOut[count];
        for (int i = 0; i < count; i++) {
            range[i] = getDigitalOut(address + i);
        }
        return range;
    }
}
