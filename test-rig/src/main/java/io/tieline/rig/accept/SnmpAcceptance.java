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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    private final Set<String> makers = new TreeSet<>();
    private int devices;
    private int recognised;
    private int values;
    private int right;

    /**
     * What came out.
     *
     * @param devices recordings read
     * @param recognised those of which a profile was found and at least three values are good
     * @param makers of the recognised
     * @param values that two independent projects agree on and that fall on points of the model
     * @param right those of them the driver delivers equally
     */
    public record Outcome(int devices, int recognised, Set<String> makers, int values, int right) {

        public double ratio() {
            return values == 0 ? 0 : (double) right / values;
        }
    }

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
            Outcome outcome = measure(folder, library, json, out);
            out.println(String.format(
                    Locale.ROOT,
                    "RESULT accept-snmp devices=%d recognised=%d values=%d right=%d ratio=%.4f",
                    outcome.devices(),
                    outcome.recognised(),
                    outcome.values(),
                    outcome.right(),
                    outcome.ratio()));
            return outcome.ratio() >= ENOUGH ? 0 : 1;
        } catch (IOException e) {
            out.println(e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }

    /** @param folder holds {@code recordings/} and {@code consensus.tsv} */
    static Outcome measure(Path folder, ProfileLibrary library, boolean json, PrintStream out)
            throws IOException, InterruptedException {
        List<Expectation> expectations = Expectation.read(folder.resolve("consensus.tsv"));
        return new SnmpAcceptance(expectations, json, out).run(folder.resolve("recordings"), library);
    }

    private Outcome run(Path recordings, ProfileLibrary library) throws IOException, InterruptedException {
        try (SnmpRecordings served = SnmpRecordings.serve(recordings, KINDS);
                SnmpProtocol protocol = new SnmpProtocol(library, SiteClock.system())) {
            RecordedDevices reader = new RecordedDevices(protocol, served.port());
            for (String kind : KINDS) {
                for (String device : names(recordings.resolve(kind))) {
                    judge(kind, device, reader.read(kind, device));
                }
            }
        }
        if (!json) {
            out.println("makers of the recognised devices: " + String.join(", ", makers));
        }
        return new Outcome(devices, recognised, Set.copyOf(makers), values, right);
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
        if (reading.isRecognised()) {
            recognised++;
            makers.add(reading.maker());
        }
        Verdict verdict = Verdict.of(kind, device, reading, expectations);
        values += verdict.values();
        right += verdict.right();
        report(kind + "/" + device, reading, verdict);
    }

    private void report(String device, RecordedDevices.Reading reading, Verdict verdict) {
        if (json) {
            out.println(String.format(
                    Locale.ROOT,
                    "{\"device\":\"%s\",\"profile\":\"%s\",\"points\":%d,\"good\":%d,\"values\":%d,\"right\":%d,"
                            + "\"mismatches\":[%s],\"outside\":[%s],\"read\":{%s}}",
                    device,
                    reading.profile(),
                    reading.points(),
                    reading.good(),
                    verdict.values(),
                    verdict.right(),
                    quoted(verdict.mismatches()),
                    quoted(verdict.outside()),
                    values(reading)));
            return;
        }
        out.println(String.format(
                Locale.ROOT,
                "%-44s %-26s %4d points %4d good %4d of %4d right",
                device,
                reading.profile(),
                reading.points(),
                reading.good(),
                verdict.right(),
                verdict.values()));
        verdict.mismatches().forEach(text -> out.println("  MISMATCH " + text));
        verdict.outside().forEach(text -> out.println("  OUTSIDE THE MODEL " + text));
    }

    private static String values(RecordedDevices.Reading reading) {
        return reading.values().entrySet().stream()
                .map(value -> String.format(
                        Locale.ROOT,
                        "\"%s\":[\"%s\",%s]",
                        value.getKey(),
                        reading.source(value.getKey()).orElse(""),
                        value.getValue()))
                .collect(Collectors.joining(","));
    }

    private static String quoted(List<String> texts) {
        return texts.stream()
                .map(text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(","));
    }
}
