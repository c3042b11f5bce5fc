package io.tieline.rig;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** `test-rig/rig`: the engineers' command. */
@Command(
        name = "rig",
        description =
                "The simulated site, the broker, the acceptance suites, the scenarios, the benchmarks and recorded loads.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SiteCommand.class,
            BrokerCommand.class,
            DemoSiteCommand.class,
            AcceptCommand.class,
            BenchCommand.class,
            CaptureCommand.class,
            ScenarioCommand.class
        })
public final class Rig {

    private Rig() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Rig()).execute(args));
    }
}
