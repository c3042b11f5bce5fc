package org.eclipse.kura.core.configuration.metatype;

/** The type of a {@link Tad}. */
public enum Tscalar {
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
