package io.tieline.rig.virtual;

/** How a simulated device answers. */
public enum Manner {
    OK,
    /** Nothing answers. */
    SILENT,
    /** It answers long after the timeout. */
    SLOW,
    /** Half of its exchanges are refused. */
    REFUSES_HALF,
    /** It answers numbers that mean nothing. */
    GARBAGE,
    /** It answers at once, and always the same. */
    FROZEN
}
