package io.tieline.rig.wire;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The registers of a Deep Sea generator controller (GenComm): pages of 256 registers, of which 3 says who it is, 4 to 7 what it measures,
 * and 16 takes control keys, each written together with its complement. What was never set holds the highest number, which says
 * that it is not implemented.
 */
final class GenCommImage implements HoldingRegisters {

    private static final int PAGE = 256;
    private static final int PAGES = 17;
    private static final int KEY = 16 * PAGE + 8;
    private static final int COMPLEMENT = KEY + 1;

    private final short[] registers = new short[PAGES * PAGE];
    private final Consumer<Integer> keys;

    /** @param keys is told each control key that came with its complement */
    GenCommImage(Consumer<Integer> keys) {
        this.keys = keys;
        Arrays.fill(registers, (short) 0xFFFF);
    }

    synchronized void number(int address, double value) {
        registers[address] = (short) Math.round(value);
    }

    /** A number of two registers, the high one first. */
    synchronized void wide(int address, double value) {
        long number = Math.round(value);
        registers[address] = (short) (number >> 16);
        registers[address + 1] = (short) number;
    }

    @Override
    public synchronized short[] read(int address, int count) throws Outside {
        if (address < 3 * PAGE || count < 1 || address + count > registers.length) {
            throw new Outside(address, count);
        }
        return Arrays.copyOfRange(registers, address, address + count);
    }

    @Override
    public void write(int address, short value) {
        int key;
        synchronized (this) {
            if (address != KEY && address != COMPLEMENT) {
                return;
            }
            registers[address] = value;
            key = Short.toUnsignedInt(registers[KEY]);
            if (address == KEY || key != Short.toUnsignedInt((short) ~registers[COMPLEMENT])) {
                return;
            }
        }
        keys.accept(key);
    }
}
