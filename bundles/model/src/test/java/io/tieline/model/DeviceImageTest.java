package io.tieline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeviceImageTest {

    private final LiveImage site = new LiveImage(List.of(new Device(0, "cab-01", DeviceKind.BATTERY)));
    private final DeviceImage image = site.device(0);
    private final DeviceSnapshot snapshot = new DeviceSnapshot();

    @Test
    void aPointThatWasNeverReadIsBad() {
        image.adopt(PointSet.named(List.of("battery.soc")));
        image.read(snapshot);
        assertThat(snapshot.quality(0)).isEqualTo(Quality.BAD_NEVER_READ);
        assertThat(snapshot.usable("battery.soc")).isNaN();
    }

    @Test
    void aBadValueCarriesNoNumber() {
        image.adopt(PointSet.named(List.of("battery.soc")));
        batch(() -> image.target().put(0, 55, Quality.BAD_SENTINEL));
        image.read(snapshot);
        assertThat(snapshot.value(0)).isNaN();
        batch(() -> image.target().put(0, Double.POSITIVE_INFINITY));
        image.read(snapshot);
        assertThat(snapshot.quality(0)).isEqualTo(Quality.BAD_OUT_OF_RANGE);
    }

    @Test
    void onlyWhatChangedCountsAsChanged() {
        image.adopt(PointSet.named(List.of("battery.soc", "battery.voltage")));
        batch(() -> {
            image.target().put(0, 50);
            image.target().put(1, 800);
        });
        image.read(snapshot);
        long seen = snapshot.revision();
        batch(() -> {
            image.target().put(0, 50);
            image.target().put(1, 801);
        });
        image.read(snapshot);
        assertThat(snapshot.changedSince(0, seen)).isFalse();
        assertThat(snapshot.changedSince(1, seen)).isTrue();
    }

    @Test
    void aNewShapeCountsAsChanged() {
        image.adopt(PointSet.named(List.of("battery.soc")));
        batch(() -> image.target().put(0, 50));
        image.read(snapshot);
        long seen = snapshot.revision();
        image.adopt(PointSet.named(List.of("battery.soh")));
        image.read(snapshot);
        assertThat(snapshot.changedSince(0, seen)).isTrue();
    }

    @Test
    void silenceKeepsTheUncertainValueAndDropsTheBadOne() {
        image.adopt(PointSet.named(List.of("battery.soc")));
        batch(() -> image.target().put(0, 50));
        image.degrade(Quality.UNCERTAIN_STALE, 2000);
        image.read(snapshot);
        assertThat(snapshot.usable("battery.soc")).isEqualTo(50);
        assertThat(snapshot.utcMillis(0)).isEqualTo(1000);
        image.degrade(Quality.BAD_STALE, 3000);
        image.read(snapshot);
        assertThat(snapshot.value(0)).isNaN();
    }

    @Test
    void listenersHearOfEveryBatch() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        AutoCloseable subscription = site.listen(device -> heard.incrementAndGet());
        batch(() -> {});
        subscription.close();
        batch(() -> {});
        assertThat(heard).hasValue(1);
    }

    @Test
    void aReaderNeverSeesHalfABatch() throws InterruptedException {
        image.adopt(PointSet.named(List.of("battery.voltage", "battery.current")));
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 200_000; i++) {
                int value = i;
                batch(() -> {
                    image.target().put(0, value);
                    image.target().put(1, -value);
                });
            }
            done.set(true);
        });
        writer.start();
        int torn = 0;
        while (!done.get()) {
            image.read(snapshot);
            if (snapshot.quality(0).isGood() && snapshot.value(0) != -snapshot.value(1)) {
                torn++;
            }
        }
        writer.join();
        assertThat(torn).isZero();
    }

    private void batch(Runnable values) {
        image.target().begin(1000);
        try {
            values.run();
        } finally {
            image.target().commit();
        }
    }
}
