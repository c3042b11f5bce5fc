package io.tieline.cli.device;

import io.tieline.cli.outcome.CliException;
import io.tieline.modbus.ModbusProtocol;
import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import io.tieline.opcua.OpcUaProtocol;
import io.tieline.profile.ProfileLibrary;
import io.tieline.snmp.SnmpProtocol;
import io.tieline.southbound.Protocol;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The wire protocol that an address asks for. */
public final class Protocols {

    /** Their schemes, each with the options a device may have there. */
    public static final List<Map<String, Set<String>>> OPTIONS =
            List.of(ModbusProtocol.OPTIONS, SnmpProtocol.OPTIONS, OpcUaProtocol.OPTIONS);

    private Protocols() {}

    /** Where a gateway keeps its OPC UA keys and whom it trusts. */
    public static Path keys(Path data) {
        return data.resolve("opcua");
    }

    /** @throws CliException if the protocol of an address has no option of such a name */
    static void refuseUnknown(Set<String> options, URI uri) {
        String scheme = scheme(uri);
        for (Map<String, Set<String>> protocol : OPTIONS) {
            Set<String> known = protocol.getOrDefault(scheme, options);
            for (String option : options) {
                if (!known.contains(option)) {
                    throw new CliException("unknown option " + option + " of " + scheme + "://; use one of "
                            + String.join(", ", new TreeSet<>(known)));
                }
            }
        }
    }

    private static String scheme(URI uri) {
        return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    }

    /**
     * Opens the protocol of an address; the caller closes it.
     *
     * @param data of a gateway whose OPC UA keys and trust are used; empty: keys of the moment, nobody is trusted
     * @throws CliException if the scheme is none of ours
     */
    static Protocol of(URI uri, ProfileLibrary library, Optional<Path> data) throws IOException {
        SiteClock clock = SiteClock.system();
        String scheme = scheme(uri);
        if (scheme.startsWith("modbus")) {
            return new ModbusProtocol(clock, library);
        }
        return switch (scheme) {
            case "snmp" -> new SnmpProtocol(library, clock);
            case "opc.tcp" -> {
                Path keys = data.isPresent() ? keys(data.get()) : passingKeys();
                yield new OpcUaProtocol(library, keys, clock, new AlarmBoard(clock, event -> {}));
            }
            default ->
                throw new CliException(uri + " has no known protocol; start it with modbus://, snmp:// or opc.tcp://");
        };
    }

    /** A look at a device leaves no keys behind. */
    private static Path passingKeys() throws IOException {
        Path keys = Files.createTempDirectory("tieline-keys");
        keys.toFile().deleteOnExit();
        return keys;
    }
}
