package io.tieline.control.target;

import java.util.Optional;

/**
 * A day and powers as one line of text: {@code 20301:512000,,498300}, whole watts, nothing where nothing is known.
 *
 * @param day days since 1970
 */
record Numbers(long day, double[] watts) {

    private static final int MOST = 100_000;

    static String toText(long day, double[] watts) {
        StringBuilder text = new StringBuilder(8 + 7 * watts.length).append(day).append(':');
        for (int i = 0; i < watts.length; i++) {
            text.append(i == 0 ? "" : ",").append(Double.isNaN(watts[i]) ? "" : Long.toString(Math.round(watts[i])));
        }
        return text.toString();
    }

    /** Empty if it is not such a text. */
    static Optional<Numbers> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            return Optional.empty();
        }
        String[] fields = text.substring(colon + 1).split(",", MOST);
        double[] watts = new double[fields.length];
        try {
            for (int i = 0; i < fields.length; i++) {
                watts[i] = fields[i].isEmpty() ? Double.NaN : Long.parseLong(fields[i]);
            }
            return Optional.of(new Numbers(Long.parseLong(text.substring(0, colon)), watts));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
