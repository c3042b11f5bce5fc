package io.tieline.southbound;

import io.tieline.model.Device;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A device and how to reach it, as the site description says.
 *
 * @param uri {@code modbus://host:502/1}, {@code snmp://host:161}, {@code opc.tcp://host:4840/path}; the scheme chooses
 *     the protocol
 * @param profile id of a profile, or {@link #AUTO} to recognise the device
 * @param poll how often its fast values are read
 * @param timeout how long one exchange may take
 * @param options of the protocol, by name; never logged, for they may hold secrets
 */
public record DeviceTarget(
        Device device, URI uri, String profile, Duration poll, Duration timeout, Map<String, String> options) {

    /** Recognise the device and choose the profile. */
    public static final String AUTO = "auto";

    public DeviceTarget {
        options = Map.copyOf(options);
    }

    /** Without the options: they may hold secrets. */
    @Override
    public String toString() {
        return device.id() + " at " + uri;
    }
}
