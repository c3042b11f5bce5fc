package io.tieline.modbus.framing;

import io.tieline.profile.ModbusPlan.Space;

/** The functions we speak (Modbus Application Protocol V1.1b3, chapter 6). */
public enum Function {
    READ_COILS(1, true),
    READ_DISCRETE_INPUTS(2, true),
    READ_HOLDING_REGISTERS(3, false),
    READ_INPUT_REGISTERS(4, false),
    WRITE_COIL(5, true),
    WRITE_REGISTER(6, false),
    WRITE_COILS(15, true),
    WRITE_REGISTERS(16, false),
    /** With MEI type 14: the texts a device says about itself. */
    READ_IDENTIFICATION(43, false);

    private final int code;
    private final boolean bits;

    Function(int code, boolean bits) {
        this.code = code;
        this.bits = bits;
    }

    public int code() {
        return code;
    }

    /** Coils and discrete inputs travel as bits, eight to a byte. */
    public boolean bits() {
        return bits;
    }

    public boolean reads() {
        return code <= 4;
    }

    /** It changes nothing on the device and may be asked as often as one likes. */
    public boolean asks() {
        return reads() || this == READ_IDENTIFICATION;
    }

    public static Function reading(Space space) {
        return values()[space.readFunction() - 1];
    }
}
