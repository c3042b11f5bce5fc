package io.tieline.rig;

import io.tieline.rig.accept.ModbusAcceptance;
import io.tieline.rig.accept.OpcUaAcceptance;
import io.tieline.rig.accept.SnmpAcceptance;
import io.tieline.rig.accept.kura.KuraAcceptance;
import io.tieline.rig.accept.sparkplug.SparkplugAcceptance;
import io.tieline.rig.accept.update.UpdateAcceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** `rig accept`. */
@Command(
        name = "accept",
        description =
                "Reads recordings of real devices, or an independent peer, through the real drivers and compares.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "snmp|modbus|opcua|sparkplug|kura|update",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:enough is right", "1:not enough is right", "2:wrong use, or the suite cannot be run"})
final class AcceptCommand {

    private static final String DATA = "The test data folder, or the part of it the suite needs.";

    @Command(name = "snmp", description = "Recorded SNMP devices, served by snmpsim.", mixinStandardHelpOptions = true)
    int snmp(
            @Option(names = "--data", paramLabel = "DIR", required = true, description = DATA) Path data,
            @Option(names = "--profiles", paramLabel = "DIR", description = "A folder with more profiles.") @Nullable
                    Path profiles,
            @Option(names = "--kind", paramLabel = "KIND", description = "Only these folders of recordings.") @Nullable
                    List<String> kinds,
            @Option(names = "--json", description = "Machine output.") boolean json) {
        return SnmpAcceptance.run(
                data, Optional.ofNullable(profiles), kinds == null ? List.of() : kinds, json, System.out);
    }

    @Command(name = "modbus", description = "Register images of real Modbus devices.", mixinStandardHelpOptions = true)
    int modbus(
            @Option(names = "--data", paramLabel = "DIR", required = true, description = DATA) Path data,
            @Option(names = "--json", description = "Machine output.") boolean json) {
        return ModbusAcceptance.run(data, json, System.out);
    }

    @Command(
            name = "opcua",
            description = "A server made with node-opcua, brought from npm when first needed.",
            mixinStandardHelpOptions = true)
    int opcua(
            @Option(
                            names = "--work",
                            paramLabel = "DIR",
                            required = true,
                            description = "Where node-opcua is, or is put.")
                    Path work) {
        return OpcUaAcceptance.run(work, System.out);
    }

    @Command(
            name = "sparkplug",
            description = "Every statement of Sparkplug 3.0 on edge nodes, judged from what ours sends to mosquitto.",
            mixinStandardHelpOptions = true)
    int sparkplug(@Option(names = "--json", description = "Machine output.") boolean json) {
        return SparkplugAcceptance.run(json, System.out);
    }

    @Command(
            name = "kura",
            description = "The packages for Eclipse Kura: every rule of real Kura, and their life on a double of it.",
            mixinStandardHelpOptions = true)
    int kura(
            @Option(
                            names = "--dp",
                            paramLabel = "FILE",
                            description = "The deployment package; default: the one built here.")
                    @Nullable
                    Path deployment,
            @Option(
                            names = "--deb",
                            paramLabel = "FILE",
                            description = "The add-on for Kura 6; default: the one built here.")
                    @Nullable
                    Path debian,
            @Option(names = "--json", description = "Machine output.") boolean json)
            throws IOException {
        Path judged = deployment == null ? Checkout.built("features", "tieline-", ".dp") : deployment;
        if (deployment == null && Files.exists(judged)) {
            Optional<Path> changed = Checkout.bundleChangedSince(judged);
            if (changed.isPresent()) {
                System.err.println(judged + " does not hold " + changed.get() + " as it is now; build it with: mvn -q"
                        + " -pl features -am package -DskipTests");
                return 2;
            }
        }
        KuraAcceptance.Built built = new KuraAcceptance.Built(
                judged,
                debian == null ? Checkout.built("features", "kura-tieline-", ".deb") : debian,
                Checkout.folder().resolve("test-rig/target/kura"));
        return KuraAcceptance.run(built, Files.createTempDirectory("accept-kura"), json, System.out);
    }

    @Command(
            name = "update",
            description = "Updates of the built product on a simulated site, with everything that can go wrong.",
            mixinStandardHelpOptions = true)
    int update(
            @Option(
                            names = "--work",
                            paramLabel = "DIR",
                            description = "Where the cases leave their files; emptied. Default: a new folder.")
                    @Nullable
                    Path work,
            @Option(
                            names = "--changeovers",
                            paramLabel = "N",
                            description = "The most cases in which a release comes in; default: ${DEFAULT-VALUE}.",
                            defaultValue = "100")
                    int changeovers,
            @Option(names = "--seed", defaultValue = "1") long seed)
            throws IOException {
        Path folder = work == null ? Files.createTempDirectory("accept-update") : work;
        return UpdateAcceptance.run(Checkout.product(), folder, changeovers, seed, System.out);
    }
}
