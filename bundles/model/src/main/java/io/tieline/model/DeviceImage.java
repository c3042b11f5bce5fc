package io.tieline.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The present values of one device in flat arrays.
 *
 * <p>Writers take turns on a lock that belongs to this device alone; readers take none: they copy and look whether a
 * writer was at work meanwhile (a sequence lock). Once the device has its {@link PointSet}, neither side allocates.
 */
public final class DeviceImage {

    private static final VarHandle SEQUENCE;

    static {
        try {
            SEQUENCE = MethodHandles.lookup().findVarHandle(DeviceImage.class, "sequence", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Device device;
    private final Consumer<DeviceImage> committed;
    private final ReentrantLock writers = new ReentrantLock();

    private volatile Columns columns = new Columns(PointSet.EMPTY, 0);
    private final Target target = new Target();
    /** Odd while a batch is being published. */
    @SuppressWarnings("unused") // through SEQUENCE
    private long sequence;

    DeviceImage(Device device, Consumer<DeviceImage> committed) {
        this.device = device;
        this.committed = committed;
    }

    public Device device() {
        return device;
    }

    public PointSet points() {
        return columns.points;
    }

    /** Gives the device its points; every value starts as {@link Quality#BAD_NEVER_READ}. Same points: nothing happens. */
    public void adopt(PointSet points) {
        writers.lock();
        try {
            if (!columns.points.equals(points)) {
                columns = new Columns(points, columns.revision + 1);
            }
        } finally {
            writers.unlock();
        }
    }

    /** The writing side. */
    public SampleTarget target() {
        return target;
    }

    /** Copies the present values; consistent: a batch is in the copy as a whole or not at all. */
    public void read(DeviceSnapshot into) {
        while (true) {
            long before = (long) SEQUENCE.getAcquire(this);
            if ((before & 1) == 0) {
                Columns source = columns;
                into.shapeFor(source.points);
                source.copyTo(into);
                VarHandle.acquireFence();
                if ((long) SEQUENCE.getOpaque(this) == before && source == columns) {
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    /** Marks every value that is still usable with a worse quality, for instance when the device falls silent. */
    public void degrade(Quality quality, long utcMillis) {
        degrade(point -> true, quality, utcMillis);
    }

    /** The same for some points only, for instance those of a poll group that fell silent. */
    public void degrade(IntPredicate which, Quality quality, long utcMillis) {
        target.begin(utcMillis);
        try {
            Columns now = columns;
            for (int i = 0; i < now.points.size(); i++) {
                if (which.test(i) && Quality.ofCode(now.qualities[i]).level().compareTo(quality.level()) < 0) {
                    target.degrade(i, quality);
                }
            }
        } finally {
            target.commit();
        }
    }

    private static final class Columns {
        private final PointSet points;
        private final double[] values;
        private final byte[] qualities;
        private final long[] times;
        private final long[] changes;
        private final @Nullable String[] texts;
        private long revision;

        Columns(PointSet points, long revision) {
            this.points = points;
            this.revision = revision;
            values = new double[points.size()];
            qualities = new byte[points.size()];
            times = new long[points.size()];
            changes = new long[points.size()];
            texts = new String[points.size()];
            Arrays.fill(changes, revision);
            Arrays.fill(values, Double.NaN);
            Arrays.fill(qualities, Quality.BAD_NEVER_READ.code());
        }

        void copyTo(DeviceSnapshot into) {
            int size = points.size();
            System.arraycopy(values, 0, into.values, 0, size);
            System.arraycopy(qualities, 0, into.qualities, 0, size);
            System.arraycopy(times, 0, into.times, 0, size);
            System.arraycopy(changes, 0, into.changes, 0, size);
            System.arraycopy(texts, 0, into.texts, 0, size);
            into.revision = revision;
        }
    }

    private final class Target implements SampleTarget {
        private long utcMillis;
        /** Those of the present batch: they stay the same as long as the writers' lock is held. */
        private Columns filled = columns;

        @Override
        public void begin(long utcMillis) {
            writers.lock();
            if (writers.getHoldCount() > 1) {
                writers.unlock();
                throw new IllegalStateException(device.id() + ": the batch before was not committed");
            }
            this.utcMillis = utcMillis;
            filled = columns;
            filled.revision++;
            SEQUENCE.setOpaque(DeviceImage.this, (long) SEQUENCE.getOpaque(DeviceImage.this) + 1);
            VarHandle.releaseFence();
        }

        @Override
        public void put(int point, double value) {
            if (Double.isFinite(value)) {
                store(point, value, Quality.GOOD, null);
                filled.times[point] = utcMillis;
            } else {
                putBad(point, Quality.BAD_OUT_OF_RANGE);
            }
        }

        @Override
        public void put(int point, double value, Quality quality) {
            if (quality.isUsable() && !Double.isFinite(value)) {
                store(point, Double.NaN, Quality.BAD_OUT_OF_RANGE, null);
            } else {
                store(point, quality.isUsable() ? value : Double.NaN, quality, null);
            }
            filled.times[point] = utcMillis;
        }

        @Override
        public void putText(int point, String text) {
            store(point, Double.NaN, Quality.GOOD, text);
            filled.times[point] = utcMillis;
        }

        @Override
        public void putBad(int point, Quality why) {
            put(point, Double.NaN, why);
        }

        /** Keeps the time of the value: its age is what makes it worse. */
        void degrade(int point, Quality quality) {
            store(
                    point,
                    quality.isUsable() ? filled.values[point] : Double.NaN,
                    quality,
                    quality.isUsable() ? filled.texts[point] : null);
        }

        private void store(int point, double value, Quality quality, @Nullable String text) {
            Columns now = filled;
            // By their bits: whether a number has grown or shrunk need not be found out.
            if (Double.doubleToRawLongBits(now.values[point]) != Double.doubleToRawLongBits(value)
                    || now.qualities[point] != quality.code()
                    || (now.texts[point] != text && !Objects.equals(now.texts[point], text))) {
                now.values[point] = value;
                now.qualities[point] = quality.code();
                now.texts[point] = text;
                now.changes[point] = now.revision;
            }
        }

        @Override
        public void commit() {
            SEQUENCE.setRelease(DeviceImage.this, (long) SEQUENCE.getOpaque(DeviceImage.this) + 1);
            writers.unlock();
            committed.accept(DeviceImage.this);
        }
    }
}
