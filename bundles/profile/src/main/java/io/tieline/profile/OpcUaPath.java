package io.tieline.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to a node below the Objects folder by browse names, as a profile writes it: {@code UPS1600/2:State}, {@code
 * {urn:acme:bms}Rack/Voltages[3]}.
 *
 * @param text as written
 * @param steps never empty
 * @param element the element of an array value that is meant, -1: the value is no array
 */
public record OpcUaPath(String text, List<Step> steps, int element) {

    /** {@code &} makes the character behind it part of the name, as in OPC 10000-4, A.2. */
    private static final Pattern STEP =
            Pattern.compile("(?:(\\d{1,5}):|\\{([^{}]+)\\})?((?:[^/&\\[\\]{}]|&.)+)(?:\\[(\\d{1,6})\\])?");

    public OpcUaPath {
        steps = List.copyOf(steps);
    }

    /**
     * One browse name.
     *
     * @param namespace its index in the server's table or its URI; empty: whichever it has
     * @param name {@code *}: the only child from which the way leads on
     */
    public record Step(String namespace, String name) {

        /** Whether the namespace is said, so that the server itself can follow the path. */
        public boolean isQualified() {
            return !namespace.isEmpty();
        }

        public boolean isAny() {
            return name.equals("*");
        }

        /** The index in the server's namespace table; -1: {@link #namespace} is a URI or empty. */
        public int index() {
            return isQualified() && namespace.chars().allMatch(Character::isDigit) ? Integer.parseInt(namespace) : -1;
        }
    }

    /** Empty if the text is not a path. */
    public static Optional<OpcUaPath> parse(String text) {
        List<Step> steps = new ArrayList<>();
        int element = -1;
        Matcher matcher = STEP.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (element >= 0 || !matcher.find(at) || matcher.start() != at) {
                return Optional.empty();
            }
            String uri = matcher.group(2);
            String index = matcher.group(1);
            steps.add(new Step(
                    uri != null ? uri : index != null ? index : "",
                    matcher.group(3).replaceAll("&(.)", "$1")));
            element = matcher.group(4) == null ? -1 : Integer.parseInt(matcher.group(4));
            at = matcher.end();
            if (at < text.length() && (text.charAt(at++) != '/' || at == text.length())) {
                return Optional.empty();
            }
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new OpcUaPath(text, steps, element));
    }

    /** The node this one is a component of; empty: it hangs below Objects. */
    public Optional<OpcUaPath> parent() {
        if (steps.size() == 1) {
            return Optional.empty();
        }
        return Optional.of(new OpcUaPath(text + "/..", steps.subList(0, steps.size() - 1), -1));
    }

    @Override
    public String toString() {
        return text;
    }
}
