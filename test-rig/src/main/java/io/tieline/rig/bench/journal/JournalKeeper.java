package io.tieline.rig.bench.journal;

import io.tieline.journal.Journal;
import io.tieline.journal.JournalSettings;
import io.tieline.journal.JournalStatus;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;

/** The product's journal. Every sample is recorded, also those that did not change. */
final class JournalKeeper implements Keeper {

    private final Journal journal;
    private final LiveImage image;

    /** The product's settings, but that every sample is recorded and the disk is as large as it has to be. */
    static JournalSettings settings() {
        return JournalSettings.standard().withMaximumSilence(Duration.ZERO).withMaximumBytes(1L << 40);
    }

    /** Blocks are written when {@link #keep} asks for it. */
    static JournalSettings onDemand() {
        return settings().withBlockEvery(Duration.ofHours(1));
    }

    JournalKeeper(Path folder, int cabinets, int points, JournalSettings settings) {
        SiteClock clock = SiteClock.system();
        image = new LiveImage(IntStream.range(0, cabinets)
                .mapToObj(i -> new Device(i, "cab-%04d".formatted(i), DeviceKind.BATTERY))
                .toList());
        PointSet shape = PointSet.named(IntStream.rangeClosed(1, points)
                .mapToObj(i -> "outlet." + i + ".power")
                .toList());
        image.devices().forEach(device -> device.adopt(shape));
        journal = Journal.open(folder, settings, clock, new AlarmBoard(clock, event -> {}));
    }

    Journal journal() {
        return journal;
    }

    LiveImage image() {
        return image;
    }

    /** Reads the cabinets; they are on disk with the next block. */
    void record(NoisyDay day, long utcMillis) {
        for (DeviceImage device : image.devices()) {
            SampleTarget target = device.target();
            target.begin(utcMillis);
            for (int point = 0; point < device.points().size(); point++) {
                target.put(point, day.value(device.device().index(), point));
            }
            target.commit();
            journal.record(device);
        }
    }

    @Override
    public void keep(NoisyDay day, long utcMillis) {
        record(day, utcMillis);
        journal.flush().toCompletableFuture().join();
    }

    /** Throws if anything was lost on the way. */
    JournalStatus complete() {
        JournalStatus status = journal.status();
        if (status.dropped() > 0) {
            throw new IllegalStateException(status.dropped() + " samples were dropped: " + status.failure());
        }
        return status;
    }

    @Override
    public void close() {
        complete();
        journal.close();
    }
}
