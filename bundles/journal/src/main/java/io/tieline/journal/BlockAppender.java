package io.tieline.journal;

import io.tieline.model.PointSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Turns what the recorders have buffered into blocks. For the writer's thread only. */
final class BlockAppender {

    /** Room to hand back to a ring once its samples are on disk. */
    private record Taken(Ring ring, int samples) {}

    private final Dictionary dictionary;
    private final BlockWriter blocks = new BlockWriter();
    private final SampleColumns columns = new SampleColumns(4096);
    private final Map<Ring, int[]> numbers = new WeakHashMap<>();
    private final List<Taken> taken = new ArrayList<>();

    BlockAppender(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** One block per device and shape; returns how many. */
    int append(Store store, Iterable<DeviceRecorder> recorders) throws SQLException {
        taken.clear();
        for (DeviceRecorder recorder : recorders) {
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
        return taken.size();
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

    /** After another file was opened its numbers are different ones. */
    void forgetNumbers() {
        numbers.clear();
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
