package io.tieline.control.replay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * How one number became another: as a difference of whole numbers, of thousandths where both are floating-point numbers
 * that are some, or as it stands.
 */
final class Change {

    private static final int WHOLE = 0;
    private static final int THOUSANDTHS = 1;
    private static final int AS_IT_IS = 2;
    private static final int TAG_BITS = 2;
    /** Differences this large take as much room as the number. */
    private static final long MOST = 1L << 55;

    private static final double MOST_THOUSANDTHS = 1e15;

    private Change() {}

    static void put(long before, long now, ByteArrayOutputStream out) {
        long whole = fits(now - before) ? Varint.zigzag(now - before) : Long.MAX_VALUE;
        long fine = isThousandths(now) ? Varint.zigzag(thousandths(now) - thousandths(before)) : Long.MAX_VALUE;
        long least = Math.min(whole, fine);
        if (least == Long.MAX_VALUE) {
            out.write(AS_IT_IS);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) (now >>> shift));
            }
        } else {
            Varint.put(least << TAG_BITS | (whole <= fine ? WHOLE : THOUSANDTHS), out);
        }
    }

    static long get(long before, ByteBuffer in) {
        long coded = Varint.get(in);
        long difference = Varint.signed(coded >>> TAG_BITS);
        return switch ((int) (coded & ((1 << TAG_BITS) - 1))) {
            case WHOLE -> before + difference;
            case THOUSANDTHS -> Double.doubleToRawLongBits((thousandths(before) + difference) / 1000.0);
            case AS_IT_IS -> in.getLong();
            default -> throw new TapeException("the record is damaged: a change of an unknown kind");
        };
    }

    private static boolean fits(long difference) {
        return difference > -MOST && difference < MOST;
    }

    private static boolean isThousandths(long bits) {
        double rounded = Math.rint(Double.longBitsToDouble(bits) * 1000);
        return Math.abs(rounded) < MOST_THOUSANDTHS && Double.doubleToRawLongBits((long) rounded / 1000.0) == bits;
    }

    /** 0 where it is none: what follows is then told from 0 on. */
    private static long thousandths(long bits) {
        return isThousandths(bits) ? (long) Math.rint(Double.longBitsToDouble(bits) * 1000) : 0;
    }
}
