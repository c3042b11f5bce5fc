package io.tieline.modbus;

import io.tieline.profile.ModbusPlan.Encoding;
import io.tieline.profile.ModbusPlan.Order;

/** Numbers in registers, both ways. Pure functions. */
final class Registers {

    /** All powers of ten a SunSpec scale factor may name; exact as doubles. */
    private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

    private Registers() {}

    /** The bits of some registers, most significant first, whatever their order on the wire. */
    static long bits(Frame frame, int address, int registers, Order order) {
        boolean lowWordFirst = order == Order.WORD_SWAPPED || order == Order.LITTLE;
        boolean lowByteFirst = order == Order.BYTE_SWAPPED || order == Order.LITTLE;
        long bits = 0;
        for (int i = 0; i < registers; i++) {
            int word = frame.u16(lowWordFirst ? address + registers - 1 - i : address + i);
            bits = bits << 16 | (lowByteFirst ? swapped(word) : word);
        }
        return bits;
    }

    /** The registers of some bits: the inverse of {@link #bits}. */
    static short[] words(long bits, int registers, Order order) {
        boolean lowWordFirst = order == Order.WORD_SWAPPED || order == Order.LITTLE;
        boolean lowByteFirst = order == Order.BYTE_SWAPPED || order == Order.LITTLE;
        short[] words = new short[registers];
        for (int i = 0; i < registers; i++) {
            int word = (int) (bits >>> 16 * (registers - 1 - i)) & 0xFFFF;
            words[lowWordFirst ? registers - 1 - i : i] = (short) (lowByteFirst ? swapped(word) : word);
        }
        return words;
    }

    private static int swapped(int word) {
        return (word & 0xFF) << 8 | word >> 8;
    }

    /** The number of some bits; NaN where they hold none. */
    static double number(Encoding encoding, long bits) {
        return switch (encoding) {
            case U16, U32, BIT -> bits;
            case I16 -> (short) bits;
            case I32 -> (int) bits;
            case I64 -> bits;
            // Java has no unsigned long: halve, convert, double.
            case U64 -> bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case BCD16, BCD32 -> decimal(bits);
            case ASCII -> Double.NaN;
        };
    }

    private static double decimal(long bits) {
        double number = 0;
        for (int shift = 28; shift >= 0; shift -= 4) {
            long digit = bits >>> shift & 0xF;
            if (digit > 9) {
                return Double.NaN;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /**
     * The bits of a number, rounded to what the encoding can hold.
     *
     * @throws ArithmeticException if it does not fit
     */
    static long bitsOf(Encoding encoding, double number) {
        return switch (encoding) {
            case F32 -> Float.floatToIntBits((float) number) & 0xFFFF_FFFFL;
            case F64 -> Double.doubleToLongBits(number);
            case U16, BIT -> within(number, 0, 0xFFFF);
            case I16 -> within(number, Short.MIN_VALUE, Short.MAX_VALUE) & 0xFFFF;
            case U32 -> within(number, 0, 0xFFFF_FFFFL);
            case I32 -> within(number, Integer.MIN_VALUE, Integer.MAX_VALUE) & 0xFFFF_FFFFL;
            case U64, I64 -> within(number, encoding == Encoding.U64 ? 0 : Long.MIN_VALUE, Long.MAX_VALUE);
            case BCD16 -> binaryCoded(within(number, 0, 9999));
            case BCD32 -> binaryCoded(within(number, 0, 99_999_999));
            case ASCII -> throw new ArithmeticException("a number does not go into a text");
        };
    }

    private static long within(double number, long least, long most) {
        double rounded = Math.rint(number);
        if (!(rounded >= least && rounded <= most)) {
            throw new ArithmeticException(number + " does not fit into " + least + " … " + most);
        }
        return (long) rounded;
    }

    private static long binaryCoded(long number) {
        long bits = 0;
        int shift = 0;
        for (long rest = number; rest > 0; rest /= 10) {
            bits |= rest % 10 << shift;
            shift += 4;
        }
        return bits;
    }

    /** Raw · 10^exponent. Divides for negative exponents, so that 2392 · 10^-1 is 239.2 and nothing beside it. */
    static double scaled(double raw, int exponent) {
        return exponent >= 0 ? raw * TENS[exponent] : raw / TENS[-exponent];
    }

    /** SunSpec allows -10 … 10. */
    static boolean isScale(int exponent) {
        return exponent >= -10 && exponent <= 10;
    }
}
