package io.tieline.journal;

import io.tieline.journal.block.BlockReader;
import io.tieline.journal.block.BlockWriter;
import io.tieline.journal.block.DamagedBlockException;
import io.tieline.journal.block.MergedSamples;
import io.tieline.journal.block.StepSums;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts the summaries of a device together, a day's worth at a time, so that a chart of a month reads some thirty rows and not
 * three thousand. Summaries stay: a digest only says the same in one piece. For the writer's thread only.
 */
final class Digests {

    /** Summaries of one digest: a day of quarters of an hour. */
    static final int SUMMARIES = 96;

    private final Set<Integer> waiting = new LinkedHashSet<>();
    private final BlockWriter writer = new BlockWriter();
    private final StepSums sums = new StepSums(Compaction.SUMMARY_MILLIS);

    /** These devices have new summaries. */
    void summed(Collection<Integer> devices) {
        waiting.addAll(devices);
    }

    /**
     * Looks after one more device; false if none was left.
     *
     * @throws DamagedBlockException if a summary could not be read; the others are in the digest
     */
    boolean step(Store store) throws SQLException, DamagedBlockException {
        if (waiting.isEmpty()) {
            return false;
        }
        int device = waiting.iterator().next();
        waiting.remove(device);
        List<SummaryRow> rows = store.summariesWithoutDigest(device, SUMMARIES);
        if (rows.size() == SUMMARIES) {
            digest(store, device, rows);
        }
        return true;
    }

    private void digest(Store store, int device, List<SummaryRow> rows) throws SQLException, DamagedBlockException {
        List<BlockReader> readable = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (SummaryRow row : rows) {
            try {
                readable.add(BlockReader.open(row.data()));
            } catch (DamagedBlockException e) {
                damaged.add("the summary of block " + row.first() + " cannot be read: " + e.getMessage());
            }
        }
        MergedSamples steps = MergedSamples.ofSteps(readable);
        byte[] data = writer.writeSteps(sums.ofSteps(steps.samples(), steps.ids().length), steps.ids());
        store.addDigest(device, rows, data);
        if (!damaged.isEmpty()) {
            throw new DamagedBlockException(String.join("; ", damaged));
        }
    }
}
