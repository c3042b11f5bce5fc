package io.tieline.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The canonical points: every name that may appear after a device id, with kind, unit and sign. The entries stand in
 * {@code points.tsv} beside this class.
 *
 * <p>The vocabulary follows SunSpec (batteries, conversion, meters), RFC 1628 and NUT (UPS) and Redfish (distribution).
 * Phases are {@code l1 l2 l3}, line-to-line {@code l12 l23 l31}. Every state point has a companion text point with the
 * suffix {@code .native} for the device's own word. What a device complains about is {@code alarm.WORD}, or {@code
 * alarm.3.WORD} for its third part; {@link DeviceAlarm} says what it means.
 */
public final class PointCatalog {

    private static final Pattern NUMBER = Pattern.compile("\\.\\d+(?=\\.|$)");
    private static final Pattern ALARM = Pattern.compile("alarm(?:\\.\\d+)?\\.[a-z][a-z0-9_]*");
    private static final String NATIVE = ".native";
    private static final Map<String, PointDefinition> BY_PATTERN = load();
    private static final Map<String, Point> POINTS = new ConcurrentHashMap<>();

    private PointCatalog() {}

    /** All entries in the order of the catalogue. */
    public static List<PointDefinition> definitions() {
        return List.copyOf(BY_PATTERN.values());
    }

    /** The definition a name like {@code outlet.12.power} belongs to. */
    public static Optional<PointDefinition> find(String name) {
        if (ALARM.matcher(name).matches()) {
            return Optional.ofNullable(BY_PATTERN.get("alarm.{word}"));
        }
        String pattern = NUMBER.matcher(name).replaceAll(".{n}");
        PointDefinition exact = BY_PATTERN.get(pattern);
        if (exact != null || !pattern.endsWith(NATIVE)) {
            return Optional.ofNullable(exact);
        }
        PointDefinition state = BY_PATTERN.get(pattern.substring(0, pattern.length() - NATIVE.length()));
        return state == null || state.kind() != PointKind.STATE
                ? Optional.empty()
                : Optional.of(new PointDefinition(
                        pattern, PointKind.TEXT, Unit.NONE, List.of(), "the device's own word for the state"));
    }

    /**
     * The point of a name.
     *
     * @throws IllegalArgumentException if the name is not in the catalogue
     */
    public static Point point(String name) {
        Point known = POINTS.get(name);
        if (known != null) {
            return known;
        }
        PointDefinition definition =
                find(name).orElseThrow(() -> new IllegalArgumentException("not in the point catalogue: " + name));
        return POINTS.computeIfAbsent(name, n -> new Point(n, definition));
    }

    private static Map<String, PointDefinition> load() {
        var stream = Objects.requireNonNull(PointCatalog.class.getResourceAsStream("points.tsv"), "points.tsv");
        Map<String, PointDefinition> byPattern = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(PointCatalog::parse)
                    .forEach(definition -> {
                        if (byPattern.put(definition.pattern(), definition) != null) {
                            throw new IllegalStateException("twice in points.tsv: " + definition.pattern());
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return byPattern;
    }

    private static Stream<PointDefinition> parse(String line) {
        String[] columns = line.split("\t", -1);
        PointKind kind = PointKind.valueOf(columns[1].toUpperCase(Locale.ROOT));
        Unit unit = columns[2].equals("-")
                ? Unit.NONE
                : Arrays.stream(Unit.values())
                        .filter(u -> u.symbol().equals(columns[2]))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("unknown unit in points.tsv: " + line));
        List<String> states = columns[3].equals("-") ? List.of() : List.of(columns[3].split(" "));
        String meaning = columns[4].equals("-") ? "" : columns[4];
        return perPhase(columns[0]).map(pattern -> new PointDefinition(pattern, kind, unit, states, meaning));
    }

    private static Stream<String> perPhase(String pattern) {
        if (pattern.endsWith("{l}")) {
            return Stream.of("l1", "l2", "l3").map(phase -> pattern.replace("{l}", phase));
        }
        if (pattern.endsWith("{ll}")) {
            return Stream.of("l12", "l23", "l31").map(phases -> pattern.replace("{ll}", phases));
        }
        return Stream.of(pattern);
    }
}
