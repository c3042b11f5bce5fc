package io.tieline.journal;

import java.util.Arrays;

/**
 * The numbers of one point within a block, lossless to the bit: constant, as integers over a power of ten where all of
 * them are exactly that, or XORed with the one before (Gorilla).
 */
final class ValueColumn {

    private static final int CONSTANT = 0;
    private static final int XOR = 1;
    /** Plus the power: value = integer / 10^power. Devices report quantised integers, mostly divided … */
    private static final int DIVIDED = 0x10;
    /** … or multiplied by 10^-power, which differs in the last bit. */
    private static final int MULTIPLIED = 0x20;

    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
    private static final double[] FRACTIONS = {1, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-6};
    private static final double EXACT = 1L << 53;

    private final ByteSink xored = new ByteSink();
    private final ByteSink scaled = new ByteSink();

    void write(double[] values, int count, ByteSink out) {
        if (isConstant(values, count)) {
            int form = form(values, 1);
            if (form == XOR) {
                out.putByte(CONSTANT);
                out.putLong(Double.doubleToRawLongBits(values[0]));
            } else {
                out.putByte(form);
                out.putSigned(integer(values[0], form));
                repeatZero(count - 1, out);
            }
            return;
        }
        xored.clear();
        writeXored(values, count);
        int form = form(values, count);
        if (form != XOR) {
            scaled.clear();
            long last = 0;
            for (int i = 0; i < count; i++) {
                long now = integer(values[i], form);
                scaled.putSigned(now - last);
                last = now;
            }
        }
        ByteSink smaller = form == XOR || xored.size() < scaled.size() ? xored : scaled;
        out.putByte(smaller == xored ? XOR : form);
        out.put(smaller.array(), smaller.size());
    }

    static void read(double[] values, int count, ByteSource in) throws DamagedBlockException {
        int form = in.getByte();
        if (form == CONSTANT) {
            Arrays.fill(values, 0, count, Double.longBitsToDouble(in.getLong()));
        } else if (form == XOR) {
            readXored(values, count, in);
        } else {
            int power = form & 0x0F;
            if ((form & 0xF0) != DIVIDED && (form & 0xF0) != MULTIPLIED || power >= POWERS.length) {
                throw new DamagedBlockException("value form " + form + " is unknown to this version");
            }
            long integer = 0;
            for (int i = 0; i < count; i++) {
                integer += in.getSigned();
                values[i] = number(integer, form);
            }
        }
    }

    private static void repeatZero(int count, ByteSink out) {
        for (int i = 0; i < count; i++) {
            out.putByte(0);
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

    private static boolean isExact(double[] values, int count, int form) {
        for (int i = 0; i < count; i++) {
            double scaled = values[i] * POWERS[form & 0x0F];
            if (!(Math.abs(scaled) < EXACT)
                    || Double.doubleToRawLongBits(number((long) Math.rint(scaled), form))
                            != Double.doubleToRawLongBits(values[i])) {
                return false;
            }
        }
        return true;
    }

    private static long integer(double value, int form) {
        return (long) Math.rint(value * POWERS[form & 0x0F]);
    }

    private static double number(long integer, int form) {
        int power = form & 0x0F;
        return (form & 0xF0) == DIVIDED ? integer / POWERS[power] : integer * FRACTIONS[power];
    }

    private void writeXored(double[] values, int count) {
        BitSink bits = new BitSink(xored);
        long last = 0;
        int leading = 64;
        int width = 0;
        for (int i = 0; i < count; i++) {
            long now = Double.doubleToRawLongBits(values[i]);
            long difference = now ^ last;
            last = now;
            if (difference == 0) {
                bits.put(0, 1);
                continue;
            }
            int zeros = Long.numberOfLeadingZeros(difference);
            int tail = Long.numberOfTrailingZeros(difference);
            if (width > 0 && zeros >= leading && tail >= 64 - leading - width) {
                bits.put(0b10, 2);
            } else {
                leading = zeros;
                width = 64 - zeros - tail;
                bits.put(0b11, 2);
                bits.put(leading, 6);
                bits.put(width - 1, 6);
            }
            bits.put(difference >>> 64 - leading - width, width);
        }
        bits.finish();
    }

    private static void readXored(double[] values, int count, ByteSource in) throws DamagedBlockException {
        BitSource bits = new BitSource(in);
        long last = 0;
        int leading = 0;
        int width = 0;
        for (int i = 0; i < count; i++) {
            if (bits.get(1) == 1) {
                if (bits.get(1) == 1) {
                    leading = (int) bits.get(6);
                    width = (int) bits.get(6) + 1;
                }
                if (width == 0 || leading + width > 64) {
                    throw new DamagedBlockException("an impossible XOR window");
                }
                last ^= bits.get(width) << 64 - leading - width;
            }
            values[i] = Double.longBitsToDouble(last);
        }
    }

    private static final class BitSink {
        private final ByteSink out;
        private int open;
        private int free = 8;

        BitSink(ByteSink out) {
            this.out = out;
        }

        void put(long value, int width) {
            for (int bit = width - 1; bit >= 0; bit--) {
                free--;
                open |= (int) (value >>> bit & 1) << free;
                if (free == 0) {
                    finish();
                }
            }
        }

        void finish() {
            if (free < 8) {
                out.putByte(open);
                open = 0;
                free = 8;
            }
        }
    }

    private static final class BitSource {
        private final ByteSource in;
        private int open;
        private int left;

        BitSource(ByteSource in) {
            this.in = in;
        }

        long get(int width) throws DamagedBlockException {
            long value = 0;
            for (int i = 0; i < width; i++) {
                if (left == 0) {
                    open = in.getByte();
                    left = 8;
                }
                left--;
                value = value << 1 | open >>> left & 1;
            }
            return value;
        }
    }
}
