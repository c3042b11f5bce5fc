package io.tieline.update;

/**
 * Where an update stands; survives restarts.
 *
 * @param version of the release it is about; empty while IDLE
 * @param counter of that release
 * @param highestCounter of all releases ever confirmed: nothing that is not above it is accepted
 * @param starts how often the release was started on probation
 * @param reason why it was reverted, in words an operator reads; else empty
 */
public record UpdateState(Phase phase, String version, long counter, long highestCounter, int starts, String reason) {

    static final UpdateState NONE = new UpdateState(Phase.IDLE, "", 0, 0, 0, "");

    /** The steps of an update. Each is on disk before it is taken. */
    public enum Phase {
        IDLE,
        /** Checked and kept; waits for a safe moment. */
        STAGED,
        /** Configuration and packages are being kept as they are; nothing has changed yet. */
        SNAPSHOT,
        /** Being installed; a restart now means half of it may be there, so it is taken back. */
        INSTALLING,
        /** Installed, takes effect with the next start. */
        INSTALLED,
        /** Runs and has to prove itself. */
        PROBATION,
        /** It has proved itself; what was kept for its return goes. */
        COMMITTING,
        /** The version before is being restored; tried again until it works. */
        REVERTING,
        CONFIRMED,
        REVERTED
    }

    UpdateState to(Phase next) {
        return new UpdateState(next, version, counter, highestCounter, starts, reason);
    }

    UpdateState because(Phase next, String why) {
        return new UpdateState(next, version, counter, highestCounter, starts, why);
    }

    UpdateState startedAgain() {
        return new UpdateState(Phase.PROBATION, version, counter, highestCounter, starts + 1, reason);
    }

    UpdateState confirmed() {
        return new UpdateState(Phase.CONFIRMED, version, counter, Math.max(counter, highestCounter), 0, "");
    }

    /** Whether another release may be staged. */
    public boolean isSettled() {
        return switch (phase) {
            case IDLE, STAGED, CONFIRMED, REVERTED -> true;
            case SNAPSHOT, INSTALLING, INSTALLED, PROBATION, COMMITTING, REVERTING -> false;
        };
    }
}
