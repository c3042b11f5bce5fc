package io.tieline.journal;

import io.tieline.journal.block.DamagedBlockException;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Merges blocks, a little in every round, so that an event never waits long for the disk. For the writer's thread only.
 */
final class Upkeep {

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** So many merged blocks become one of the top level. */
    private static final int TOP = 15;

    private final int mergedRounds;
    private final AlarmBoard alarms;
    private final Collection<Acknowledged> cursors;
    private final Lock layout;
    private final SiteClock realTime;
    private final BooleanSupplier awaited;
    private final Digests digests = new Digests();

    /** Positions at the end of recent rounds, in a circle: readers of live data have passed the oldest by now. */
    private final long[] recentHeads;

    private long rounds;
    private final long[] dueRound = new long[Compaction.TOP_LEVEL];
    private final long[] mergeBefore = new long[Compaction.TOP_LEVEL];
    private @Nullable Compaction running;

    /**
     * @param mergedRounds see {@link JournalSettings#mergedRounds()}
     * @param layout held while records change their order
     * @param awaited whether somebody waits for the disk
     */
    Upkeep(
            int mergedRounds,
            AlarmBoard alarms,
            Collection<Acknowledged> cursors,
            Lock layout,
            SiteClock realTime,
            BooleanSupplier awaited) {
        this.mergedRounds = mergedRounds;
        this.alarms = alarms;
        this.cursors = cursors;
        this.layout = layout;
        this.realTime = realTime;
        this.awaited = awaited;
        recentHeads = new long[Math.max(1, mergedRounds / 6)];
        dueRound[0] = mergedRounds;
        dueRound[1] = (long) mergedRounds * TOP + 1;
    }

    /** After the file was closed: what was being prepared is void. */
    void abandon() {
        running = null;
    }

    /** After blocks were written. */
    void round(long head) {
        int place = (int) (rounds++ % recentHeads.length);
        long settled = recentHeads[place];
        recentHeads[place] = head;
        for (int level = 0; level < dueRound.length; level++) {
            if (rounds >= dueRound[level]) {
                dueRound[level] = rounds + (level == 0 ? mergedRounds : (long) mergedRounds * TOP);
                mergeBefore[level] = settled;
            }
        }
    }

    /**
     * Works for a tenth of a second at most and until somebody waits, but for the last step of a merge.
     *
     * @return how many blocks there are less than before
     */
    int work(Store store) throws SQLException {
        int saved = 0;
        long until = realTime.monotonicNanos() + SLICE_NANOS;
        do {
            Compaction merge = running == null ? begin(store) : running;
            running = merge;
            try {
                if (merge == null) {
                    if (!digests.step(store)) {
                        return saved;
                    }
                } else if (!merge.step(store)) {
                    running = null;
                    saved += finish(merge, store);
                }
            } catch (DamagedBlockException e) {
                running = null;
                store.commit();
                alarms.raise(
                        Journal.SOURCE,
                        "journal.damaged",
                        Severity.MAJOR,
                        "Part of the journal is damaged: " + e.getMessage()
                                + ". Check the disk; what else is recorded stays readable");
            }
        } while (realTime.monotonicNanos() - until < 0 && !awaited.getAsBoolean());
        return saved;
    }

    private @Nullable Compaction begin(Store store) throws SQLException {
        for (int level = 0; level < mergeBefore.length; level++) {
            while (mergeBefore[level] > 0 && Compaction.isPending(store, level, mergeBefore[level])) {
                Optional<Compaction> next = Compaction.next(store, level, mergeBefore[level], cursors);
                if (next.isPresent()) {
                    return next.get();
                }
                store.commit();
            }
            mergeBefore[level] = 0;
        }
        return null;
    }

    /** How many blocks there are less. */
    private int finish(Compaction merge, Store store) throws SQLException {
        layout.lock();
        try {
            if (!merge.apply(store, cursors)) {
                return 0;
            }
            store.commit();
            digests.summed(merge.summed());
            return merge.saved();
        } finally {
            layout.unlock();
        }
    }
}
