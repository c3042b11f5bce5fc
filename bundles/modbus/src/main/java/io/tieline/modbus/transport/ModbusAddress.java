package io.tieline.modbus.transport;

import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * A unit and the place it is reached at.
 *
 * <ul>
 *   <li>{@code modbus://host:502/unit}
 *   <li>{@code modbus+tls://host:802/unit}, also {@code modbuss:}
 *   <li>{@code modbus+rtu://host:port/unit}, serial frames within TCP
 *   <li>{@code modbus+udp://host:502/unit}
 *   <li>{@code modbus+serial:///dev/ttyUSB0?unit=7&baud=19200&parity=even&stop=1}
 * </ul>
 */
public record ModbusAddress(Place place, int unit) {

    static final String TCP = "modbus";
    static final String TLS = "modbus+tls";
    static final String SECURE = "modbuss";
    static final String RTU = "modbus+rtu";
    static final String UDP = "modbus+udp";
    static final String SERIAL = "modbus+serial";
    public static final Set<String> SCHEMES = Set.of(TCP, TLS, SECURE, RTU, UDP, SERIAL);

    private static final int PORT = 502;
    private static final int SECURE_PORT = 802;
    private static final int DEFAULT_UNIT = 1;
    private static final int MOST_UNIT = 255;

    /** The options that reaching a place of a scheme takes. */
    public static Set<String> options(String scheme) {
        return scheme.equals(TLS) || scheme.equals(SECURE) ? TlsOptions.KNOWN : Set.of();
    }

    /** For places that need no options. */
    public static ModbusAddress of(URI uri) throws DeviceException {
        return of(uri, Map.of());
    }

    /** @param options those of {@link TlsOptions} are looked at, others left alone */
    public static ModbusAddress of(URI uri, Map<String, String> options) throws DeviceException {
        String scheme = String.valueOf(uri.getScheme());
        if (scheme.equals(SERIAL)) {
            return SerialAddress.of(uri);
        }
        Place place =
                switch (scheme) {
                    case TCP -> new Place.Tcp(endpoint(uri, PORT));
                    case TLS, SECURE -> new Place.Tls(endpoint(uri, SECURE_PORT), TlsOptions.of(options));
                    case RTU -> new Place.RtuOverTcp(endpoint(uri, PORT));
                    case UDP -> new Place.Udp(endpoint(uri, PORT));
                    default -> throw wrong(uri, "has no scheme of Modbus");
                };
        String path = uri.getPath() == null ? "" : uri.getPath();
        return new ModbusAddress(place, unit(uri, path.startsWith("/") ? path.substring(1) : path));
    }

    private static Endpoint endpoint(URI uri, int defaultPort) throws DeviceException {
        String host = uri.getHost();
        if (host == null) {
            throw wrong(uri, "names no host");
        }
        return new Endpoint(host.replace("[", "").replace("]", ""), uri.getPort() < 0 ? defaultPort : uri.getPort());
    }

    static int unit(URI uri, String text) throws DeviceException {
        try {
            int number = text.isEmpty() ? DEFAULT_UNIT : Integer.parseInt(text);
            if (number >= 0 && number <= MOST_UNIT) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(uri, "names the unit '" + text + "', which is no number");
        }
        throw wrong(uri, "names unit " + text + ", units are 0 to 255");
    }

    private static DeviceException wrong(URI uri, String what) {
        return wrong(uri, what, uri.getScheme() + "://host:port/unit");
    }

    static DeviceException wrong(URI uri, String what, String form) {
        return new DeviceException(new DeviceFault(
                DeviceFault.Kind.UNRECOGNISED, "the uri " + uri + " " + what + ": write it as " + form));
    }
}
