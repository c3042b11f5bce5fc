package io.tieline.modbus.register;

/** The patterns with which SunSpec says "not implemented" (Device Information Model Specification V1.2, 5.2). */
public enum Absent {
    NEVER,
    /** uint, enum: all ones. */
    ALL_ONES,
    /** bitfield: where the highest bit is set, all others are to be ignored. */
    TOP_BIT,
    /** int, scale factor: only the sign bit. */
    SIGN_BIT,
    /** Accumulators and texts: nothing yet. */
    ZERO,
    /** float: not a number; that is found when the number is made. */
    NAN;

    public boolean is(long bits, int registers) {
        return switch (this) {
            case NEVER, NAN -> false;
            case ALL_ONES -> bits == -1L >>> 64 - 16 * registers;
            case TOP_BIT -> (bits >>> 16 * registers - 1 & 1) == 1;
            case SIGN_BIT -> bits == 1L << 16 * registers - 1;
            case ZERO -> bits == 0;
        };
    }
}
