package io.tieline.journal;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;

/** A cabinet and a grid meter, and journals that record them. */
final class JournalBench implements AutoCloseable {

    static final long START = 1_760_000_000_000L;

    final List<Event> reported = new ArrayList<>();
    final SettableClock clock = new SettableClock();
    final AlarmBoard alarms = new AlarmBoard(clock, reported::add);
    final LiveImage image = new LiveImage(
            List.of(new Device(0, "cab-01", DeviceKind.BATTERY), new Device(1, "grid", DeviceKind.METER)));
    final List<Journal> opened = new ArrayList<>();

    @Override
    public void close() {
        opened.forEach(Journal::close);
    }

    Journal open(Path at) {
        Journal journal =
                Journal.open(at, JournalSettings.standard().withBlockEvery(Duration.ofSeconds(1)), clock, alarms);
        opened.add(journal);
        return journal;
    }

    static void flush(Journal journal) {
        journal.flush().toCompletableFuture().join();
    }

    /** Puts the first points of a device: the value, and for the others of grid its neighbours. */
    void put(Journal journal, String device, long utcMillis, int count, double value) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = value + i;
        }
        putAll(journal, device, utcMillis, values);
    }

    void putAll(Journal journal, String device, long utcMillis, double[] values) {
        DeviceImage target = image.device(device).orElseThrow();
        if (target.points().size() == 0) {
            List<String> names = new ArrayList<>(List.of("battery.soc", "battery.state.native"));
            for (int i = 1; i <= 100; i++) {
                names.add("outlet." + i + ".power");
            }
            target.adopt(PointSet.named(device.equals("grid") ? names.subList(2, 102) : names.subList(0, 2)));
            AutoCloseable ignored = image.listen(committed -> {
                if (committed == target) {
                    journal.record(committed);
                }
            });
            assertThat(ignored).isNotNull();
        }
        SampleTarget samples = target.target();
        samples.begin(utcMillis);
        for (int i = 0; i < values.length; i++) {
            samples.put(i, device.equals("cab-01") ? values[i] : Math.rint(values[i] * 1000) / 10);
        }
        samples.commit();
    }

    static final class SettableClock implements SiteClock {
        volatile long utcMillis = START;

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
