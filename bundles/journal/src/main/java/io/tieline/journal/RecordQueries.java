package io.tieline.journal;

import io.tieline.journal.block.BlockReader;
import io.tieline.journal.block.DamagedBlockException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What cursors ask for: the records by their positions. For one reader at a time. */
final class RecordQueries {

    private static final String BLOCKS = "SELECT first, span, count, device, level, step, data FROM block WHERE first"
            + " >= coalesce((SELECT max(first) FROM block WHERE first <= ?), 0) AND first < ? ORDER BY first";

    /** A block unpacked; merged ones are asked for many times in a row. */
    private record Unpacked(long first, long span, int level, int step, Samples samples) {}

    private final ReadConnection connection;
    private final Dictionary dictionary;
    private @Nullable Unpacked latest;

    RecordQueries(ReadConnection connection, Dictionary dictionary) {
        this.connection = connection;
        this.dictionary = dictionary;
    }

    void close() {
        connection.close();
    }

    /** Records in [from, before), at least one if there is any, until the number of samples is reached. */
    Batch records(long from, long before, int maxSamples) {
        return connection.ask(new Batch(from, from, List.of()), open -> {
            List<Entry> entries = new ArrayList<>();
            long end = blocks(open, from, before, maxSamples, entries);
            List<RecordedEvent> events = EventQueries.inOrder(open, from, end, maxSamples);
            if (events.size() == maxSamples) {
                long bound = events.get(events.size() - 1).position() + 1;
                entries.removeIf(samples -> samples.position() >= bound);
                end = bound;
            }
            entries.addAll(events);
            entries.sort((a, b) -> Long.compare(a.position(), b.position()));
            return new Batch(from, end, entries);
        });
    }

    private long blocks(Connection open, long from, long before, int maxSamples, List<Entry> into) throws SQLException {
        int left = maxSamples;
        try (PreparedStatement select = open.prepareStatement(BLOCKS)) {
            select.setLong(1, from);
            select.setLong(2, before);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Samples samples = row.getLong(1) + row.getLong(2) <= from ? null : samples(row);
                    if (samples != null) {
                        left -= add(open, samples, row.getLong(2), from, before, left, into);
                        if (left == 0) {
                            Entry last = into.get(into.size() - 1);
                            return last.position() + last.size();
                        }
                    }
                }
            }
        }
        return before;
    }

    /** Adds what lies in [from, before), cut where events lie between; returns how many samples that were. */
    private static int add(
            Connection open, Samples samples, long span, long from, long before, int most, List<Entry> into)
            throws SQLException {
        long[] events = span > samples.size() ? events(open, samples.position(), span) : new long[0];
        int nextEvent = 0;
        int added = 0;
        long position = samples.position();
        for (int i = 0; i < samples.size() && added < most; ) {
            while (nextEvent < events.length && events[nextEvent] == position) {
                position++;
                nextEvent++;
            }
            long until = nextEvent < events.length ? events[nextEvent] : Long.MAX_VALUE;
            int run = (int) Math.min(samples.size() - i, until - position);
            int skip = (int) Math.min(run, Math.max(0, from - position));
            int end = (int) Math.min(Math.min(run, Math.max(0, before - position)), (long) skip + most - added);
            if (skip < end) {
                into.add(samples.part(position + skip, i + skip, i + end));
                added += end - skip;
            }
            position += run;
            i += run;
        }
        return added;
    }

    private static long[] events(Connection open, long first, long span) throws SQLException {
        return Store.numbers(
                open,
                "SELECT position FROM event WHERE position >= ? AND position < ? ORDER BY position",
                first,
                first + span);
    }

    private @Nullable Samples samples(ResultSet row) throws SQLException {
        long first = row.getLong(1);
        long span = row.getLong(2);
        int level = row.getInt(5);
        int step = row.getInt(6);
        Unpacked known = latest;
        if (known != null
                && known.first() == first
                && known.span() == span
                && known.level() == level
                && known.step() == step) {
            return known.samples();
        }
        try {
            BlockReader block = BlockReader.open(row.getBytes(7));
            Samples samples = Samples.of(first, dictionary.deviceName(row.getInt(4)), block, step, dictionary);
            latest = new Unpacked(first, span, level, step, samples);
            return samples;
        } catch (DamagedBlockException e) {
            connection.damaged(
                    "block " + first + " with " + row.getInt(3) + " samples cannot be read: " + e.getMessage());
            return null;
        }
    }
}
