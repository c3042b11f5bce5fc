package io.tieline.modbus;

import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.net.URI;

/** A unit of a Modbus TCP server: {@code modbus://host:port/unit}. */
record ModbusAddress(String host, int port, int unit) {

    private static final int DEFAULT_PORT = 502;
    private static final int DEFAULT_UNIT = 1;

    static ModbusAddress of(URI uri) throws DeviceException {
        String host = uri.getHost();
        if (host == null) {
            throw wrong(uri, "names no host");
        }
        String path = uri.getPath() == null ? "" : uri.getPath();
        String unit = path.startsWith("/") ? path.substring(1) : path;
        try {
            int number = unit.isEmpty() ? DEFAULT_UNIT : Integer.parseInt(unit);
            if (number >= 0 && number <= 255) {
                return new ModbusAddress(
                        host.replace("[", "").replace("]", ""),
                        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                        number);
            }
        } catch (NumberFormatException e) {
            throw wrong(uri, "names the unit '" + unit + "', which is no number");
        }
        throw wrong(uri, "names unit " + unit + ", units are 0 to 255");
    }

    private static DeviceException wrong(URI uri, String what) {
        return new DeviceException(new DeviceFault(
                DeviceFault.Kind.UNRECOGNISED, "the uri " + uri + " " + what + ": write it as modbus://host:502/unit"));
    }

    String place() {
        return host + ":" + port;
    }
}
