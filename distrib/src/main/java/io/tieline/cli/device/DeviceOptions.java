package io.tieline.cli.device;

import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.Protocol;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command takes that looks at one device. */
final class DeviceOptions {

    @Option(
            names = {"-o", "--option"},
            paramLabel = "NAME=VALUE",
            description = "Of the protocol, for instance community=public.")
    private Map<String, String> options = Map.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Of a gateway, to use its OPC UA keys and the servers it trusts.")
    private @Nullable Path data;

    @Option(names = "--json", description = "For machines: one JSON object.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Of the protocol, by name. */
    Map<String, String> protocolOptions() {
        return options;
    }

    /** Opens the protocol of an address; the caller closes it. */
    Protocol protocol(URI uri, ProfileLibrary library) throws IOException {
        Protocols.refuseUnknown(options.keySet(), uri);
        return Protocols.of(uri, library, Optional.ofNullable(data));
    }
}
