package io.tieline.cli.journal;

import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.journal.Held;
import io.tieline.journal.JournalException;
import io.tieline.journal.JournalFile;
import io.tieline.journal.JournalInfo;
import io.tieline.journal.JournalStatus;
import io.tieline.journal.Verification;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description = "Reads the durable record of a gateway, also while it runs.",
        subcommands = {JournalExportCommand.class, JournalEventsCommand.class, JournalReplayCommand.class})
public final class JournalCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            description = "The gateway's data directory, or the journal's; default: ${DEFAULT-VALUE}.",
            defaultValue = "tieline-data")
    private Path data;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "info",
            mixinStandardHelpOptions = true,
            description = "What the record holds, how coarse, and who has read how far.")
    int info() {
        PrintWriter out = spec.commandLine().getOut();
        try (JournalFile file = open()) {
            JournalInfo info = file.info();
            out.printf(
                    "format %d, %s, %d devices, %d points, %d events%n",
                    info.version(), size(info.fileBytes()), info.devices(), info.points(), info.events());
            for (JournalInfo.Zone zone : info.zones()) {
                out.printf(
                        "%-12s %s to %s: %,d samples in %,d blocks, %s, %.2f bytes a sample%n",
                        zone.stepMillis() == 0 ? "as recorded" : "steps " + zone.stepMillis() / 1000 + " s",
                        Instant.ofEpochMilli(zone.beginsUtcMillis()),
                        Instant.ofEpochMilli(zone.endsUtcMillis()),
                        zone.samples(),
                        zone.blocks(),
                        size(zone.bytes()),
                        (double) zone.bytes() / Math.max(1, zone.samples()));
            }
            for (JournalStatus.Reader cursor : info.cursors()) {
                out.printf(
                        "reader %s: everything before %,d read, %,d wait%n",
                        cursor.name(), cursor.position(), cursor.backlog());
            }
        }
        return Exit.OK;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Reads every block and every event: checksums, order, gaps, and the chain that shows whether an"
                            + " event was altered or removed.")
    int verify() {
        try (JournalFile file = open()) {
            Verification found = file.verify();
            found.problems().forEach(spec.commandLine().getErr()::println);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%,d blocks with %,d samples and %,d events read: %s%nchain head %s%s%n",
                            found.blocks(),
                            found.samples(),
                            found.events(),
                            found.isWhole()
                                    ? "the record is whole"
                                    : found.problems().size() + " problems",
                            found.chainHead(),
                            found.anchored() ? ", as the anchor beside the database says" : "");
            return found.isWhole() ? Exit.OK : Exit.PROBLEM;
        }
    }

    @Command(
            name = "at",
            mixinStandardHelpOptions = true,
            description = "What points were at a moment, and when that was recorded.")
    int at(
            @Parameters(paramLabel = "TIME", description = "For instance 2026-03-01T00:00:00Z.") Instant moment,
            @Option(
                            names = "--points",
                            split = ",",
                            paramLabel = "POINT",
                            description = "Such as cab-07/battery.soc; * stands for anything. Default: all.",
                            defaultValue = "*")
                    List<String> points) {
        PrintWriter out = spec.commandLine().getOut();
        try (JournalFile file = open()) {
            for (Held held : file.asOf(ChosenPoints.of(points, file.points()), moment.toEpochMilli())) {
                out.printf(
                        "%-40s %-16s %-20s %s%n",
                        held.point(),
                        held.text() != null ? held.text() : Double.isNaN(held.value()) ? "-" : held.value(),
                        held.quality(),
                        Instant.ofEpochMilli(held.utcMillis()));
            }
            file.damages().forEach(spec.commandLine().getErr()::println);
            return file.damages().isEmpty() ? Exit.OK : Exit.PROBLEM;
        }
    }

    /** The record of the data directory. */
    JournalFile open() {
        return open(data);
    }

    /** The record of a data directory, or of a journal's. */
    static JournalFile open(Path data) {
        Path below = data.resolve("journal");
        try {
            return JournalFile.open(Files.exists(below.resolve("journal.db")) ? below : data);
        } catch (JournalException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    private static String size(long bytes) {
        return bytes < 1 << 20 ? bytes / 1024 + " KiB" : String.format("%,d MiB", bytes >> 20);
    }
}
