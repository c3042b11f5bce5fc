package io.tieline.model;

/** What kind of value a point carries. Every kind but {@link #TEXT} is a {@code double} in the image. */
public enum PointKind {
    /** A measured or computed quantity in {@link PointDefinition#unit()}. */
    MEASUREMENT,
    /** An ever-increasing quantity; a step back is a reset of the device, never a negative difference. */
    COUNTER,
    /** 0 or 1. */
    FLAG,
    /** The position of the state in {@link PointDefinition#states()}. */
    STATE,
    TEXT
}
