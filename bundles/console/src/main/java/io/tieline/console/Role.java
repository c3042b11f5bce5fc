package io.tieline.console;

/** What a user of the page may do; each role may also do what the roles before it may. */
public enum Role {
    /** Sees everything, changes nothing. */
    VIEWER,
    /** May also acknowledge and command. */
    OPERATOR;

    boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
