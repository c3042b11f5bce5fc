package io.tieline.journal;

import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SiteClock;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides which samples of one device go into the record: those whose value, quality or text changed, and those that
 * were silent for too long.
 *
 * <p>Threads that come while another is at work leave at once; the one at work looks again for them.
 */
final class DeviceRecorder {

    private static final long NEVER = Long.MIN_VALUE;

    private final String device;
    private final long maximumSilenceMillis;
    private final int bufferedScans;
    private final SiteClock clock;

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final ConcurrentLinkedQueue<Ring> rings = new ConcurrentLinkedQueue<>();
    private final DeviceSnapshot snapshot = new DeviceSnapshot();

    private PointSet shape = PointSet.EMPTY;
    private Ring ring = new Ring(PointSet.EMPTY, 1);
    private long revision;
    /** Per point the time of the value looked at last, and of the sample recorded last. */
    private long[] seen = new long[0];

    private long[] kept = new long[0];

    DeviceRecorder(String device, JournalSettings settings, SiteClock clock) {
        this.device = device;
        this.maximumSilenceMillis = settings.maximumSilence().toMillis();
        this.bufferedScans = settings.bufferedScans();
        this.clock = clock;
    }

    String device() {
        return device;
    }

    long recorded() {
        return recorded.get();
    }

    long dropped() {
        return dropped.get();
    }

    void record(DeviceImage image) {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int answered = 1;
        do {
            take(image);
            answered = calls.addAndGet(-answered);
        } while (answered != 0);
    }

    /** The buffers that hold something or may still be filled, oldest first. For the writer only. */
    Iterable<Ring> rings() {
        Iterator<Ring> all = rings.iterator();
        while (all.hasNext()) {
            Ring candidate = all.next();
            if (all.hasNext() && candidate.isDrained()) {
                all.remove();
            }
        }
        return rings;
    }

    private void take(DeviceImage image) {
        image.read(snapshot);
        if (snapshot.points() != shape) {
            reshape(snapshot.points());
        }
        long taken = 0;
        for (int point = 0; point < shape.size(); point++) {
            if (isDue(point) && offer(point)) {
                taken++;
            }
            seen[point] = snapshot.utcMillis(point);
        }
        revision = snapshot.revision();
        if (taken > 0) {
            ring.publish();
            recorded.setRelease(recorded.get() + taken);
        }
    }

    private boolean isDue(int point) {
        if (snapshot.quality(point) == Quality.BAD_NEVER_READ) {
            return false;
        }
        long utcMillis = snapshot.utcMillis(point);
        // A value that is not read anew says nothing new, however long ago it was recorded.
        return snapshot.changedSince(point, revision)
                || kept[point] == NEVER
                || (utcMillis != seen[point] && Math.abs(utcMillis - kept[point]) >= maximumSilenceMillis);
    }

    private boolean offer(int point) {
        long utcMillis = snapshot.utcMillis(point);
        // A degraded value keeps its own time in the image; its becoming worse happened now.
        if (utcMillis == 0 || (utcMillis == seen[point] && snapshot.changedSince(point, revision))) {
            utcMillis = Math.max(utcMillis, clock.utcMillis());
        }
        boolean taken = ring.offer(
                point, utcMillis, snapshot.value(point), snapshot.quality(point).code(), snapshot.text(point));
        if (taken) {
            kept[point] = utcMillis;
        } else {
            if (kept[point] != NEVER || snapshot.changedSince(point, revision)) {
                dropped.setRelease(dropped.get() + 1);
            }
            kept[point] = NEVER;
        }
        return taken;
    }

    private void reshape(PointSet points) {
        shape = points;
        ring = new Ring(points, bufferedScans);
        rings.add(ring);
        seen = new long[points.size()];
        kept = new long[points.size()];
        Arrays.fill(kept, NEVER);
    }
}
