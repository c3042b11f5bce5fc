package io.tieline.cli.journal;

import com.eclipsesource.json.WriterConfig;
import io.tieline.cli.bill.TariffFiles;
import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.control.Decision;
import io.tieline.control.replay.Recorded;
import io.tieline.control.replay.Replay;
import io.tieline.control.replay.TapeException;
import io.tieline.control.replay.TapeReader;
import io.tieline.control.replay.WhatIf;
import io.tieline.control.settings.WindowSettings;
import io.tieline.gateway.objective.OtherSettings;
import io.tieline.journal.JournalFile;
import io.tieline.tariff.Tariff;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Makes the recorded decisions again and says whether they are the same to the bit; with --config,"
                + " what other settings would have made of the same load, grid and plant.",
        footer =
                "With --config the batteries are simulated as soon as a setpoint differs: what they would have given, their"
                        + " state of charge and the grid meter follow from the record and the difference.")
final class JournalReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private JournalCommand journal;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The gateway's data directory, instead of --data.")
    private @Nullable Path directory;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "For instance 2026-03-01T00:00:00Z; default: the first.")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", paramLabel = "TIME", description = "The first moment after it; default: all.")
    private Instant to = Instant.ofEpochMilli(Long.MAX_VALUE);

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Forms as in conf/gateway.yaml: peak-shaving, backup-reserve, site-limits, energy-price. Each"
                    + " one given replaces what was in force.")
    private @Nullable Path config;

    @Option(names = "--tariff", paramLabel = "FILE|ID", description = "With --config: also compares the bill by it.")
    private @Nullable String tariff;

    @Option(names = "--json", description = "For machines.")
    private boolean json;

    private final ReplayCount count = new ReplayCount();
    private final List<String> problems = new ArrayList<>();

    @Override
    public Integer call() {
        Path file = config;
        if (tariff != null && file == null) {
            throw new ParameterException(
                    spec.commandLine(), "--tariff compares the bills of two settings; give the others with --config.");
        }
        Tariff billed = tariff == null ? null : TariffFiles.find(tariff);
        Map<String, Map<String, Object>> forms = file == null ? Map.of() : ConfigurationForms.read(file);
        TapeReader reader = new TapeReader(OtherSettings::hours);
        Replaying replaying = new Replaying(reader, file == null ? null : forms);
        try (JournalFile record = directory == null ? journal.open() : JournalCommand.open(directory)) {
            record.tape(from.toEpochMilli(), to.toEpochMilli(), replaying::frame);
            problems.addAll(record.damages());
        }
        return report(file != null, billed);
    }

    private int report(boolean whatIf, @Nullable Tariff billed) {
        problems.forEach(spec.commandLine().getErr()::println);
        if (count.isEmpty()) {
            throw new CliException(
                    "There are no decisions on the record in this time; they are kept for as long as a quarter"
                            + " of the disk budget lasts.");
        }
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(count.json(billed).toString(WriterConfig.PRETTY_PRINT));
        } else {
            count.print(out, billed);
        }
        out.println(count.result());
        return problems.isEmpty() && (whatIf || count.isSame()) ? Exit.OK : Exit.PROBLEM;
    }

    /** One decision after the other. */
    private final class Replaying {
        private final TapeReader reader;
        private final Replay replay;
        private final @Nullable WhatIf whatIf;
        private @Nullable WindowSettings window;
        private long utcMillis;

        Replaying(TapeReader reader, @Nullable Map<String, Map<String, Object>> forms) {
            this.reader = reader;
            this.replay = new Replay(reader);
            this.whatIf =
                    forms == null ? null : new WhatIf(settings -> OtherSettings.apply(forms, utcMillis, settings));
        }

        void frame(byte[] frame) {
            try {
                Recorded recorded = reader.read(frame);
                utcMillis = recorded.utcMillis();
                decide(recorded);
            } catch (TapeException e) {
                String problem = String.valueOf(e.getMessage());
                if (!problems.contains(problem)) {
                    problems.add(problem);
                }
            } catch (IllegalArgumentException e) {
                throw new CliException(String.valueOf(e.getMessage()));
            }
        }

        private void decide(Recorded recorded) {
            Replay.Again again = replay.next(recorded);
            WindowSettings billed =
                    recorded.begin().map(begin -> begin.settings().window()).orElse(window);
            window = billed;
            boolean counts = utcMillis >= from.toEpochMilli() && utcMillis < to.toEpochMilli();
            if (whatIf == null) {
                if (counts) {
                    count.again(recorded, again);
                }
                return;
            }
            Decision other = whatIf.next(recorded, again.decision()).decision();
            if (counts && billed != null) {
                count.other(recorded, again.decision(), other, billed);
            }
        }
    }
}
