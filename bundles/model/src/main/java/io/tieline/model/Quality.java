package io.tieline.model;

/**
 * How far a value may be trusted, and why not further.
 *
 * <p>{@link Level#GOOD} values may steer, {@link Level#UNCERTAIN} values may be shown and used with care, {@link
 * Level#BAD} values carry no number at all.
 */
public enum Quality {
    GOOD(Level.GOOD, "good"),
    /** Older than three poll periods. */
    UNCERTAIN_STALE(Level.UNCERTAIN, "no fresh value for three polls"),
    UNCERTAIN_SUBSTITUTED(Level.UNCERTAIN, "substituted"),
    UNCERTAIN_SENSOR_LIMITED(Level.UNCERTAIN, "sensor at its limit"),
    /** The device has not been asked yet, or has not answered yet. */
    BAD_NEVER_READ(Level.BAD, "never read"),
    /** Older than ten poll periods. */
    BAD_STALE(Level.BAD, "no fresh value for ten polls"),
    BAD_NO_CONNECTION(Level.BAD, "no connection"),
    BAD_TIMEOUT(Level.BAD, "no answer in time"),
    BAD_PROTOCOL(Level.BAD, "the answer breaks the protocol"),
    BAD_DEVICE_FAULT(Level.BAD, "the device reports a fault"),
    BAD_NOT_SUPPORTED(Level.BAD, "the device does not have this value"),
    /** The device's own "not available" number: never shown as a value. */
    BAD_SENTINEL(Level.BAD, "the device says not available"),
    BAD_OUT_OF_RANGE(Level.BAD, "outside the plausible range"),
    BAD_CONFIGURATION(Level.BAD, "configuration");

    /** The three levels of the one model; the same three as OPC UA's status severity. */
    public enum Level {
        GOOD,
        UNCERTAIN,
        BAD
    }

    private static final Quality[] BY_CODE = values();

    private final Level level;
    private final String reason;

    Quality(Level level, String reason) {
        this.level = level;
        this.reason = reason;
    }

    public Level level() {
        return level;
    }

    /** The reason in words an operator reads. */
    public String reason() {
        return reason;
    }

    public boolean isGood() {
        return this == GOOD;
    }

    /** True for good and uncertain values: there is a number. */
    public boolean isUsable() {
        return level != Level.BAD;
    }

    /** The code used in flat arrays and in the journal; stable across versions, new causes are appended. */
    public byte code() {
        return (byte) ordinal();
    }

    /**
     * The quality of a code.
     *
     * @throws IllegalArgumentException if no quality has this code
     */
    public static Quality ofCode(byte code) {
        if (code < 0 || code >= BY_CODE.length) {
            throw new IllegalArgumentException("no quality has code " + code);
        }
        return BY_CODE[code];
    }
}
