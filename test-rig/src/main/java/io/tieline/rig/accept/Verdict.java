package io.tieline.rig.accept;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a reading is worth.
 *
 * @param values expectations that fall on points of the model
 * @param mismatches those the driver does not deliver, or differently
 * @param outside expectations the model has no point for
 */
record Verdict(int values, List<String> mismatches, List<String> outside) {

    int right() {
        return values - mismatches.size();
    }

    static Verdict of(String kind, String device, RecordedDevices.Reading reading, List<Expectation> expectations) {
        List<String> mismatches = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        int values = 0;
        for (Expectation row : expectations) {
            if (!row.kind().equals(kind) || !row.device().equals(device)) {
                continue;
            }
            // The object decides: NUT files some objects under another name (an output current as battery.current).
            Optional<String> named = NutNames.point(kind, row.variable(), row.unit());
            Optional<String> point = named.filter(name -> isMet(reading, name, row))
                    .or(() -> reading.pointOf(row.oid(), row.unit()))
                    .or(() -> named);
            if (point.isEmpty()) {
                outside.add(kind + "/" + device + " " + row.variable() + " at " + row.oid());
                continue;
            }
            values++;
            if (!isMet(reading, point.get(), row)) {
                mismatches.add(mismatch(kind + "/" + device, point.get(), reading, row));
            }
        }
        return new Verdict(values, mismatches, outside);
    }

    private static boolean isMet(RecordedDevices.Reading reading, String point, Expectation row) {
        Double got = reading.value(point);
        // Where the device has a finer object for the same quantity, the coarser one is met within its resolution.
        boolean same = reading.source(point).filter(row.oid()::equals).isPresent();
        return got != null && (row.isMetBy(got) || !same && row.isMetByFiner(got));
    }

    private static String mismatch(String device, String point, RecordedDevices.Reading reading, Expectation row) {
        Double got = reading.value(point);
        return String.format(
                Locale.ROOT,
                "%s %s expected %s %s (raw %s at %s, %s) got %s%s",
                device,
                point,
                number(row.value()),
                row.unit(),
                row.raw(),
                row.oid(),
                row.variable(),
                got == null ? reading.why(point) : number(got),
                reading.source(point)
                        .filter(oid -> !oid.equals(row.oid()))
                        .map(oid -> ", read from " + oid)
                        .orElse(""));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
