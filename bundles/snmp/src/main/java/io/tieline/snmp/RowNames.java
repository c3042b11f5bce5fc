package io.tieline.snmp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gives the rows of a column their point names: fills {1}, {row}, {phase} and {line} into the pattern. */
final class RowNames {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(row|phase|line)?([1-9])?\\}");
    private static final String[] LINES = {"l12", "l23", "l31"};

    private final String pattern;
    private final String[] match;
    private final int first;
    private final boolean phased;
    private int row;

    /** @param first what the device calls the first phase, or, in a pattern without phases, the first row */
    RowNames(String pattern, String match, int first) {
        this.pattern = pattern;
        this.first = first;
        this.phased = pattern.contains("{phase") || pattern.contains("{line");
        this.match = match.isEmpty() ? new String[0] : match.split("\\.");
    }

    /** The name of the next row; empty if it is not wanted or has no place in the model. */
    String next(int[] index) {
        if (!matches(index)) {
            return "";
        }
        row++;
        StringBuilder name = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(pattern);
        while (matcher.find()) {
            String filled = filled(matcher.group(1), matcher.group(2), index);
            if (filled.isEmpty()) {
                return "";
            }
            matcher.appendReplacement(name, filled);
        }
        return matcher.appendTail(name).toString();
    }

    private boolean matches(int[] index) {
        if (match.length == 0) {
            return true;
        }
        if (match.length != index.length) {
            return false;
        }
        for (int i = 0; i < match.length; i++) {
            if (!match[i].equals("*") && !match[i].equals(Integer.toString(index[i]))) {
                return false;
            }
        }
        return true;
    }

    private String filled(@Nullable String kind, @Nullable String position, int[] index) {
        int number = row;
        if (position != null) {
            int at = Integer.parseInt(position) - 1;
            if (at >= index.length) {
                return "";
            }
            boolean counted = kind == null ? !phased : !kind.equals("row");
            number = counted ? index[at] - first + 1 : index[at];
        }
        if (kind == null || kind.equals("row")) {
            return Integer.toString(number);
        }
        if (number < 1 || number > 3) {
            return "";
        }
        return kind.equals("phase") ? "l" + number : LINES[number - 1];
    }
}
