package org.eclipse.kura.type;

/** The types a channel can have. */
public enum DataType {
    BOOLEAN,
    BYTE_ARRAY,
    DOUBLE,
    INTEGER,
    LONG,
    FLOAT,
    STRING
}
