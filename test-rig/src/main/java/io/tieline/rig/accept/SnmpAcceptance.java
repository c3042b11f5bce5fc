package io.tieline.rig.accept;

import io.tieline.document.Problems;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileFiles;
import io.tieline.profile.ProfileLibrary;
import io.tieline.snmp.SnmpProtocol;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads recorded devices through the real driver and compares with what two independent projects make of the same
 * objects. A value our profile does not deliver is wrong, not skipped.
 */
public final class SnmpAcceptance {

    private static final List<String> KINDS = List.of("ups", "pdu", "transfer-switch");
    private static final double ENOUGH = 0.97;

    private final List<Expectation> expectations;
    private final boolean json;
    private final PrintStream out;
    private int devices;
    private int recognised;
    private int values;
    private int right;

    private SnmpAcceptance(List<Expectation> expectations, boolean json, PrintStream out) {
        this.expectations = expectations;
        this.json = json;
        this.out = out;
    }

    /**
     * Runs the suite.
     *
     * @param data holds {@code recordings/KIND/*.snmprec} and {@code consensus.tsv}, itself or in its folder {@code
     *     snmp}
     * @param profiles a folder with more profiles
     * @return 0: at least 97 % right; 1: less; 2: cannot be run
     */
    public static int run(Path data, Optional<Path> profiles, boolean json, PrintStream out) {
        Path folder = Files.isDirectory(data.resolve("recordings")) ? data : data.resolve("snmp");
        Path table = folder.resolve("consensus.tsv");
        if (!Files.isDirectory(folder.resolve("recordings")) || !Files.isReadable(table)) {
            out.println(data + " holds no recordings/ and consensus.tsv; name a folder of that shape");
            return 2;
        }
        Problems problems = new Problems();
        ProfileLibrary library =
                profiles.map(path -> ProfileFiles.load(path, problems)).orElseGet(ProfileLibrary::builtIn);
        problems.sorted().forEach(out::println);
        if (!problems.isEmpty()) {
            return 2;
        }
        try {
            return new SnmpAcceptance(Expectation.read(table), json, out).run(folder.resolve("recordings"), library);
        } catch (IOException e) {
            out.println(e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }

    private int run(Path recordings, ProfileLibrary library) throws IOException, InterruptedException {
        try (SnmpRecordings served = SnmpRecordings.serve(recordings, KINDS);
                SnmpProtocol protocol = new SnmpProtocol(library, SiteClock.system())) {
            RecordedDevices reader = new RecordedDevices(protocol, served.port());
            for (String kind : KINDS) {
                for (String device : names(recordings.resolve(kind))) {
                    judge(kind, device, reader.read(kind, device));
                }
            }
        }
        double ratio = values == 0 ? 0 : (double) right / values;
        out.println(String.format(
                Locale.ROOT,
                "RESULT accept-snmp devices=%d recognised=%d values=%d right=%d ratio=%.4f",
                devices,
                recognised,
                values,
                right,
                ratio));
        return ratio >= ENOUGH ? 0 : 1;
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".snmprec"))
                    .map(name -> name.substring(0, name.length() - ".snmprec".length()))
                    .sorted()
                    .toList();
        }
    }

    private void judge(String kind, String device, RecordedDevices.Reading reading) {
        devices++;
        if (reading.isRead()) {
            recognised++;
        }
        List<Expectation> rows = expectations.stream()
                .filter(row -> row.kind().equals(kind) && row.device().equals(device))
                .toList();
        List<String> mismatches = new ArrayList<>();
        int counted = 0;
        for (Expectation row : rows) {
            // The object decides: NUT files some objects under another name (an output current as battery.current).
            Optional<String> named = NutNames.point(kind, row.variable(), row.unit());
            Optional<String> point = named.filter(name -> meets(reading, name, row))
                    .or(() -> reading.pointOf(row.oid(), row.unit()))
                    .or(() -> named);
            if (point.isEmpty()) {
                continue;
            }
            counted++;
            Double got = reading.value(point.get());
            if (got != null && row.isMetBy(got)) {
                right++;
            } else {
                mismatches.add(String.format(
                        Locale.ROOT,
                        "%s %s expected %s %s (raw %s at %s, %s) got %s",
                        kind + "/" + device,
                        point.get(),
                        number(row.value()),
                        row.unit(),
                        row.raw(),
                        row.oid(),
                        row.variable(),
                        got == null ? reading.why(point.get()) : number(got)));
            }
        }
        values += counted;
        report(kind + "/" + device, reading, counted, mismatches);
    }

    private static boolean meets(RecordedDevices.Reading reading, String point, Expectation row) {
        Double got = reading.value(point);
        return got != null && row.isMetBy(got);
    }

    private void report(String device, RecordedDevices.Reading reading, int counted, List<String> mismatches) {
        if (json) {
            out.println(String.format(
                    Locale.ROOT,
                    "{\"device\":\"%s\",\"profile\":\"%s\",\"points\":%d,\"good\":%d,\"values\":%d,\"right\":%d,"
                            + "\"mismatches\":[%s]}",
                    device,
                    reading.profile(),
                    reading.points(),
                    reading.good(),
                    counted,
                    counted - mismatches.size(),
                    String.join(
                            ",", mismatches.stream().map(SnmpAcceptance::quoted).toList())));
            return;
        }
        out.println(String.format(
                Locale.ROOT,
                "%-44s %-26s %4d points %4d good %4d of %4d right",
                device,
                reading.profile(),
                reading.points(),
                reading.good(),
                counted - mismatches.size(),
                counted));
        mismatches.forEach(mismatch -> out.println("  MISMATCH " + mismatch));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
