package io.tieline.journal.block;

/**
 * Numbers XORed with the one before, bit-packed as in Gorilla (Pelkonen et al., VLDB 2015): what remains for values that
 * are no short decimals.
 */
final class XorColumn {

    private XorColumn() {}

    /**
     * Writes the numbers.
     *
     * @param most bytes that it may take
     * @return false if it would take more; what was written is of no use then
     */
    static boolean write(double[] values, int count, int most, ByteSink out) {
        BitSink bits = new BitSink(out);
        long last = 0;
        int leading = 64;
        int width = 0;
        for (int i = 0; i < count; i++) {
            if (out.size() > most) {
                return false;
            }
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
        return out.size() <= most;
    }

    static void read(double[] values, int count, ByteSource in) throws DamagedBlockException {
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
        private long open;
        private int used;

        BitSink(ByteSink out) {
            this.out = out;
        }

        void put(long value, int width) {
            if (width > 32) {
                put(value >>> 32, width - 32);
                put(value & 0xFFFF_FFFFL, 32);
                return;
            }
            open = open << width | value;
            used += width;
            while (used >= 8) {
                used -= 8;
                out.putByte((int) (open >>> used));
            }
            open &= (1L << used) - 1;
        }

        void finish() {
            if (used > 0) {
                out.putByte((int) (open << 8 - used));
                used = 0;
                open = 0;
            }
        }
    }

    private static final class BitSource {
        private final ByteSource in;
        private long open;
        private int left;

        BitSource(ByteSource in) {
            this.in = in;
        }

        long get(int width) throws DamagedBlockException {
            if (width > 32) {
                return get(width - 32) << 32 | get(32);
            }
            while (left < width) {
                open = open << 8 | in.getByte();
                left += 8;
            }
            left -= width;
            long value = open >>> left;
            open &= (1L << left) - 1;
            return value;
        }
    }
}
