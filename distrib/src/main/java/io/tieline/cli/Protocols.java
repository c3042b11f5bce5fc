package io.tieline.cli;

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
import java.util.Locale;
import java.util.Optional;

/** The wire protocol that an address asks for. */
final class Protocols {

    private Protocols() {}

    /** Where a gateway keeps its OPC UA keys and whom it trusts. */
    static Path keys(Path data) {
        return data.resolve("opcua");
    }

    /**
     * Opens the protocol of an address; the caller closes it.
     *
     * @param data of a gateway whose OPC UA keys and trust are used; empty: keys of the moment, nobody is trusted
     * @throws CliException if the scheme is none of ours
     */
    static Protocol of(URI uri, ProfileLibrary library, Optional<Path> data) throws IOException {
        SiteClock clock = SiteClock.system();
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
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
