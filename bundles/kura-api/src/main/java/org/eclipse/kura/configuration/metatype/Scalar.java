package org.eclipse.kura.configuration.metatype;

/** The type of an attribute. */
public enum Scalar {
    STRING,
    LONG,
    DOUBLE,
    FLOAT,
    INTEGER,
    BYTE,
    CHAR,
    BOOLEAN,
    SHORT,
    PASSWORD
}
