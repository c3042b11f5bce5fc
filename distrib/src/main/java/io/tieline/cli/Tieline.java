package io.tieline.cli;

import io.tieline.cli.bill.BillCommand;
import io.tieline.cli.bill.TariffCommand;
import io.tieline.cli.demo.DemoCommand;
import io.tieline.cli.device.ProfileCommand;
import io.tieline.cli.device.ScanCommand;
import io.tieline.cli.journal.JournalCommand;
import io.tieline.cli.outcome.CliException;
import io.tieline.cli.outcome.Exit;
import io.tieline.cli.settings.SettingsCommand;
import io.tieline.cli.site.CheckCommand;
import io.tieline.cli.site.CommissioningCommand;
import io.tieline.cli.site.RunCommand;
import io.tieline.cli.site.TrustCommand;
import java.time.Instant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry of the {@code tieline} command. */
@Command(
        name = "tieline",
        mixinStandardHelpOptions = true,
        version = "Tieline 0.1.0",
        description = "Edge gateway between battery cabinets and the power infrastructure of AI data centers.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            SettingsCommand.class,
            ScanCommand.class,
            ProfileCommand.class,
            TariffCommand.class,
            BillCommand.class,
            JournalCommand.class,
            TrustCommand.class,
            CommissioningCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a problem was found", "2:wrong use"})
final class Tieline implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(command().execute(arguments));
    }

    static CommandLine command() {
        return new CommandLine(new Tieline())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Instant.class, new Moment())
                .setExecutionExceptionHandler(Tieline::explain);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do; try: tieline demo");
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof CliException expected) {
            command.getErr().println(expected.getMessage());
            return Exit.PROBLEM;
        }
        throw e;
    }
}
