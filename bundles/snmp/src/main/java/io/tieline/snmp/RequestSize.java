package io.tieline.snmp;

/**
 * How many objects one agent is asked for at once. Learned, because agents do not tell: some say that it is too much,
 * some leave objects out, the worst say nothing at all.
 */
final class RequestSize {

    /** Any agent manages this; RFC 3417 section 3.2.1 has every one take 484 bytes. */
    private static final int SAFE = 8;
    /** A larger answer is cut into fragments on its way, and one lost fragment loses all: Ethernet less our envelope. */
    private static final int MOST_BYTES = 1300;

    private int now;
    private int most;
    /** As many have come back at once. */
    private int proved;

    private boolean limitKnown;

    RequestSize(int most) {
        this.most = Math.max(1, most);
        this.now = Math.min(SAFE, this.most);
    }

    /** Objects for the next request, at least 1. */
    synchronized int now() {
        return now;
    }

    /** What the profile knows of the agent. */
    synchronized void atMost(int limit) {
        most = Math.max(1, Math.min(most, limit));
        now = Math.min(now, most);
        proved = Math.min(proved, most);
    }

    /** Whether a full answer would teach more. */
    synchronized boolean isLearning() {
        return now < most || proved < now;
    }

    /** All came back, in an answer of so many bytes. */
    synchronized void answered(int asked, int bytes) {
        proved = Math.max(proved, Math.min(asked, most));
        if (asked >= now && now < most) {
            int next = limitKnown ? now + (most - now + 1) / 2 : Math.min(most, 2 * now);
            int fitting = (int) ((long) asked * MOST_BYTES / Math.max(1, bytes));
            now = Math.max(now, Math.min(next, fitting));
        }
    }

    /**
     * Fewer came back than were asked for: the answer was cut off, or the agent leaves out what it does not have.
     *
     * @param cutOff what came is what was asked for first
     * @return how many to ask for next, in order to find out
     */
    synchronized int partly(int asked, int came, boolean cutOff) {
        if (came > 0 && cutOff && asked > proved) {
            limitKnown = true;
            most = Math.min(most, came);
            now = Math.min(now, most);
            proved = Math.min(proved, most);
            return Integer.MAX_VALUE;
        }
        if (came == 0 && asked > proved) {
            tooMuch(asked);
            return Integer.MAX_VALUE;
        }
        return came == 0 ? Math.max(1, asked / 2) : 1;
    }

    /** The agent said it was too much. */
    synchronized void tooMuch(int asked) {
        most = Math.max(1, Math.min(most, asked - 1));
        limitKnown = true;
        proved = Math.min(proved, most);
        now = Math.max(1, Math.min(asked / 2, most));
    }

    /**
     * Nothing came back.
     *
     * @return whether it may have been because of the size, so that a smaller request is worth a try
     */
    synchronized boolean silent(int asked) {
        if (asked <= Math.max(1, proved) || proved == 0) {
            return false;
        }
        int works = proved;
        tooMuch(asked);
        now = Math.min(works, most);
        return true;
    }
}
