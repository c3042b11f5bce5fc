package io.tieline.model;

/** How a command ended. */
public sealed interface CommandResult {

    /**
     * The device took it and says so itself.
     *
     * @param readBack the value read back from the device, in the unit of the argument
     */
    record Confirmed(double readBack) implements CommandResult {}

    /**
     * It was not done.
     *
     * @param why with what the user can do
     */
    record Refused(String why) implements CommandResult {}

    /** Nobody knows whether it was done: sent, but not confirmed in time. */
    record TimedOut(String what) implements CommandResult {}
}
