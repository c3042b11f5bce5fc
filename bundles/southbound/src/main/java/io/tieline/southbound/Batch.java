package io.tieline.southbound;

import io.tieline.model.DeviceImage;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a session puts until it commits, then hands it to the image in one go.
 *
 * <p>So a session that fails in the middle of a batch, comes too late or names points that do not exist cannot leave
 * the image locked or half written. Also learns which poll group fills which point. Nothing is allocated.
 */
final class Batch implements SampleTarget {

    private final DeviceImage image;
    private final PointSet points;
    private final AlarmFlags alarms;
    private final LongAdder pointsRead;
    private final int own;
    private final double[] values;
    private final @Nullable String[] texts;
    private final @Nullable Quality[] qualities;
    private final int[] touched;
    private final byte[] groupOf;

    private int count;
    private long utcMillis;
    private boolean open;
    private volatile int group;
    private volatile boolean revoked;

    /**
     * @param points as the image has them
     * @param groupOf one for each of the session's points, which come first: the group that fills it
     */
    Batch(DeviceImage image, PointSet points, byte[] groupOf, AlarmFlags alarms, LongAdder pointsRead) {
        this.image = image;
        this.points = points;
        this.groupOf = groupOf;
        this.alarms = alarms;
        own = groupOf.length;
        this.pointsRead = pointsRead;
        values = new double[own];
        texts = new String[own];
        qualities = new Quality[own];
        touched = new int[own];
    }

    /** The group whose values come next. */
    void expect(int nextGroup) {
        group = nextGroup;
        open = false;
    }

    /** From now on nothing of this session reaches the image any more. */
    void revoke() {
        revoked = true;
    }

    @Override
    public void begin(long atUtcMillis) {
        for (int i = 0; i < count; i++) {
            qualities[touched[i]] = null;
        }
        count = 0;
        utcMillis = atUtcMillis;
        open = true;
    }

    @Override
    public void put(int point, double value) {
        keep(point, value, Quality.GOOD, null);
    }

    @Override
    public void put(int point, double value, Quality quality) {
        keep(point, value, quality, null);
    }

    @Override
    public void putText(int point, String text) {
        keep(point, Double.NaN, Quality.GOOD, text);
    }

    @Override
    public void putBad(int point, Quality why) {
        keep(point, Double.NaN, why, null);
    }

    private void keep(int point, double value, Quality quality, @Nullable String text) {
        if (!open || point < 0 || point >= own) {
            return;
        }
        if (qualities[point] == null) {
            touched[count++] = point;
        }
        values[point] = value;
        texts[point] = text;
        qualities[point] = quality;
    }

    @Override
    public void commit() {
        if (!open || revoked) {
            return;
        }
        open = false;
        SampleTarget target = image.target();
        target.begin(utcMillis);
        try {
            // Under the image's lock: it has not been given to another session's points meanwhile.
            if (image.points() == points) {
                publish(target);
            }
        } finally {
            target.commit();
        }
        pointsRead.add(count);
        alarms.committed();
    }

    private void publish(SampleTarget target) {
        byte filledBy = (byte) group;
        for (int i = 0; i < count; i++) {
            int point = touched[i];
            String text = texts[point];
            Quality quality = qualities[point];
            groupOf[point] = filledBy;
            if (text != null) {
                target.putText(point, text);
            } else if (quality != null) {
                target.put(point, values[point], quality);
                alarms.saw(point, values[point], quality);
            }
        }
    }
}
