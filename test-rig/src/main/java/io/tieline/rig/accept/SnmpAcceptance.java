package io.tieline.rig.accept;

import io.tieline.document.Problems;
import io.tieline.model.SiteClock;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileFiles;
import io.tieline.profile.ProfileLibrary;
import io.tieline.snmp.SnmpProtocol;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Reads recorded devices through the real driver and compares with what two independent projects make of the same
 * objects. A value our profile does not deliver is wrong, not skipped.
 */
public final class SnmpAcceptance {

    private static final double ENOUGH = 0.99;

    private final Path folder;
    private final ProfileLibrary library;
    private final boolean json;
    private final PrintStream out;
    private final List<Expectation> expectations;
    private final List<Dispute> disputes;
    private final Map<String, KindTally> tallies = new LinkedHashMap<>();
    private final Set<String> makers = new TreeSet<>();
    private int recognisedWithoutContent;
    private int values;
    private int right;
    private int disputed;
    private int decided;

    /**
     * What came out.
     *
     * @param devices recordings read
     * @param recognised those of which a profile was found and at least three values are good
     * @param withContent recordings that hold more than the identity of the device
     * @param contentRecognised how many of those were recognised
     * @param makers of the recognised
     * @param values that two independent projects agree on and that fall on points of the model
     * @param right those of them the driver delivers equally
     * @param disputed values two independent projects disagree on
     * @param decided those of them that are read and whose profile says why as it does
     */
    public record Outcome(
            int devices,
            int recognised,
            int withContent,
            int contentRecognised,
            Set<String> makers,
            int values,
            int right,
            int disputed,
            int decided) {

        public double ratio() {
            return values == 0 ? 0 : (double) right / values;
        }

        boolean isEnough() {
            return (values == 0 || ratio() >= ENOUGH) && contentRecognised == withContent && decided == disputed;
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "RESULT accept-snmp devices=%d recognised=%d values=%d right=%d ratio=%.4f with-content=%d/%d"
                            + " disputed=%d/%d",
                    devices,
                    recognised,
                    values,
                    right,
                    ratio(),
                    contentRecognised,
                    withContent,
                    decided,
                    disputed);
        }
    }

    private SnmpAcceptance(Path folder, ProfileLibrary library, boolean json, PrintStream out) throws IOException {
        this.folder = folder;
        this.library = library;
        this.json = json;
        this.out = out;
        this.expectations = Expectation.read(folder.resolve("consensus.tsv"));
        this.disputes = Dispute.read(folder.resolve("disputed.tsv"));
    }

    /**
     * Runs the suite.
     *
     * @param data holds {@code recordings/KIND/*.snmprec} and {@code consensus.tsv}, and if they are there {@code
     *     disputed.tsv} and {@code expected/}; itself or in its folder {@code snmp}
     * @param profiles a folder with more profiles
     * @param kinds the folders of recordings to read; empty: all
     * @return 0: every device with content recognised, at least 99 % right, every disputed value decided; 1: less; 2:
     *     cannot be run
     */
    public static int run(Path data, Optional<Path> profiles, List<String> kinds, boolean json, PrintStream out) {
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
            Outcome outcome = measure(folder, library, kinds, json, out);
            out.println(outcome.line());
            return outcome.isEnough() ? 0 : 1;
        } catch (IOException e) {
            out.println(e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 2;
        }
    }

    /** @param folder holds {@code recordings/} and {@code consensus.tsv} */
    static Outcome measure(Path folder, ProfileLibrary library, List<String> kinds, boolean json, PrintStream out)
            throws IOException, InterruptedException {
        return new SnmpAcceptance(folder, library, json, out).run(kinds);
    }

    private Outcome run(List<String> wanted) throws IOException, InterruptedException {
        Path recordings = folder.resolve("recordings");
        RecordingIndex index = RecordingIndex.of(recordings);
        List<String> kinds = index.sizes().keySet().stream()
                .filter(kind -> wanted.isEmpty() || wanted.contains(kind))
                .toList();
        try (SnmpRecordings served = SnmpRecordings.serve(recordings, kinds);
                SnmpProtocol protocol = new SnmpProtocol(library, SiteClock.system())) {
            RecordedDevices reader = new RecordedDevices(protocol, served.port());
            for (String kind : kinds) {
                tallies.put(kind, new KindTally());
                for (String device : index.sizes().getOrDefault(kind, Map.of()).keySet()) {
                    judge(kind, device, index.hasContent(kind, device), reader);
                }
            }
        }
        if (!json) {
            out.println("makers of the recognised devices: " + String.join(", ", makers));
            tallies.forEach((kind, tally) -> out.println(tally.line(kind)));
        }
        return outcome();
    }

    private Outcome outcome() {
        return new Outcome(
                sum(tally -> tally.devices),
                sum(tally -> tally.recognised) + recognisedWithoutContent,
                sum(tally -> tally.withContent),
                sum(tally -> tally.recognised),
                Set.copyOf(makers),
                values,
                right,
                disputed,
                decided);
    }

    private int sum(ToIntFunction<KindTally> of) {
        return tallies.values().stream().mapToInt(of).sum();
    }

    private void judge(String kind, String device, boolean hasContent, RecordedDevices reader)
            throws InterruptedException, IOException {
        KindTally tally = tallies.getOrDefault(kind, new KindTally());
        RecordedDevices.Reading reading = reader.read(kind, device);
        tally.devices++;
        if (reading.isRecognised()) {
            makers.add(reading.maker());
        }
        if (hasContent) {
            tally.withContent++;
            tally.recognised += reading.isRecognised() ? 1 : 0;
        } else {
            tally.identityOnly++;
            recognisedWithoutContent += reading.isRecognised() ? 1 : 0;
            tally.proposed +=
                    reading.isRecognised() || !reader.proposals(kind, device).isEmpty() ? 1 : 0;
        }
        Verdict verdict = Verdict.of(kind, device, reading, expectations);
        values += verdict.values();
        right += verdict.right();
        SecondOpinion opinion = SecondOpinion.read(folder.resolve("expected/" + kind + "/" + device + ".json"));
        opinion.compare(reading, tally);
        report(kind + "/" + device, reading, verdict);
        if (!json) {
            opinion.differences(reading).forEach(text -> out.println("  SECOND OPINION " + text));
        }
        decide(kind, device, reading);
    }

    private void decide(String kind, String device, RecordedDevices.Reading reading) {
        String facts = library.find(reading.profile()).map(Profile::facts).orElse("");
        for (Dispute dispute : disputes) {
            if (dispute.kind().equals(kind) && dispute.device().equals(device)) {
                disputed++;
                Optional<String> decision = dispute.decision(reading, facts);
                decided += decision.isPresent() ? 1 : 0;
                if (!json) {
                    out.println(decision.map(text -> "  DECIDED " + text)
                            .orElse("  UNDECIDED " + kind + "/" + device + " " + dispute.oid()));
                }
            }
        }
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
        if (!reading.fault().isEmpty()) {
            out.println("  FAULT " + reading.fault());
        }
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
