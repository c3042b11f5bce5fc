package io.tieline.rig.virtual;

/** How a simulated device answers. */
public enum Manner {
    OK,
    /** Nothing answers. */
    SILENT,
    /** It answers long after the timeout. */
    SLOW,
    /** Every second exchange is refused. */
    REFUSES_HALF,
    /** It answers numbers that mean nothing. */
    GARBAGE,
    /** It answers at once, and always the same. */
    FROZEN
}
