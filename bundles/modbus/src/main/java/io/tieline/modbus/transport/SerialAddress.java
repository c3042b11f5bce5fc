package io.tieline.modbus.transport;

import io.tieline.southbound.DeviceException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the address of a unit on a serial line. What it leaves out is as the standard wants it: 19200 baud, even. */
final class SerialAddress {

    private static final String FORM = "modbus+serial:///dev/ttyUSB0?unit=7&baud=19200&parity=even&stop=1";
    private static final Set<String> KEYS = Set.of("unit", "baud", "parity", "stop");
    private static final int LEAST_BAUD = 300;
    private static final int MOST_BAUD = 1_000_000;

    private SerialAddress() {}

    static ModbusAddress of(URI uri) throws DeviceException {
        String device = uri.getPath();
        if (uri.getAuthority() != null || device == null || device.length() < 2) {
            throw wrong(uri, "names no serial port");
        }
        Map<String, String> query = query(uri);
        String parity = query.getOrDefault("parity", "even");
        String stop = query.getOrDefault("stop", "1");
        if (!Set.of("none", "even", "odd").contains(parity)) {
            throw wrong(uri, "has the parity '" + parity + "', which is none of none, even, odd");
        }
        if (!Set.of("1", "2").contains(stop)) {
            throw wrong(uri, "has '" + stop + "' stop bits instead of 1 or 2");
        }
        SerialLine line = new SerialLine(
                device,
                baud(uri, query.getOrDefault("baud", "19200")),
                SerialLine.Parity.valueOf(parity.toUpperCase(Locale.ROOT)),
                Integer.parseInt(stop));
        return new ModbusAddress(new Place.Serial(line), ModbusAddress.unit(uri, query.getOrDefault("unit", "")));
    }

    private static Map<String, String> query(URI uri) throws DeviceException {
        Map<String, String> values = new HashMap<>();
        String query = uri.getQuery();
        if (query == null) {
            return values;
        }
        for (String part : query.split("&")) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            if (!KEYS.contains(key) || equals < 0) {
                throw wrong(uri, "has '" + part + "' in it, which is none of unit=, baud=, parity=, stop=");
            }
            values.put(key, part.substring(equals + 1));
        }
        return values;
    }

    private static int baud(URI uri, String text) throws DeviceException {
        try {
            int baud = Integer.parseInt(text);
            if (baud >= LEAST_BAUD && baud <= MOST_BAUD) {
                return baud;
            }
        } catch (NumberFormatException e) {
            throw wrong(uri, "has the baud rate '" + text + "', which is no number");
        }
        throw wrong(uri, "has the baud rate " + text + ", which no serial port has");
    }

    private static DeviceException wrong(URI uri, String what) {
        return ModbusAddress.wrong(uri, what, FORM);
    }
}
