package io.tieline.rig;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a broker, shared by the commands that start one. */
final class BrokerSettings {

    @Option(
            names = "--mqtt-port",
            paramLabel = "N",
            description = "Port of the embedded broker's relay on loopback; 0 (default) takes a free one.")
    private int port;

    @Option(
            names = "--external",
            paramLabel = "URI",
            description = "Only listens at this broker, e.g. tcp://host:1883; no embedded one.")
    private @Nullable String external;

    int port() {
        return port;
    }

    @Nullable
    String external() {
        return external;
    }
}
