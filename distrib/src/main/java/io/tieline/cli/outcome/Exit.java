package io.tieline.cli.outcome;

/** Exit codes, the same for every command. */
public final class Exit {

    public static final int OK = 0;
    /** The command ran and found a problem. */
    public static final int PROBLEM = 1;
    /** The command was used wrongly. */
    public static final int USAGE = 2;

    private Exit() {}
}
