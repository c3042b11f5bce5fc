package io.tieline.journal.block;

import java.util.Arrays;

/**
 * The numbers of one point within a block, lossless to the bit: constant, as integers over a power of ten where all of
 * them are exactly that, or XORed with the one before. Not thread-safe; reused.
 */
final class ValueColumn {

    private static final int CONSTANT = 0;
    private static final int XOR = 1;
    /** Plus the power: value = integer / 10^power. Devices report quantised integers, mostly divided … */
    private static final int DIVIDED = 0x10;
    /** … or multiplied by 10^-power, which differs in the last bit. */
    private static final int MULTIPLIED = 0x20;
    /** One integer for all of them. */
    private static final int SAME = 0x40;
    /** Integers above the smallest instead of differences: noise around a level has less of them. */
    private static final int ABOVE = 0x80;

    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
    private static final double[] FRACTIONS = {1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6};
    private static final double EXACT = 1L << 53;

    private final ByteSink xored = new ByteSink();
    private final ByteSink scaled = new ByteSink();
    private long[] integers = new long[0];

    void write(double[] values, int count, ByteSink out) {
        if (isConstant(values, count)) {
            writeConstant(values, out);
            return;
        }
        int form = form(values, count);
        scaled.clear();
        if (form != XOR) {
            form |= writeIntegers(values, count, form);
        }
        xored.clear();
        int most = form == XOR ? Integer.MAX_VALUE : scaled.size() - 1;
        boolean xor = XorColumn.write(values, count, most, xored);
        ByteSink smaller = xor ? xored : scaled;
        out.putByte(xor ? XOR : form);
        out.put(smaller.array(), smaller.size());
    }

    static void read(double[] values, int count, ByteSource in) throws DamagedBlockException {
        int form = in.getByte();
        if (form == CONSTANT) {
            Arrays.fill(values, 0, count, Double.longBitsToDouble(in.getLong()));
        } else if (form == XOR) {
            XorColumn.read(values, count, in);
        } else {
            int scale = form & 0x3F;
            if ((scale & 0xF0) != DIVIDED && (scale & 0xF0) != MULTIPLIED || (scale & 0x0F) >= POWERS.length) {
                throw new DamagedBlockException("value form " + form + " is unknown to this version");
            }
            readIntegers(values, count, form, in);
        }
    }

    private static void writeConstant(double[] values, ByteSink out) {
        int form = form(values, 1);
        if (form == XOR) {
            out.putByte(CONSTANT);
            out.putLong(Double.doubleToRawLongBits(values[0]));
        } else {
            out.putByte(form | SAME);
            out.putSigned(integer(values[0], form));
        }
    }

    /** Writes differences or distances from the smallest, whichever are smaller; returns what marks the choice. */
    private int writeIntegers(double[] values, int count, int form) {
        if (integers.length < count) {
            integers = new long[count * 2];
        }
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            integers[i] = integer(values[i], form);
            smallest = Math.min(smallest, integers[i]);
        }
        double differences = 0;
        double distances = 0;
        for (int i = 1; i < count; i++) {
            differences += 2.0 * Math.abs(integers[i] - integers[i - 1]);
            distances += integers[i] - smallest;
        }
        boolean above = distances < differences;
        long last = above ? smallest : 0;
        if (above) {
            scaled.putSigned(smallest);
        }
        for (int i = 0; i < count; i++) {
            if (above) {
                scaled.putUnsigned(integers[i] - last);
            } else {
                scaled.putSigned(integers[i] - last);
                last = integers[i];
            }
        }
        return above ? ABOVE : 0;
    }

    private static void readIntegers(double[] values, int count, int form, ByteSource in) throws DamagedBlockException {
        int scale = form & 0x3F;
        if ((form & SAME) != 0) {
            Arrays.fill(values, 0, count, number(in.getSigned(), scale));
            return;
        }
        boolean above = (form & ABOVE) != 0;
        long last = above ? in.getSigned() : 0;
        for (int i = 0; i < count; i++) {
            if (above) {
                values[i] = number(last + in.getUnsigned(), scale);
            } else {
                last += in.getSigned();
                values[i] = number(last, scale);
            }
        }
    }

    private static boolean isConstant(double[] values, int count) {
        long first = Double.doubleToRawLongBits(values[0]);
        for (int i = 1; i < count; i++) {
            if (Double.doubleToRawLongBits(values[i]) != first) {
                return false;
            }
        }
        return true;
    }

    /** The form with the smallest power in which every value is exact, or XOR. */
    private static int form(double[] values, int count) {
        for (int power = 0; power < POWERS.length; power++) {
            if (isExact(values, count, DIVIDED | power)) {
                return DIVIDED | power;
            }
            if (isExact(values, count, MULTIPLIED | power)) {
                return MULTIPLIED | power;
            }
        }
        return XOR;
    }

    /** How many decimals two numbers have, as many as can be told if they are no short decimals. */
    static int decimals(double a, double b) {
        int power = 0;
        while (power < POWERS.length - 1 && !(isDecimal(a, power) && isDecimal(b, power))) {
            power++;
        }
        return power;
    }

    /** A number with at most so many decimals. */
    static double rounded(double value, int decimals) {
        double power = POWERS[Math.min(decimals, POWERS.length - 1)];
        double scaled = value * power;
        return Math.abs(scaled) < EXACT ? Math.rint(scaled) / power : value;
    }

    private static boolean isDecimal(double value, int power) {
        return isExact(value, DIVIDED | power) || isExact(value, MULTIPLIED | power);
    }

    private static boolean isExact(double[] values, int count, int form) {
        for (int i = 0; i < count; i++) {
            if (!isExact(values[i], form)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isExact(double value, int form) {
        double scaled = value * POWERS[form & 0x0F];
        return Math.abs(scaled) < EXACT
                && Double.doubleToRawLongBits(number((long) Math.rint(scaled), form))
                        == Double.doubleToRawLongBits(value);
    }

    private static long integer(double value, int form) {
        return (long) Math.rint(value * POWERS[form & 0x0F]);
    }

    private static double number(long integer, int form) {
        int power = form & 0x0F;
        return (form & 0xF0) == DIVIDED ? integer / POWERS[power] : integer * FRACTIONS[power];
    }
}
