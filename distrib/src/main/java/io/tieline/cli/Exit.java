package io.tieline.cli;

/** Exit codes, the same for every command. */
final class Exit {

    static final int OK = 0;
    /** The command ran and found a problem. */
    static final int PROBLEM = 1;
    /** The command was used wrongly. */
    static final int USAGE = 2;

    private Exit() {}
}
