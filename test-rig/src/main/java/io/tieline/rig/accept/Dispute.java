package io.tieline.rig.accept;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One value two independent projects disagree on; the profile has to decide and to say why. */
record Dispute(String kind, String device, String oid, String raw, String variable, double nut, double libreNms) {

    /** What introduces the reason in a profile's facts. */
    private static final String REASON = "disputed:";

    /** Reads the table {@code kind device oid raw class nut_variable nut_value librenms_value …}. */
    static List<Dispute> read(Path table) throws IOException {
        List<Dispute> rows = new ArrayList<>();
        if (!Files.isReadable(table)) {
            return rows;
        }
        for (String line : Files.readAllLines(table)) {
            String[] column = line.split("\t", -1);
            if (column.length >= 8 && !column[0].equals("kind")) {
                rows.add(new Dispute(
                        column[0],
                        column[1],
                        column[2],
                        column[3],
                        column[5],
                        Double.parseDouble(column[6]),
                        Double.parseDouble(column[7])));
            }
        }
        return rows;
    }

    /** How it was decided; empty: it was not, or without a reason. */
    Optional<String> decision(RecordedDevices.Reading reading, String facts) {
        if (!facts.contains(REASON)) {
            return Optional.empty();
        }
        for (Map.Entry<String, Double> value : reading.values().entrySet()) {
            if (reading.source(value.getKey()).filter(oid::equals).isPresent()) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "%s/%s %s at %s: NUT %s, LibreNMS %s, here %s = %s",
                        kind,
                        device,
                        variable,
                        oid,
                        nut,
                        libreNms,
                        value.getKey(),
                        value.getValue()));
            }
        }
        return Optional.empty();
    }
}
