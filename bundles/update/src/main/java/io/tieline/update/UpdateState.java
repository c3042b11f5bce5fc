package io.tieline.update;

/**
 * Where an update stands; survives restarts.
 *
 * @param version of the package it is about; empty while IDLE
 * @param counter of that package
 * @param highestCounter of all packages ever confirmed: nothing older is accepted
 * @param reason why it was reverted, in words an operator reads; else empty
 */
public record UpdateState(Phase phase, String version, long counter, long highestCounter, String reason) {

    static final UpdateState NONE = new UpdateState(Phase.IDLE, "", 0, 0, "");

    /** The steps of an update. */
    public enum Phase {
        IDLE,
        /** Checked and kept, not installed yet. */
        STAGED,
        /** Being installed; a restart now means half of it may be there, so it is taken back. */
        INSTALLING,
        /** Installed, takes effect with the next start. */
        INSTALLED,
        /** Runs and has to prove itself; a restart now counts as failure. */
        PROBATION,
        /** The version before is being restored; tried again until it works. */
        REVERTING,
        CONFIRMED,
        REVERTED
    }

    UpdateState to(Phase next) {
        return new UpdateState(next, version, counter, highestCounter, reason);
    }

    UpdateState because(Phase next, String why) {
        return new UpdateState(next, version, counter, highestCounter, why);
    }

    /** Whether another package may be staged. */
    public boolean isSettled() {
        return switch (phase) {
            case IDLE, STAGED, CONFIRMED, REVERTED -> true;
            case INSTALLING, INSTALLED, PROBATION, REVERTING -> false;
        };
    }
}
