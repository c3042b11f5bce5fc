package io.tieline.site;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A text with a range in it: {@code cab-[01..08]} stands for eight texts, {@code cab-01} to {@code cab-08}. Leading
 * zeros of the first number are kept. A text without a range stands for itself.
 */
record Range(String before, int first, int last, int digits, String after) {

    private static final Pattern SYNTAX = Pattern.compile("([^\\[]*)\\[(\\d{1,5})\\.\\.(\\d{1,5})](.*)");

    /** The range in a text, or empty if the brackets are there but mean nothing. */
    static Optional<Range> parse(String text) {
        // An IPv6 address has brackets too; only two dots make a range.
        if (!text.contains("..")) {
            return Optional.of(new Range(text, 0, 0, 0, ""));
        }
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches() || matcher.group(4).contains("..")) {
            return Optional.empty();
        }
        Range range = new Range(
                matcher.group(1),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)),
                matcher.group(2).length(),
                matcher.group(4));
        return range.last < range.first ? Optional.empty() : Optional.of(range);
    }

    boolean isSingle() {
        return digits == 0;
    }

    int size() {
        return last - first + 1;
    }

    List<String> expand() {
        return IntStream.rangeClosed(first, last).mapToObj(this::text).toList();
    }

    private String text(int number) {
        if (isSingle()) {
            return before;
        }
        String plain = String.valueOf(number);
        return before + "0".repeat(Math.max(0, digits - plain.length())) + plain + after;
    }
}
