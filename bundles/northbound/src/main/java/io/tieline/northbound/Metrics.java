package io.tieline.northbound;

import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.Point;
import io.tieline.model.PointDefinition;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.Unit;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one model as Prometheus text (exposition format 0.0.4). Only usable values; a bad one is absent, not 0. */
public final class Metrics {

    private static final Pattern NUMBER = Pattern.compile("\\.(\\d+)(?=\\.|$)");

    private final Map<String, StringBuilder> families = new TreeMap<>();

    private Metrics() {}

    public static String prometheus(LiveImage image) {
        Metrics metrics = new Metrics();
        DeviceSnapshot snapshot = new DeviceSnapshot();
        for (DeviceImage device : image.devices()) {
            device.read(snapshot);
            metrics.add(device.device(), snapshot);
        }
        return String.join("", metrics.families.values());
    }

    private void add(Device device, DeviceSnapshot snapshot) {
        Map<Quality.Level, Integer> levels = new EnumMap<>(Quality.Level.class);
        for (int i = 0; i < snapshot.points().size(); i++) {
            Point point = snapshot.points().get(i);
            Quality quality = snapshot.quality(i);
            levels.merge(quality.level(), 1, Integer::sum);
            if (quality.isUsable() && point.definition().isNumeric()) {
                add(device, point, snapshot.value(i));
            }
        }
        for (Quality.Level level : Quality.Level.values()) {
            family("tieline_device_points", "gauge", "points of a device by quality")
                    .append("tieline_device_points{device=\"")
                    .append(escape(device.id()))
                    .append("\",quality=\"")
                    .append(level.name().toLowerCase(Locale.ROOT))
                    .append("\"} ")
                    .append(levels.getOrDefault(level, 0))
                    .append('\n');
        }
    }

    private void add(Device device, Point point, double value) {
        PointDefinition definition = point.definition();
        boolean counter = definition.kind() == PointKind.COUNTER;
        String name = "tieline_" + definition.pattern().replace(".{n}", "").replace('.', '_')
                + suffix(definition.unit()) + (counter ? "_total" : "");
        StringBuilder out = family(name, counter ? "counter" : "gauge", help(definition));
        out.append(name).append("{device=\"").append(escape(device.id())).append('"');
        Matcher numbers = NUMBER.matcher(point.name());
        for (int i = 0; numbers.find(); i++) {
            out.append(i == 0 ? ",n=\"" : ",n" + (i + 1) + "=\"")
                    .append(numbers.group(1))
                    .append('"');
        }
        out.append("} ").append(value).append('\n');
    }

    private StringBuilder family(String name, String type, String help) {
        return families.computeIfAbsent(
                name, n -> new StringBuilder("# HELP " + n + " " + help + "\n# TYPE " + n + " " + type + "\n"));
    }

    private static String help(PointDefinition definition) {
        String states =
                definition.states().isEmpty() ? "" : " (0, 1, … = " + String.join(", ", definition.states()) + ")";
        return (definition.pattern() + " " + definition.meaning() + states)
                .strip()
                .replace("\\", "\\\\")
                .replace("\n", "\\n");
    }

    private static String escape(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String suffix(Unit unit) {
        return switch (unit) {
            case WATT -> "_watts";
            case WATT_HOUR -> "_watt_hours";
            case VOLT -> "_volts";
            case AMPERE -> "_amperes";
            case AMPERE_HOUR -> "_ampere_hours";
            case VOLT_AMPERE -> "_volt_amperes";
            case VAR -> "_vars";
            case HERTZ -> "_hertz";
            case SECOND -> "_seconds";
            case CELSIUS -> "_celsius";
            case PERCENT -> "_percent";
            case OHM -> "_ohms";
            case RPM -> "_rpm";
            case PASCAL -> "_pascals";
            case NONE, RATIO, COUNT -> "";
        };
    }
}
