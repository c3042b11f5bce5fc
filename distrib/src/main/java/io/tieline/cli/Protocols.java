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

/** The wire protocol that an address asks for. */
final class Protocols {

    private Protocols() {}

    /**
     * Opens the protocol of an address; the caller closes it.
     *
     * @throws CliException if the scheme is none of ours
     */
    static Protocol of(URI uri, ProfileLibrary library) throws IOException {
        SiteClock clock = SiteClock.system();
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (scheme.startsWith("modbus")) {
            return new ModbusProtocol(clock, library);
        }
        return switch (scheme) {
            case "snmp" -> new SnmpProtocol(library, clock);
            case "opc.tcp" -> new OpcUaProtocol(library, passingKeys(), clock, new AlarmBoard(clock, event -> {}));
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
