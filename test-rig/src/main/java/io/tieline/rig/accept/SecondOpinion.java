package io.tieline.rig.accept;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What LibreNMS makes of the objects of one recording. One opinion, mostly right: a secondary figure.
 *
 * @param values object → value in the unit of its class
 */
record SecondOpinion(Map<String, Opinion> values) {

    private static final Map<String, Double> FACTORS =
            Map.of("runtime", 60.0, "power_consumed", 1e3, "power_factor", 1.0, "pressure", 1e3);

    /** @param scaled the value once more, computed from the raw number: some expectations were kept unscaled */
    record Opinion(double value, double scaled) {

        boolean isMetBy(double got) {
            return near(got, value) || near(got, scaled);
        }

        private static boolean near(double got, double wanted) {
            return Math.abs(Math.abs(got) - Math.abs(wanted)) <= Math.max(0.01 * Math.abs(wanted), 0.06);
        }
    }

    /** @param file may be absent; states are left out, they are words of LibreNMS */
    static SecondOpinion read(Path file) throws IOException {
        Map<String, Opinion> values = new HashMap<>();
        if (Files.isReadable(file)) {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Optional<Fields> sensors = Document.parse(file.toString(), text, new Problems())
                    .flatMap(document -> document.fields("sensors"));
            List<Fields> discovered = sensors.flatMap(s -> s.fields("discovery"))
                    .map(s -> s.list("sensors"))
                    .orElse(List.of());
            discovered.forEach(sensor -> add(sensor, values));
        }
        return new SecondOpinion(values);
    }

    private static void add(Fields sensor, Map<String, Opinion> values) {
        String kind = sensor.text("sensor_class").orElse("");
        Optional<Double> current = sensor.number("sensor_current");
        if (kind.equals("state") || current.isEmpty()) {
            return;
        }
        double factor = FACTORS.getOrDefault(kind, 1.0);
        double divisor = sensor.number("sensor_divisor").orElse(1.0);
        double multiplier = sensor.number("sensor_multiplier").orElse(1.0);
        double value = current.get() * factor;
        String oid = sensor.text("sensor_oid").orElse("");
        values.put(oid.startsWith(".") ? oid.substring(1) : oid, new Opinion(value, value / divisor * multiplier));
    }

    /** Counts the values that are read from objects LibreNMS reads too. */
    void compare(RecordedDevices.Reading reading, KindTally tally) {
        reading.values().forEach((point, value) -> {
            Opinion opinion = reading.source(point).map(values::get).orElse(null);
            if (opinion != null && !reading.isState(point)) {
                tally.compared++;
                tally.agreed += opinion.isMetBy(value) ? 1 : 0;
            }
        });
    }

    /** The values that differ, for the report. */
    List<String> differences(RecordedDevices.Reading reading) {
        return reading.values().entrySet().stream()
                .filter(entry -> !reading.isState(entry.getKey()))
                .flatMap(entry -> {
                    String oid = reading.source(entry.getKey()).orElse("");
                    Opinion opinion = values.get(oid);
                    return opinion == null || opinion.isMetBy(entry.getValue())
                            ? Stream.empty()
                            : Stream.of(entry.getKey() + " " + entry.getValue() + " against " + opinion.value() + " at "
                                    + oid);
                })
                .toList();
    }
}
