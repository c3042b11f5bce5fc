package io.tieline.journal;

import io.tieline.journal.block.Aspect;
import io.tieline.journal.block.BlockReader;
import io.tieline.journal.block.DamagedBlockException;
import io.tieline.model.Quality;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Questions about points over time. */
final class SeriesQueries {

    private static final String SUMMED = "SELECT data, " + Compaction.SUMMARY_MILLIS;
    private static final String DIGESTS = SUMMED + " FROM digest WHERE device = ? AND ends >= ? AND begins < ?";
    private static final String SUMMARIES =
            SUMMED + " FROM summary WHERE device = ?1 AND ends >= ?2 AND begins < ?3 AND first >= " + Store.DIGESTED;
    private static final String BLOCKS =
            "SELECT data, step, ends FROM block WHERE device = ? AND ends >= ? AND begins < ?";
    private static final String WITHOUT_SUMMARY =
            " AND NOT EXISTS (SELECT 1 FROM summary WHERE summary.first = block.first)";
    /** As the indices are; blocks of a second are all newer than the merged ones. */
    private static final String MERGED = " AND level > 0";

    private static final String FRESH = " AND level = 0 AND step = 0";
    private static final String IN_ORDER = " ORDER BY ends";

    private final ReadConnection connection;
    private final Dictionary dictionary;

    SeriesQueries(ReadConnection connection, Dictionary dictionary) {
        this.connection = connection;
        this.dictionary = dictionary;
    }

    /** One point summed up in equal steps; long ones are answered from the summaries. */
    Series series(String device, String point, long from, long to, int steps) {
        SeriesBuilder series = new SeriesBuilder(from, to, steps);
        int deviceId = dictionary.device(device);
        int pointId = dictionary.point(deviceId, point);
        connection.ask(true, open -> {
            boolean summaries = (to - from) / steps >= Compaction.SUMMARY_MILLIS;
            List<String> parts = summaries
                    ? List.of(DIGESTS, SUMMARIES, BLOCKS + WITHOUT_SUMMARY + MERGED, BLOCKS + WITHOUT_SUMMARY + FRESH)
                    : List.of(BLOCKS + MERGED, BLOCKS + FRESH);
            for (String part : parts) {
                each(open, part + IN_ORDER, deviceId, from, to, (block, step) -> add(series, block, step, pointId));
            }
            return true;
        });
        return new Series(device, point, from, to, series.steps());
    }

    /** The samples of one point in record order; of aged stretches the last value of every step. */
    void samples(String device, String point, long from, long to, SampleVisitor visitor) {
        int deviceId = dictionary.device(device);
        int pointId = dictionary.point(deviceId, point);
        connection.ask(true, open -> {
            for (String part : List.of(BLOCKS + MERGED, BLOCKS + FRESH)) {
                each(
                        open,
                        part + IN_ORDER,
                        deviceId,
                        from,
                        to,
                        (block, step) -> lasts(block, step, pointId, (at, v, q, text) -> {
                            if (at >= from && at < to) {
                                visitor.accept(at, v, Quality.ofCode(q), text);
                            }
                        }));
            }
            return true;
        });
    }

    /** Several points at the ends of equal steps. */
    Aligned aligned(List<String> points, long from, long to, int steps) {
        List<Long> moments = new ArrayList<>();
        for (int step = 1; step <= steps; step++) {
            moments.add(from + (long) ((double) (to - from) * step / steps));
        }
        List<List<Double>> values = new ArrayList<>();
        for (String id : points) {
            int slash = id.indexOf('/');
            Series series = series(id.substring(0, Math.max(0, slash)), id.substring(slash + 1), from, to, steps);
            values.add(held(series, moments));
        }
        return new Aligned(points, moments, values);
    }

    /** The last sample of one point until a moment, that moment included; empty without one. */
    Optional<Held> asOf(String id, long utcMillis) {
        int slash = id.indexOf('/');
        int device = dictionary.device(id.substring(0, Math.max(0, slash)));
        int point = dictionary.point(device, id.substring(slash + 1));
        return connection.ask(Optional.empty(), open -> {
            LastSample last = new LastSample(id, utcMillis);
            long before = utcMillis == Long.MAX_VALUE ? utcMillis : utcMillis + 1;
            for (String part : List.of(BLOCKS + FRESH, BLOCKS + MERGED)) {
                try (PreparedStatement select = select(open, part + IN_ORDER + " DESC", device, 0, before);
                        ResultSet row = select.executeQuery()) {
                    while (row.next() && !last.isNewerThan(row.getLong(3))) {
                        int step = row.getInt(2);
                        block(row.getBytes(1)).ifPresent(block -> lasts(block, step, point, last::take));
                    }
                }
            }
            return last.held();
        });
    }

    /** The last value of every step, or of the one before. */
    private static List<Double> held(Series series, List<Long> moments) {
        List<Double> held = new ArrayList<>();
        double last = Double.NaN;
        int next = 0;
        for (long moment : moments) {
            while (next < series.steps().size() && series.steps().get(next).utcMillis() < moment) {
                last = series.steps().get(next++).last();
            }
            held.add(last);
        }
        return held;
    }

    private void each(
            Connection open, String query, int device, long from, long to, BiConsumer<BlockReader, Integer> visitor)
            throws SQLException {
        try (PreparedStatement select = select(open, query, device, from, to);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                int step = row.getInt(2);
                block(row.getBytes(1)).ifPresent(block -> visitor.accept(block, step));
            }
        }
    }

    private static PreparedStatement select(Connection open, String query, int device, long from, long to)
            throws SQLException {
        PreparedStatement select = open.prepareStatement(query);
        select.setInt(1, device);
        select.setLong(2, from);
        select.setLong(3, to);
        return select;
    }

    /** The samples of a point; of steps the last value, at the last moment of the step. */
    private void lasts(BlockReader block, int step, int point, BlockReader.Column into) {
        if (step == 0) {
            column(block, point, into);
        } else {
            column(
                    block,
                    Aspect.LAST.column(point),
                    (time, value, quality, text) -> into.accept(time + step - 1, value, quality, text));
        }
    }

    private Optional<BlockReader> block(byte[] data) {
        try {
            return Optional.of(BlockReader.open(data));
        } catch (DamagedBlockException e) {
            connection.damaged("a block cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void column(BlockReader block, int id, BlockReader.Column into) {
        try {
            block.column(id, into);
        } catch (DamagedBlockException e) {
            connection.damaged("a block cannot be read: " + e.getMessage());
        }
    }

    private void add(SeriesBuilder series, BlockReader block, int step, int point) {
        if (step == 0) {
            column(block, point, (time, value, quality, text) -> series.add(time, value));
        } else {
            StepColumns steps = new StepColumns();
            for (Aspect aspect : Aspect.values()) {
                column(block, aspect.column(point), steps.reader(aspect));
            }
            steps.addTo(series);
        }
    }
}
