package io.tieline.journal;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.Event;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A few devices that are read once a second and recorded, with a clock that the test sets. */
final class RecordedSite implements AutoCloseable {

    static final long START = 1_760_000_400_000L;

    final List<Event> reported = Collections.synchronizedList(new ArrayList<>());
    final SettableClock clock = new SettableClock();
    final AlarmBoard alarms = new AlarmBoard(clock, reported::add);
    final Path directory;

    private final JournalSettings settings;
    private final LiveImage image;
    private Journal journal;

    /** Everything is recorded as it is read, in blocks that the test asks for. */
    RecordedSite(Path directory, int devices, int points) {
        this(
                directory,
                devices,
                points,
                JournalSettings.standard()
                        .withBlockEvery(Duration.ofHours(1))
                        .withMaximumSilence(Duration.ZERO)
                        .withMergedRounds(6));
    }

    RecordedSite(Path directory, int devices, int points, JournalSettings settings) {
        this.directory = directory;
        this.settings = settings;
        image = new LiveImage(IntStream.range(0, devices)
                .mapToObj(i -> new Device(i, name(i), DeviceKind.PDU))
                .toList());
        PointSet shape = PointSet.named(IntStream.rangeClosed(1, points)
                .mapToObj(i -> "outlet." + i + ".power")
                .toList());
        image.devices().forEach(device -> device.adopt(shape));
        clock.utcMillis = START;
        journal = Journal.open(directory, settings, clock, alarms);
    }

    static String name(int device) {
        return "pdu-%02d".formatted(device);
    }

    Journal journal() {
        return journal;
    }

    /** One reading of every device at the clock's time; a second later by the clock afterwards. */
    void read(Values values) {
        for (DeviceImage device : image.devices()) {
            SampleTarget target = device.target();
            target.begin(clock.utcMillis);
            for (int point = 0; point < device.points().size(); point++) {
                target.put(point, values.of(device.device().index(), point, clock.utcMillis));
            }
            target.commit();
            journal.record(device);
        }
        clock.utcMillis += 1000;
    }

    /** What a point of a device reads at a time. */
    @FunctionalInterface
    interface Values {
        double of(int device, int point, long utcMillis);
    }

    void flush() {
        journal.flush().toCompletableFuture().join();
    }

    void restart() {
        journal.close();
        journal = Journal.open(directory, settings, clock, alarms);
    }

    void event(String sentence) {
        journal.append(Event.state(clock.utcMillis, "control", sentence))
                .toCompletableFuture()
                .join();
    }

    @Override
    public void close() {
        journal.close();
    }

    /** A clock that stands until it is set. */
    static final class SettableClock implements SiteClock {
        volatile long utcMillis;

        @Override
        public long utcMillis() {
            return utcMillis;
        }

        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }
    }
}
