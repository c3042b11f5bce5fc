package io.tieline.cli;

import io.tieline.journal.JournalFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        CSV
    }

    @Override
    public Integer call() throws IOException {
        if (!from.isBefore(to)) {
            throw new ParameterException(spec.commandLine(), "--to must be after --from");
        }
        try (JournalFile file = journal.open();
                CsvSamples csv = CsvSamples.to(output, spec.commandLine().getOut())) {
            List<String> chosen = chosen(file.points());
            if (step == null) {
                csv.samples(file, chosen, from.toEpochMilli(), to.toEpochMilli());
            } else {
                csv.aligned(file.aligned(chosen, from.toEpochMilli(), to.toEpochMilli(), steps(step)));
            }
            file.damages().forEach(spec.commandLine().getErr()::println);
            return file.damages().isEmpty() ? Exit.OK : Exit.PROBLEM;
        }
    }

    private int steps(int seconds) {
        long steps = seconds < 1 ? 0 : Duration.between(from, to).toSeconds() / seconds;
        if (steps < 1 || steps > MOST_STEPS) {
            throw new ParameterException(
                    spec.commandLine(), "--step: choose it so that the range has 1 to " + MOST_STEPS + " of it");
        }
        return (int) steps;
    }

    private List<String> chosen(List<String> known) {
        List<String> chosen = new ArrayList<>();
        for (String wanted : points) {
            Pattern pattern = Pattern.compile(
                    Stream.of(wanted.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            List<String> found = known.stream()
                    .filter(pattern.asMatchPredicate())
                    .filter(point -> !chosen.contains(point))
                    .toList();
            if (found.isEmpty()) {
                throw new CliException("The record has no point " + wanted + "; it has for instance "
                        + String.join(", ", known.stream().limit(5).toList()));
            }
            chosen.addAll(found);
        }
        return chosen;
    }
}
