package io.tieline.rig;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** `test-rig/rig`: the engineers' command. */
@Command(
        name = "rig",
        description = "The simulated site, the broker and the acceptance suites.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SiteCommand.class, BrokerCommand.class, DemoSiteCommand.class, AcceptCommand.class})
public final class Rig {

    private Rig() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Rig()).execute(args));
    }
}
