package io.tieline.modbus.register;

import io.tieline.profile.Encoding;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.Slice;

/** Numbers in registers, both ways. Pure functions. */
public final class Registers {

    /** All powers of ten a SunSpec scale factor may name; exact as doubles. */
    private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

    private Registers() {}

    /** The bits of some registers, most significant first, whatever their order on the wire. */
    public static long bits(Frame frame, int address, int registers, Order order) {
        boolean lowWordFirst = isLowWordFirst(order);
        long bits = 0;
        for (int i = 0; i < registers; i++) {
            int word = frame.u16(lowWordFirst ? address + registers - 1 - i : address + i);
            bits = bits << 16 | arranged(word, order);
        }
        return bits;
    }

    /** The registers of some bits: the inverse of {@link #bits}. */
    public static short[] words(long bits, int registers, Order order) {
        boolean lowWordFirst = isLowWordFirst(order);
        short[] words = new short[registers];
        for (int i = 0; i < registers; i++) {
            int word = (int) (bits >>> 16 * (registers - 1 - i)) & 0xFFFF;
            words[lowWordFirst ? registers - 1 - i : i] = (short) arranged(word, order);
        }
        return words;
    }

    static boolean isLowWordFirst(Order order) {
        return order == Order.WORD_SWAPPED || order == Order.LITTLE;
    }

    /** A word between the order of the wire and the order of the standard; both ways are the same. */
    public static int arranged(int word, Order order) {
        return switch (order) {
            case BIG, WORD_SWAPPED -> word;
            case BYTE_SWAPPED, LITTLE -> (word & 0xFF) << 8 | word >> 8;
            case BIT_REVERSED -> Integer.reverse(word) >>> 16;
        };
    }

    /** The number of some bits; NaN where they hold none. */
    public static double number(Encoding encoding, long bits) {
        return switch (encoding) {
            case U8, U16, U32, U48, BIT, I64 -> bits;
            case I8 -> (byte) bits;
            case I16 -> (short) bits;
            case I32 -> (int) bits;
            case I48 -> bits << 16 >> 16;
            // Java has no unsigned long: halve, convert, double.
            case U64 -> bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
            case F32 -> Float.intBitsToFloat((int) bits);
            case F64 -> Double.longBitsToDouble(bits);
            case BCD16, BCD32, BCD64 -> decimal(bits);
            default -> Double.NaN;
        };
    }

    /** The number of a slice of some bits: of a signed encoding in two's complement, but one bit is 0 or 1. */
    public static double number(Encoding encoding, Slice slice, long bits) {
        if (slice.isWhole()) {
            return number(encoding, bits);
        }
        return switch (encoding.kind()) {
            case SIGNED -> slice.width() == 1 ? slice.of(bits) : slice.signedOf(bits);
            case DECIMAL -> decimal(slice.of(bits));
            default -> slice.of(bits);
        };
    }

    /** The raw number a sentinel is compared with: all of it, whatever bits are meant; a byte is a number of its own. */
    static double whole(Encoding encoding, Slice slice, long bits) {
        return encoding.bits() == 8 ? number(encoding, slice, bits) : number(encoding, bits);
    }

    private static double decimal(long bits) {
        long number = 0;
        for (int shift = 60; shift >= 0; shift -= 4) {
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
    public static long bitsOf(Encoding encoding, double number) {
        return switch (encoding) {
            case F32 -> Float.floatToIntBits((float) finite(number, Float.MAX_VALUE)) & 0xFFFF_FFFFL;
            case F64 -> Double.doubleToLongBits(finite(number, Double.MAX_VALUE));
            case U8 -> within(number, 0, 0xFF);
            case I8 -> within(number, Byte.MIN_VALUE, Byte.MAX_VALUE) & 0xFF;
            case U16, BIT -> within(number, 0, 0xFFFF);
            case I16 -> within(number, Short.MIN_VALUE, Short.MAX_VALUE) & 0xFFFF;
            case U32 -> within(number, 0, 0xFFFF_FFFFL);
            case I32 -> within(number, Integer.MIN_VALUE, Integer.MAX_VALUE) & 0xFFFF_FFFFL;
            case U48 -> within(number, 0, (1L << 48) - 1);
            case I48 -> within(number, -(1L << 47), (1L << 47) - 1) & (1L << 48) - 1;
            case U64, I64 -> within(number, encoding == Encoding.U64 ? 0 : Long.MIN_VALUE, Long.MAX_VALUE);
            case BCD16 -> binaryCoded(within(number, 0, 9999));
            case BCD32 -> binaryCoded(within(number, 0, 99_999_999));
            case BCD64 -> binaryCoded(within(number, 0, 9_999_999_999_999_999L));
            default -> throw new ArithmeticException("a number does not go into a text");
        };
    }

    private static double finite(double number, double most) {
        if (!(Math.abs(number) <= most)) {
            throw new ArithmeticException(number + " does not fit into a floating-point register");
        }
        return number;
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
    public static double scaled(double raw, int exponent) {
        return exponent >= 0 ? raw * TENS[exponent] : raw / TENS[-exponent];
    }

    /** SunSpec allows -10 … 10. */
    public static boolean isScale(int exponent) {
        return exponent >= -10 && exponent <= 10;
    }
}
