package io.tieline.cli.journal;

import io.tieline.cli.outcome.Exit;
import io.tieline.journal.JournalFile;
import io.tieline.journal.JsonLines;
import io.tieline.journal.RecordedEvent;
import io.tieline.model.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description =
                "Writes decisions, commands, alarms and changes, oldest first, each a line of JSON: what happened, the"
                        + " sentence that explains it, and the facts behind it. A decision names every claim, which one bound"
                        + " and why.")
final class JournalEventsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private JournalCommand journal;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "For instance 2026-03-01T00:00:00Z; default: the first.")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", paramLabel = "TIME", description = "The first moment after it; default: all.")
    private Instant to = Instant.ofEpochMilli(Long.MAX_VALUE);

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            description = "${COMPLETION-CANDIDATES}; default: all.")
    private Set<Event.Kind> kinds = EnumSet.noneOf(Event.Kind.class);

    @Option(names = "--output", paramLabel = "FILE", description = "Default: standard output.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        try (JournalFile file = journal.open()) {
            Path into = output;
            if (into == null) {
                write(file, spec.commandLine().getOut());
            } else {
                try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(into, StandardCharsets.UTF_8))) {
                    write(file, out);
                }
            }
        }
        return Exit.OK;
    }

    private void write(JournalFile file, PrintWriter out) {
        List<RecordedEvent> found =
                file.events(from.toEpochMilli(), to.toEpochMilli(), Integer.MAX_VALUE, kinds, Set.of());
        Collections.reverse(found);
        found.forEach(event -> out.println(JsonLines.line(event)));
        out.flush();
    }
}
