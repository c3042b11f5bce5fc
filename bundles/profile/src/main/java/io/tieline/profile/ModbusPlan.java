package io.tieline.profile;

import java.util.List;

/**
 * What is read from a Modbus device.
 *
 * @param maxRegisters the most registers one request may ask for, at most 125
 * @param maxGap the most unused registers to read along so that two values share a request
 * @param forbidden address ranges no request may touch
 * @param pauseMillis least silence between two requests
 */
public record ModbusPlan(List<Value> values, int maxRegisters, int maxGap, List<Range> forbidden, int pauseMillis)
        implements Plan {

    public ModbusPlan {
        values = List.copyOf(values);
        forbidden = List.copyOf(forbidden);
    }

    /** The four address spaces and the function codes that read them. */
    public enum Space {
        COIL(1),
        DISCRETE(2),
        HOLDING(3),
        INPUT(4);

        private final int readFunction;

        Space(int readFunction) {
            this.readFunction = readFunction;
        }

        public int readFunction() {
            return readFunction;
        }
    }

    /** How registers become a raw number or text. */
    public enum Encoding {
        U16(1),
        I16(1),
        U32(2),
        I32(2),
        F32(2),
        U64(4),
        I64(4),
        F64(4),
        BCD16(1),
        BCD32(2),
        BIT(1),
        ASCII(0);

        private final int registers;

        Encoding(int registers) {
            this.registers = registers;
        }

        /** 0: as many as the value says. */
        public int registers() {
            return registers;
        }
    }

    /** Order of words and bytes; {@link #BIG} is the standard's. */
    public enum Order {
        BIG,
        /** Low word first. */
        WORD_SWAPPED,
        /** Low byte first in each word. */
        BYTE_SWAPPED,
        LITTLE
    }

    /**
     * One value.
     *
     * @param point canonical name
     * @param address 0-based, as on the wire
     * @param registers how many; for {@link Encoding#ASCII} the length of the text
     * @param bit 0 … 15 for {@link Encoding#BIT}, else -1
     * @param scaleAddress the register of a power-of-ten scale factor (signed 16 bit), -1 for none
     */
    public record Value(
            String point,
            Space space,
            int address,
            Encoding encoding,
            Order order,
            int registers,
            int bit,
            int scaleAddress,
            ValueRule rule,
            Rate rate) {}

    /** Addresses from first to last, both included. */
    public record Range(int first, int last) {}

    /**
     * How a command is written: the argument, scaled back, into a register or coil.
     *
     * @param rule read direction: argument = raw · multiplier / divisor + offset
     * @param verify whether the same address is read back to confirm
     */
    public record Write(Space space, int address, Encoding encoding, Order order, ValueRule rule, boolean verify)
            implements CommandRule {}
}
