package io.tieline.model;

import org.jspecify.annotations.Nullable;

/**
 * A reader's own copy of one device's values, consistent in itself, filled by {@link DeviceImage#read} as often as the
 * reader likes without allocating.
 *
 * <p>Not thread-safe: one snapshot belongs to one reader.
 */
public final class DeviceSnapshot {

    private static final byte GOOD = Quality.GOOD.code();

    PointSet points = PointSet.EMPTY;
    double[] values = new double[0];
    byte[] qualities = new byte[0];
    long[] times = new long[0];
    long[] changes = new long[0];

    @Nullable
    String[] texts = new String[0];

    long revision;

    void shapeFor(PointSet shape) {
        if (points != shape) {
            points = shape;
            values = new double[shape.size()];
            qualities = new byte[shape.size()];
            times = new long[shape.size()];
            changes = new long[shape.size()];
            texts = new String[shape.size()];
        }
    }

    public PointSet points() {
        return points;
    }

    /** Grows by one with every committed batch of the device; 0 before the first. */
    public long revision() {
        return revision;
    }

    /** The number, NaN while the quality is bad or the point is a text. */
    public double value(int point) {
        return values[point];
    }

    /** The number if its quality is good, else NaN. */
    public double good(int point) {
        return qualities[point] == GOOD ? values[point] : Double.NaN;
    }

    public Quality quality(int point) {
        return Quality.ofCode(qualities[point]);
    }

    /** When the value was true, in milliseconds of site time since 1970; 0 if it was never read. */
    public long utcMillis(int point) {
        return times[point];
    }

    public @Nullable String text(int point) {
        return texts[point];
    }

    /** Whether value, text or quality changed after the device had the given revision. */
    public boolean changedSince(int point, long earlierRevision) {
        return changes[point] > earlierRevision;
    }

    /** The value of a point by name if the device has it and its quality is usable, else NaN. */
    public double usable(String name) {
        int point = points.indexOf(name);
        return point >= 0 && quality(point).isUsable() ? values[point] : Double.NaN;
    }
}
