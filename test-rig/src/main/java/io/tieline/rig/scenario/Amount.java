package io.tieline.rig.scenario;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them: {@code 900 kW}, {@code 35 %}, {@code 10 min}, {@code -0.2 Hz}. */
final class Amount {

    /** Factors to the units of the model: W, Wh, s, %, V, Hz, °C. */
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("", 1.0),
            Map.entry("W", 1.0),
            Map.entry("kW", 1e3),
            Map.entry("MW", 1e6),
            Map.entry("W/s", 1.0),
            Map.entry("kW/s", 1e3),
            Map.entry("Wh", 1.0),
            Map.entry("kWh", 1e3),
            Map.entry("MWh", 1e6),
            Map.entry("ms", 1e-3),
            Map.entry("s", 1.0),
            Map.entry("min", 60.0),
            Map.entry("h", 3600.0),
            Map.entry("d", 86_400.0),
            Map.entry("%", 1.0),
            Map.entry("points", 1.0),
            Map.entry("V", 1.0),
            Map.entry("mV", 1e-3),
            Map.entry("Hz", 1.0),
            Map.entry("°C", 1.0),
            Map.entry("minutes", 1.0));

    /** To be used inside larger patterns; two groups: number and unit. */
    static final String PATTERN = "([-+]?\\d[\\d_]*(?:\\.\\d+)?)\\s*([A-Za-z°%/]*)";

    private static final Pattern WHOLE = Pattern.compile(PATTERN);

    private Amount() {}

    /** In the unit of the model; seconds for a time. Empty if it is no amount. */
    static OptionalDouble parse(String text) {
        Matcher matcher = WHOLE.matcher(text.trim());
        return matcher.matches() && UNITS.containsKey(matcher.group(2))
                ? OptionalDouble.of(Double.parseDouble(matcher.group(1).replace("_", "")) * UNITS.get(matcher.group(2)))
                : OptionalDouble.empty();
    }
}
