package io.tieline.journal;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import java.sql.SQLException;
import java.util.Collection;

/** Keeps the record within its disk budget: the oldest sample blocks go, events stay. For the writer's thread only. */
final class Retention {

    /** Parts of all blocks: one of them goes per round, so many rounds may delay the writer in one go. */
    private static final int PARTS = 100;

    private static final int ROUNDS = 10;

    private final long maximumBytes;
    private final AlarmBoard alarms;

    Retention(long maximumBytes, AlarmBoard alarms) {
        this.maximumBytes = maximumBytes;
        this.alarms = alarms;
    }

    /** Makes room where needed; returns the bytes in use. */
    long apply(Store store, Collection<Acknowledged> cursors) throws SQLException {
        long used = store.usedBytes();
        if (used <= maximumBytes) {
            if (used < maximumBytes / 10 * 8) {
                alarms.clear(Journal.SOURCE, "journal.budget");
            }
            return used;
        }
        int atOnce = (int) Math.max(1, store.number("SELECT count(*) FROM block") / PARTS);
        long deletedTo = 0;
        for (int round = 0; round < ROUNDS && used > maximumBytes / 20 * 19; round++) {
            long to = store.deleteOldest(atOnce);
            store.commit();
            if (to == 0) {
                break;
            }
            deletedTo = to;
            used = store.usedBytes();
        }
        raise(deletedTo, cursors);
        return used;
    }

    private void raise(long deletedTo, Collection<Acknowledged> cursors) {
        boolean unread = cursors.stream().anyMatch(cursor -> cursor.position() < deletedTo);
        alarms.raise(
                Journal.SOURCE,
                "journal.budget",
                unread ? Severity.MAJOR : Severity.MINOR,
                "The disk budget of " + (maximumBytes >> 20) + " MiB is used up, the oldest samples are deleted"
                        + (unread ? " before every reader had them" : "")
                        + ": raise journal.maximumBytes or restore the uplink; events are kept");
    }
}
