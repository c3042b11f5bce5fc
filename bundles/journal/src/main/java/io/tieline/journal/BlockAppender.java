package io.tieline.journal;

import io.tieline.journal.block.BlockWriter;
import io.tieline.journal.block.SampleColumns;
import io.tieline.model.PointSet;
import io.tieline.model.SiteClock;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Turns what the recorders have buffered into blocks. For the writer's thread only. */
final class BlockAppender {

    /** So long whoever waits for the disk lets blocks pass: letting one at a time would cost a commit each. */
    static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Room to hand back to a ring once its samples are on disk. */
    private record Taken(Ring ring, int samples) {}

    private final Dictionary dictionary;
    private final BlockWriter blocks = new BlockWriter();
    private final SampleColumns columns = new SampleColumns(4096);
    private final Map<Ring, int[]> numbers = new WeakHashMap<>();
    private final List<Taken> taken = new ArrayList<>();
    private final SiteClock realTime;
    private final BooleanSupplier awaited;
    private Iterator<DeviceRecorder> left = Collections.emptyIterator();

    /** @param awaited whether somebody waits for the disk */
    BlockAppender(Dictionary dictionary, SiteClock realTime, BooleanSupplier awaited) {
        this.dictionary = dictionary;
        this.realTime = realTime;
        this.awaited = awaited;
    }

    /**
     * One block per device and shape: all of them, or for {@link #SLICE_NANOS} while somebody waits, one device at least.
     *
     * @param recorders where to begin, if none are left from before
     * @return how many blocks
     */
    int append(Store store, Iterable<DeviceRecorder> recorders) throws SQLException {
        taken.clear();
        if (!left.hasNext()) {
            left = recorders.iterator();
        }
        long until = realTime.monotonicNanos() + SLICE_NANOS;
        while (left.hasNext()) {
            append(store, left.next());
            if (!taken.isEmpty() && realTime.monotonicNanos() - until >= 0 && awaited.getAsBoolean()) {
                break;
            }
        }
        return taken.size();
    }

    /** Whether there are devices whose turn has not come, because somebody waited. */
    boolean isInterrupted() {
        return left.hasNext();
    }

    private void append(Store store, DeviceRecorder recorder) throws SQLException {
        for (Ring ring : recorder.rings()) {
            columns.clear();
            ring.copyTo(columns);
            if (columns.size() > 0) {
                int device = dictionary.device(store.connection(), recorder.device());
                store.add(device, columns, blocks.writeBriefly(columns, numbers(store, device, ring)));
                taken.add(new Taken(ring, columns.size()));
            }
        }
    }

    /** After the commit: hands the room back; returns how many samples were written. */
    long release() {
        long samples = 0;
        for (Taken each : taken) {
            each.ring().release(each.samples());
            samples += each.samples();
        }
        taken.clear();
        return samples;
    }

    /** For a file that was just opened: its numbers are different ones, and what was not committed is still to be written. */
    void beginAnew() {
        numbers.clear();
        taken.clear();
        left = Collections.emptyIterator();
    }

    private int[] numbers(Store store, int device, Ring ring) throws SQLException {
        int[] known = numbers.get(ring);
        if (known != null) {
            return known;
        }
        PointSet shape = ring.shape();
        int[] ids = new int[shape.size()];
        for (int point = 0; point < ids.length; point++) {
            ids[point] = dictionary.point(
                    store.connection(), device, shape.get(point).name());
        }
        numbers.put(ring, ids);
        return ids;
    }
}
