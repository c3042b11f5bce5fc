package io.tieline.cli.journal;

import io.tieline.cli.outcome.Exit;
import io.tieline.cli.samples.CsvSamples;
import io.tieline.cli.samples.ParquetSamples;
import io.tieline.cli.samples.SampleFile;
import io.tieline.journal.JournalFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes samples to a file: every sample as it was recorded, or with --step a table of aligned"
                + " values.")
final class JournalExportCommand implements Callable<Integer> {

    /** More rows than this are a mistake rather than a table. */
    private static final long MOST_STEPS = 10_000_000;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private JournalCommand journal;

    @Option(names = "--from", required = true, paramLabel = "TIME", description = "For instance 2026-03-01T00:00:00Z.")
    private Instant from;

    @Option(names = "--to", required = true, paramLabel = "TIME", description = "The first moment after it.")
    private Instant to;

    @Option(
            names = "--points",
            split = ",",
            paramLabel = "POINT",
            description = "Such as cab-07/battery.soc; * stands for anything. Default: all.",
            defaultValue = "*")
    private List<String> points;

    @Option(
            names = "--format",
            description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.",
            defaultValue = "CSV")
    private Format format;

    @Option(
            names = "--step",
            paramLabel = "SECONDS",
            description = "One row every so many seconds with the value each point then had.")
    private @Nullable Integer step;

    @Option(names = "--output", paramLabel = "FILE", description = "Default: standard output.")
    private @Nullable Path output;

    /** The formats of an export. */
    enum Format {
        CSV,
        PARQUET
    }

    @Override
    public Integer call() throws IOException {
        if (!from.isBefore(to)) {
            throw new ParameterException(spec.commandLine(), "--to must be after --from");
        }
        try (JournalFile file = journal.open();
                SampleFile written = written()) {
            List<String> chosen = ChosenPoints.of(points, file.points());
            if (step == null) {
                written.samples(file, chosen, from.toEpochMilli(), to.toEpochMilli());
            } else {
                written.aligned(file.aligned(chosen, from.toEpochMilli(), to.toEpochMilli(), steps(step)));
            }
            file.damages().forEach(spec.commandLine().getErr()::println);
            return file.damages().isEmpty() ? Exit.OK : Exit.PROBLEM;
        }
    }

    private SampleFile written() throws IOException {
        Path file = output;
        if (format == Format.CSV) {
            return CsvSamples.to(file, spec.commandLine().getOut());
        }
        if (file == null) {
            throw new ParameterException(spec.commandLine(), "--format PARQUET needs --output FILE");
        }
        return new ParquetSamples(file);
    }

    private int steps(int seconds) {
        long steps = seconds < 1 ? 0 : Duration.between(from, to).toSeconds() / seconds;
        if (steps < 1 || steps > MOST_STEPS) {
            throw new ParameterException(
                    spec.commandLine(), "--step: choose it so that the range has 1 to " + MOST_STEPS + " of it");
        }
        return (int) steps;
    }
}
