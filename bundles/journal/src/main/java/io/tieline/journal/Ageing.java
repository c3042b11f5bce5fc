package io.tieline.journal;

import io.tieline.journal.block.Aspect;
import io.tieline.journal.block.BlockReader;
import io.tieline.journal.block.BlockWriter;
import io.tieline.journal.block.DamagedBlockException;
import io.tieline.journal.block.MergedSamples;
import io.tieline.journal.block.SampleColumns;
import io.tieline.journal.block.StepSums;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import java.sql.SQLException;
import java.util.Collection;
import java.util.concurrent.locks.Lock;

/**
 * Keeps the record within its disk budget. Events and what sums up the samples stay; of what they leave, half is for samples
 * as they were recorded, a quarter for steps of 10 s, the rest for steps of 60 s: only what does not fit there goes, oldest
 * first. For the writer's thread only.
 */
final class Ageing {

    private static final int TEN_SECONDS = 10_000;
    private static final int ONE_MINUTE = 60_000;

    /** Parts of all blocks: one of them becomes coarser, or goes, in one transaction … */
    private static final int PARTS = 500;

    /** … and at most so many blocks, … */
    private static final int AT_ONCE = 50;

    /** … so often in one go, which delays the writer. */
    private static final int ROUNDS = 20;

    private final long maximumBytes;
    private final AlarmBoard alarms;
    private final Lock layout;
    private final BlockWriter blocks = new BlockWriter();
    private final StepSums tenSeconds = new StepSums(TEN_SECONDS);
    private final StepSums oneMinute = new StepSums(ONE_MINUTE);

    /**
     * @param layout held while records change that a reader might be reading
     */
    Ageing(long maximumBytes, AlarmBoard alarms, Lock layout) {
        this.maximumBytes = maximumBytes;
        this.alarms = alarms;
        this.layout = layout;
    }

    /** Makes room where needed; returns the bytes in use. */
    long apply(Store store, Collection<Acknowledged> cursors) throws SQLException {
        long used = store.usedBytes();
        if (used <= maximumBytes) {
            if (used < maximumBytes / 2) {
                alarms.clear(Journal.SOURCE, "journal.budget");
            }
            return used;
        }
        int atOnce = (int) Math.min(AT_ONCE, 1 + store.number("SELECT count(*) FROM block") / PARTS);
        long deletedTo = 0;
        long wanted = maximumBytes / 20 * 19;
        for (int round = 0; round < ROUNDS && used > wanted; round++) {
            layout.lock();
            try {
                if (!age(store, cursors, wanted - used, atOnce)) {
                    deletedTo = Math.max(deletedTo, deleteOldest(store, atOnce));
                }
                store.commit();
            } finally {
                layout.unlock();
            }
            used = store.usedBytes();
        }
        raise(deletedTo, cursors);
        return used;
    }

    /**
     * Makes the oldest blocks of the zone that is too large coarser; false if none is, or none can be.
     *
     * @param free how many bytes all blocks together may grow by, negative: have to shrink by
     */
    private boolean age(Store store, Collection<Acknowledged> cursors, long free, int atOnce) throws SQLException {
        long room = free + store.number("SELECT sum(bytes) FROM block");
        if (bytes(store, 0) > room / 2 && age(store, cursors, 0, TEN_SECONDS, atOnce)) {
            return true;
        }
        return bytes(store, TEN_SECONDS) > room / 4 && age(store, cursors, TEN_SECONDS, ONE_MINUTE, atOnce);
    }

    private static long bytes(Store store, int step) throws SQLException {
        return store.number("SELECT sum(bytes) FROM block WHERE step = ?", step);
    }

    private boolean age(Store store, Collection<Acknowledged> cursors, int step, int coarser, int atOnce)
            throws SQLException {
        boolean any = false;
        for (BlockRow block : store.oldest(Compaction.TOP_LEVEL, step, atOnce)) {
            if (cursors.stream().allMatch(cursor -> cursor.isIndifferentTo(block.first(), block.end()))) {
                age(store, block, coarser);
                any = true;
            }
        }
        return any;
    }

    private void age(Store store, BlockRow block, int coarser) throws SQLException {
        StepSums sums = coarser == TEN_SECONDS ? tenSeconds : oneMinute;
        try {
            BlockReader reader = BlockReader.open(block.data());
            MergedSamples samples = MergedSamples.of(reader);
            int[] ids = samples.ids();
            SampleColumns steps = reader.isSteps()
                    ? sums.ofSteps(samples.samples(), ids.length)
                    : sums.of(samples.samples(), ids.length);
            byte[] data = blocks.writeSteps(steps, ids);
            store.replace(block.first(), lasts(steps), coarser, data);
        } catch (DamagedBlockException e) {
            // Found and reported when it is read; here it only takes room.
            store.deleteBlocks(block.first(), block.first() + 1);
        }
    }

    private static int lasts(SampleColumns steps) {
        int lasts = 0;
        for (int i = 0; i < steps.size(); i++) {
            lasts += steps.point(i) % Aspect.COUNT == Aspect.LAST.ordinal() ? 1 : 0;
        }
        return lasts;
    }

    /** Deletes the oldest blocks and what sums them up; returns the position after the last of them. */
    private static long deleteOldest(Store store, int blocks) throws SQLException {
        long end = store.number(
                "SELECT max(first + span) FROM (SELECT first, span FROM block ORDER BY first LIMIT ?)", blocks);
        store.deleteBlocks(0, end);
        store.deleteSummaries(end);
        return end;
    }

    private void raise(long deletedTo, Collection<Acknowledged> cursors) {
        boolean unread = cursors.stream().anyMatch(cursor -> cursor.position() < deletedTo);
        alarms.raise(
                Journal.SOURCE,
                "journal.budget",
                unread ? Severity.MAJOR : Severity.MINOR,
                "The disk budget of " + (maximumBytes >> 20)
                        + " MiB is used up: the oldest samples become steps of 10 s"
                        + " and 60 s, and then go" + (unread ? ", before every reader had them" : "")
                        + ". Raise the disk budget or restore the uplink; events are kept");
    }
}
