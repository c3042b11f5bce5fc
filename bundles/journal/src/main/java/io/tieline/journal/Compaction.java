package io.tieline.journal;

import io.tieline.journal.block.BlockReader;
import io.tieline.journal.block.BlockWriter;
import io.tieline.journal.block.DamagedBlockException;
import io.tieline.journal.block.MergedSamples;
import io.tieline.journal.block.SampleColumns;
import io.tieline.journal.block.StepSums;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Merges the small blocks of a stretch of the record into one per device, which takes a fraction of the room: a second
 * becomes a minute, a minute a quarter of an hour.
 *
 * <p>The samples stay within the positions of the stretch but change their order, device by device. That may happen only
 * while no reader has acknowledged a part of the stretch or holds a part of it in its hands; it is checked when the work
 * begins and again under the layout lock when it is put in place. Events keep their positions. For the writer's thread
 * only.
 */
final class Compaction {

    /** Blocks merged at once: bounds the memory and the length of the transaction. */
    private static final int MOST_BLOCKS = 100_000;

    /** Samples of one block: bounds what a reader unpacks at once, about 4 MB. */
    private static final int MOST_SAMPLES = 128_000;

    /** Summaries have this step: 30 days are 2880 of them. */
    static final int SUMMARY_MILLIS = 15 * 60_000;

    /** The level from which on blocks carry a summary. */
    static final int TOP_LEVEL = 2;

    /** A merged block before it has its positions. */
    private record Piece(BlockRow block, byte[] summary) {}

    private final int level;
    private final long from;
    private final long to;
    private final int blocks;
    private final Deque<Map.Entry<Integer, List<Long>>> waiting = new ArrayDeque<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final BlockWriter writer = new BlockWriter();
    private final StepSums sums = new StepSums(SUMMARY_MILLIS);

    private Compaction(int level, long from, long to, Map<Integer, List<Long>> byDevice) {
        this.level = level;
        this.from = from;
        this.to = to;
        waiting.addAll(byDevice.entrySet());
        blocks = byDevice.values().stream().mapToInt(List::size).sum();
    }

    /** Whether there are blocks of a level that end before a position. */
    static boolean isPending(Store store, int level, long before) throws SQLException {
        return store.number(
                        "SELECT first + span <= ? FROM block WHERE level = ? AND step = 0 ORDER BY first LIMIT 1",
                        before,
                        level)
                == 1;
    }

    /**
     * The oldest stretch of blocks of a level that can be merged. Blocks that cannot are moved to the next level as they
     * are, so that each is looked at once.
     *
     * @param before only blocks that end before this position
     */
    static Optional<Compaction> next(Store store, int level, long before, Collection<Acknowledged> cursors)
            throws SQLException {
        Map<Integer, List<Long>> byDevice = new LinkedHashMap<>();
        long from = 0;
        long to = 0;
        int count = 0;
        try (PreparedStatement select = store.connection()
                .prepareStatement("SELECT first, span, device FROM block WHERE level = ? AND step = 0 AND first < ?"
                        + " ORDER BY first LIMIT " + MOST_BLOCKS)) {
            select.setInt(1, level);
            select.setLong(2, before);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long first = row.getLong(1);
                    long end = first + row.getLong(2);
                    boolean follows = count == 0 || first == to || store.events(to, first).length == first - to;
                    long begin = count == 0 ? first : from;
                    boolean free = cursors.stream().allMatch(cursor -> cursor.isIndifferentTo(begin, end));
                    if (!follows || !free || end > before) {
                        if (count == 0) {
                            to = end;
                        }
                        break;
                    }
                    from = count == 0 ? first : from;
                    to = end;
                    count++;
                    byDevice.computeIfAbsent(row.getInt(3), device -> new ArrayList<>())
                            .add(first);
                }
            }
        }
        if (count > byDevice.size()) {
            return Optional.of(new Compaction(level, from, to, byDevice));
        }
        if (to > 0 && to <= before) {
            store.update("UPDATE block SET level = level + 1 WHERE level = ? AND step = 0 AND first < ?", level, to);
        }
        return Optional.empty();
    }

    /**
     * Prepares one more device; false if there was none left.
     *
     * @throws DamagedBlockException if a block cannot be read; it was moved to the next level as it is, and this merge is
     *     to be given up
     */
    boolean step(Store store) throws SQLException, DamagedBlockException {
        Map.Entry<Integer, List<Long>> device = waiting.poll();
        if (device == null) {
            return false;
        }
        List<BlockReader.Content> contents = new ArrayList<>();
        for (long first : device.getValue()) {
            try {
                contents.add(BlockReader.read(store.data(first)));
            } catch (DamagedBlockException e) {
                store.update("UPDATE block SET level = level + 1 WHERE first = ?", first);
                throw new DamagedBlockException("block " + first + " cannot be merged: " + e.getMessage());
            }
        }
        MergedSamples merged = MergedSamples.of(contents);
        for (int begin = 0; begin < merged.samples().size(); begin += MOST_SAMPLES) {
            int end = Math.min(merged.samples().size(), begin + MOST_SAMPLES);
            pieces.add(piece(device.getKey(), merged.ids(), merged.samples().slice(begin, end)));
        }
        return true;
    }

    private Piece piece(int device, int[] ids, SampleColumns samples) {
        boolean top = level + 1 >= TOP_LEVEL;
        byte[] data = top ? writer.write(samples, ids) : writer.writeBriefly(samples, ids);
        byte[] summary = top ? writer.writeSteps(sums.of(samples, ids.length), ids) : new byte[0];
        BlockRow row = new BlockRow(0, 0, samples.size(), device, samples.begins(), samples.ends(), level + 1, 0, data);
        return new Piece(row, summary);
    }

    /** The devices that have a new summary once the blocks are in place. */
    Collection<Integer> summed() {
        return pieces.stream()
                .filter(piece -> piece.summary().length > 0)
                .map(piece -> piece.block().device())
                .distinct()
                .toList();
    }

    /** How many blocks there are less once they are in place. */
    int saved() {
        return blocks - pieces.size();
    }

    /** Puts the merged blocks in place; false, and nothing changed, if a reader came between. To be committed. */
    boolean apply(Store store, Collection<Acknowledged> cursors) throws SQLException {
        if (!cursors.stream().allMatch(cursor -> cursor.isIndifferentTo(from, to))) {
            return false;
        }
        Positions positions = new Positions(from, store.events(from, to));
        store.deleteBlocks(from, to);
        for (Piece piece : pieces) {
            BlockRow block = piece.block();
            long first = positions.take(block.count());
            BlockRow placed = new BlockRow(
                    first,
                    positions.end() - first,
                    block.count(),
                    block.device(),
                    block.begins(),
                    block.ends(),
                    block.level(),
                    0,
                    block.data());
            store.add(placed);
            if (piece.summary().length > 0) {
                store.addSummary(placed, piece.summary());
            }
        }
        return true;
    }
}
