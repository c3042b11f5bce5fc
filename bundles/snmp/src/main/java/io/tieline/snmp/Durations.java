package io.tieline.snmp;

import org.snmp4j.smi.OctetString;

/** Durations agents write in words: {@code 1 h 23 min}, {@code 2 days 03:10:00}, {@code 45 min}. */
final class Durations {

    private static final byte[] NO_SUFFIX = {};

    private Durations() {}

    /**
     * The seconds a text is.
     *
     * @return NaN if it is no duration; a number without a unit is none
     */
    static double seconds(OctetString text) {
        double seconds = 0;
        boolean any = false;
        int at = 0;
        while ((at = skip(text, at)) < text.length()) {
            int from = at;
            while (at < text.length() && (isDigit(text.get(at)) || text.get(at) == ':' || text.get(at) == '.')) {
                at++;
            }
            double number = Decoder.number(text.substring(from, at), NO_SUFFIX);
            boolean clock = hasColon(text, from, at);
            at = skip(text, at);
            double unit = clock ? 1 : unit(at < text.length() ? text.get(at) : 0);
            while (!clock && at < text.length() && isLetter(text.get(at))) {
                at++;
            }
            if (Double.isNaN(number) || Double.isNaN(unit)) {
                return Double.NaN;
            }
            seconds += number * unit;
            any = true;
        }
        return any ? seconds : Double.NaN;
    }

    private static double unit(int letter) {
        return switch (letter) {
            case 'd', 'D' -> 86400;
            case 'h', 'H' -> 3600;
            case 'm', 'M' -> 60;
            case 's', 'S' -> 1;
            default -> Double.NaN;
        };
    }

    private static int skip(OctetString text, int from) {
        int at = from;
        while (at < text.length() && (text.get(at) == ' ' || text.get(at) == ',' || text.get(at) == 0)) {
            at++;
        }
        return at;
    }

    private static boolean hasColon(OctetString text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (text.get(i) == ':') {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(byte c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
