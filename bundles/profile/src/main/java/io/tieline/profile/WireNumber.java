package io.tieline.profile;

import java.math.BigInteger;

/** Raw numbers as people write them and as they arrive: 0xFFFF is -1 in a signed register. */
final class WireNumber {

    private WireNumber() {}

    /**
     * Decimal or 0x, of any length.
     *
     * @throws NumberFormatException if it is neither
     */
    static BigInteger whole(String text) {
        if (text.startsWith("-")) {
            return whole(text.substring(1)).negate();
        }
        return isHex(text) ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    }

    /**
     * The number that arrives when this stands in registers of an encoding.
     *
     * @param text hexadecimal digits are the bits, decimal ones the number
     * @throws NumberFormatException if it is no number or does not fit
     */
    static double of(Encoding encoding, String text) {
        return switch (encoding.kind()) {
            case UNSIGNED, SIGNED -> integer(encoding, whole(text));
            case FLOAT -> floating(encoding, text);
            default -> whole(text).doubleValue();
        };
    }

    private static double integer(Encoding encoding, BigInteger number) {
        BigInteger all = BigInteger.ONE.shiftLeft(encoding.bits());
        BigInteger half = all.shiftRight(1);
        if (number.compareTo(all) >= 0 || number.compareTo(half.negate()) < 0) {
            throw new NumberFormatException(number + " does not fit");
        }
        boolean signed = encoding.kind() == Encoding.Kind.SIGNED;
        if (signed && number.compareTo(half) >= 0) {
            return number.subtract(all).doubleValue();
        }
        return !signed && number.signum() < 0 ? number.add(all).doubleValue() : number.doubleValue();
    }

    private static double floating(Encoding encoding, String text) {
        boolean wide = encoding == Encoding.F64;
        if (isHex(text)) {
            long bits = whole(text).longValue();
            return wide ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits);
        }
        return wide ? Double.parseDouble(text) : Float.parseFloat(text);
    }

    private static boolean isHex(String text) {
        return text.startsWith("0x") || text.startsWith("0X");
    }
}
