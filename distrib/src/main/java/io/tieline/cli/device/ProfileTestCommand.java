package io.tieline.cli.device;

import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.WriterConfig;
import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.cli.recording.Recording;
import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.model.Quality;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.ProfileReader;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.Protocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = "Check a new profile, against a device or a recording of one if it is named.")
final class ProfileTestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The profile.")
    private Path file;

    @Option(
            names = "--against",
            paramLabel = "URI|RECORDING",
            description = "The device's address, or a file: OID|TYPE|VALUE lines (.snmprec) or [ADDRESS]: WORD lines.")
    private @Nullable String against;

    @Mixin
    private final DeviceOptions look = new DeviceOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        LogManager.getLogManager().reset();
        if (!Files.isReadable(file)) {
            throw new CliException(file + " cannot be read: check the path");
        }
        Problems problems = new Problems();
        Optional<Profile> profile = ProfileReader.read(file.toString(), Files.readString(file), problems);
        for (Problem problem : problems.sorted()) {
            spec.commandLine().getErr().println(problem);
        }
        if (profile.isEmpty()) {
            return Exit.PROBLEM;
        }
        return against == null ? unconnected(profile.get()) : test(profile.get(), against);
    }

    private int unconnected(Profile profile) {
        Coverage coverage = Coverage.of(
                profile.kind(),
                ProfileCommand.points(profile).stream()
                        .flatMap(point -> ProfileReader.definition(point).stream())
                        .toList());
        if (look.json()) {
            print(heading(profile).add("coverage", json(coverage)));
        } else {
            print(profile, coverage, "can fill");
        }
        return Exit.OK;
    }

    private int test(Profile profile, String where) throws IOException, InterruptedException {
        Path recorded = Path.of(where);
        if (!Files.isRegularFile(recorded)) {
            if (!where.contains("://")) {
                throw new CliException(where + " is neither an address such as modbus://10.0.0.5:502/1 nor a file");
            }
            return test(profile, URI.create(where), look.protocolOptions());
        }
        try (Recording recording = Recording.serve(recorded)) {
            Map<String, String> all = new HashMap<>(recording.options());
            all.putAll(look.protocolOptions());
            return test(profile, recording.uri(), all);
        }
    }

    private int test(Profile profile, URI uri, Map<String, String> withOptions)
            throws IOException, InterruptedException {
        ProfileLibrary library = ProfileLibrary.builtIn().with(List.of(profile));
        try (Protocol protocol = look.protocol(uri, library)) {
            DeviceReader device = new DeviceReader(protocol, uri, withOptions);
            List<Proposal> proposals = device.proposals();
            if (!look.json()) {
                // Before the values: where none can be read, what the device says of itself tells why.
                printRecognition(profile, proposals);
            }
            DeviceReading reading = device.read(profile.id());
            Coverage coverage = Coverage.of(
                    profile.kind(),
                    reading.points().stream()
                            .filter(PointReading::isGood)
                            .map(point -> point.point().definition())
                            .toList());
            if (look.json()) {
                print(heading(profile)
                        .add("proposals", ReadingReport.json(proposals))
                        .add("device", ReadingReport.json(reading))
                        .add("coverage", json(coverage)));
            } else {
                ReadingReport.print(reading, spec.commandLine().getOut());
                print(profile, coverage, "fills");
            }
            return verdict(reading);
        }
    }

    /** A value the device has not is no mistake of the profile; one that cannot be understood is. */
    private static int verdict(DeviceReading reading) {
        boolean misread = reading.points().stream()
                .map(PointReading::quality)
                .anyMatch(quality -> quality == Quality.BAD_CONFIGURATION
                        || quality == Quality.BAD_PROTOCOL
                        || quality == Quality.BAD_OUT_OF_RANGE);
        return misread || !reading.hasWireValues() ? Exit.PROBLEM : Exit.OK;
    }

    private void printRecognition(Profile profile, List<Proposal> proposals) {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Proposal> own = proposals.stream()
                .filter(proposal -> proposal.profile().equals(profile.id()))
                .findFirst();
        if (own.isPresent()) {
            out.printf(
                    Locale.ROOT,
                    "recognised with confidence %.0f %%: %s%n",
                    own.get().confidence() * 100,
                    own.get().because());
        } else {
            out.println("not recognised by itself: name the profile in the site file, or add to its recognise section");
        }
        proposals.stream()
                .limit(1)
                .filter(best -> !best.profile().equals(profile.id()))
                .forEach(best -> out.println("the device is taken for " + best.profile() + ": " + best.because()));
    }

    private void print(Profile profile, Coverage coverage, String fills) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s (%s) %s %d of the %d points a %s can have%n",
                profile.id(),
                profile.title(),
                fills,
                coverage.filled().size(),
                coverage.filled().size() + coverage.open().size(),
                profile.kind().label());
        printList("filled", coverage.filled());
        printList("open", coverage.open());
        out.flush();
    }

    private void printList(String heading, Collection<String> points) {
        spec.commandLine()
                .getOut()
                .println("  " + heading + ": " + (points.isEmpty() ? "none" : String.join(" ", points)));
    }

    private static JsonObject heading(Profile profile) {
        return Json.object()
                .add("profile", profile.id())
                .add("title", profile.title())
                .add("kind", profile.kind().label());
    }

    private static JsonObject json(Coverage coverage) {
        return Json.object()
                .add("filled", Json.array(coverage.filled().toArray(String[]::new)))
                .add("open", Json.array(coverage.open().toArray(String[]::new)));
    }

    private void print(JsonObject object) {
        spec.commandLine().getOut().println(object.toString(WriterConfig.PRETTY_PRINT));
    }
}
