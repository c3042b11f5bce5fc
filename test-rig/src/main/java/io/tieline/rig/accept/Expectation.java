package io.tieline.rig.accept;

import io.tieline.model.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One value two independent projects agree on.
 *
 * @param variable NUT's name of it
 * @param value in the SI base unit
 */
record Expectation(String kind, String device, String oid, String raw, String variable, double value, String unit) {

    private static final Map<String, Double> FACTORS = Map.ofEntries(
            Map.entry("kW", 1e3),
            Map.entry("kVA", 1e3),
            Map.entry("kWh", 1e3),
            Map.entry("MWh", 1e6),
            Map.entry("mW", 1e-3),
            Map.entry("mA", 1e-3),
            Map.entry("mV", 1e-3),
            Map.entry("kV", 1e3),
            Map.entry("min", 60.0),
            Map.entry("h", 3600.0),
            Map.entry("ms", 1e-3));

    /** Reads the table {@code kind device oid raw class nut_variable value unit librenms_descr}. */
    static List<Expectation> read(Path table) throws IOException {
        List<Expectation> rows = new ArrayList<>();
        for (String line : Files.readAllLines(table)) {
            String[] column = line.split("\t", -1);
            if (column.length < 8 || column[0].equals("kind")) {
                continue;
            }
            double value;
            try {
                value = Double.parseDouble(column[6]);
            } catch (NumberFormatException notANumber) {
                continue;
            }
            String unit = column[7].strip();
            rows.add(new Expectation(
                    column[0],
                    column[1],
                    column[2],
                    column[3],
                    column[5],
                    column[4].equals("power_factor") && Math.abs(value) > 1
                            ? value / 100 // both mappings keep the percent of the device
                            : value * FACTORS.getOrDefault(unit, 1.0),
                    unit));
        }
        return rows;
    }

    /** Whether a value in a unit of the table can be that of a point. */
    static boolean fits(String unit, Unit point) {
        return switch (unit) {
            case "Cel" -> point == Unit.CELSIUS;
            case "%RH", "%" -> point == Unit.PERCENT;
            case "" -> point == Unit.COUNT;
            default -> unit.endsWith(point.symbol()) || (point == Unit.SECOND && unit.equals("min"));
        };
    }

    /** Within 1 %: the mappings round, and so does their printing. */
    boolean isMetBy(double got) {
        return Math.abs(got - value) <= Math.max(0.01 * Math.abs(value), 1e-6);
    }

    /** Whether a value of another, finer object is the one that rounds to this: less than one count of it away. */
    boolean isMetByFiner(double got) {
        try {
            double count = value / Double.parseDouble(raw);
            return Double.isFinite(count) && Math.abs(got - value) < Math.abs(count) * 0.999;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
