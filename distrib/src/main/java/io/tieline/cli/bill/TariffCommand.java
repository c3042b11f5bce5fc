package io.tieline.cli.bill;

import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.file.TariffLibrary;
import io.tieline.tariff.terms.CompiledTariff;
import io.tieline.tariff.terms.ShavingTerms;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "tariff", mixinStandardHelpOptions = true, description = "The tariffs this gateway can bill by.")
public final class TariffCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All shipped tariffs, one line each.")
    int list() {
        for (Tariff tariff : TariffLibrary.all()) {
            spec.commandLine().getOut().printf("%-24s %s  %s%n", tariff.id(), tariff.currency(), tariff.title());
        }
        return Exit.OK;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "The file of a shipped tariff: copy it and put the figures of the contract into it.")
    int show(@Parameters(paramLabel = "ID", description = "Its id, see tariff list.") String id) {
        spec.commandLine()
                .getOut()
                .print(TariffLibrary.text(id)
                        .orElseThrow(
                                () -> new CliException("There is no tariff " + id + "; see: tieline tariff list")));
        spec.commandLine().getOut().flush();
        return Exit.OK;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Check a tariff file: every error with line, column and what to do.")
    int check(@Parameters(paramLabel = "FILE", description = "The tariff file.") String file) {
        Tariff tariff = TariffFiles.find(file);
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: %s; %d components; %s%n",
                        tariff.id(), tariff.title(), tariff.components().size(), aim(tariff));
        return Exit.OK;
    }

    private static String aim(Tariff tariff) {
        Optional<ShavingTerms> aim =
                new CompiledTariff(tariff, Tariff.MAIN_METER, CompiledTariff.DATA_CENTER_HOURS).shaving(Instant.now());
        return aim.map(terms -> String.format(
                        Locale.ROOT,
                        "peak shaving is about %s (%s, %d min windows), %.2f %s a year for one unit of demand",
                        terms.component(),
                        terms.objective().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        terms.window().lengthSeconds() / 60,
                        terms.annualPrice(),
                        tariff.currency()))
                .orElse("no demand is billed");
    }
}
