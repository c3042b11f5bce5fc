package io.tieline.modbus.unit;

import io.tieline.model.Quality;
import io.tieline.southbound.DeviceFault;
import java.util.Optional;

/** What an exception code says (V1.1b3, chapter 7). */
public final class Refusal {

    static final int ILLEGAL_FUNCTION = 1;
    public static final int ILLEGAL_ADDRESS = 2;
    static final int ILLEGAL_VALUE = 3;
    private static final int GATEWAY_NO_PATH = 10;
    private static final int GATEWAY_NO_ANSWER = 11;

    private Refusal() {}

    /** 1 … 3 are answers about the value asked for; all others are about the device's present state. */
    static Quality quality(int code) {
        return code >= ILLEGAL_FUNCTION && code <= ILLEGAL_VALUE ? Quality.BAD_NOT_SUPPORTED : Quality.BAD_DEVICE_FAULT;
    }

    /** Codes with which a gateway in front of the device says that there is no device. */
    public static Optional<DeviceFault> fault(int code, int unit) {
        return switch (code) {
            case GATEWAY_NO_PATH ->
                Optional.of(new DeviceFault(
                        DeviceFault.Kind.NO_CONNECTION,
                        "the Modbus gateway has no path to unit " + unit + ": check the unit number and its wiring"));
            case GATEWAY_NO_ANSWER ->
                Optional.of(new DeviceFault(
                        DeviceFault.Kind.TIMEOUT,
                        "unit " + unit + " behind the Modbus gateway does not answer: check its power and its bus"));
            default -> Optional.empty();
        };
    }

    public static String text(int code) {
        return switch (code) {
            case 1 -> "illegal function (exception 1)";
            case 2 -> "illegal address (exception 2)";
            case 3 -> "illegal value (exception 3)";
            case 4 -> "device failure (exception 4)";
            case 5 -> "accepted, still working (exception 5)";
            case 6 -> "busy (exception 6)";
            case 8 -> "memory error (exception 8)";
            case 10 -> "gateway has no path (exception 10)";
            case 11 -> "no answer behind the gateway (exception 11)";
            default -> "exception " + code;
        };
    }
}
