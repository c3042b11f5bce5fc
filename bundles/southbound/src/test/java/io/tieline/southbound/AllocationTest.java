package io.tieline.southbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/** The way of a sample into the image costs no garbage. */
class AllocationTest {

    private static final int BATCHES = 20_000;

    @Test
    void aBatchInSteadyStateAllocatesNothing() {
        LiveImage site = new LiveImage(List.of(new Device(0, "cab-01", DeviceKind.BATTERY)));
        DeviceImage image = site.device(0);
        image.adopt(PointSet.named(List.of("battery.soc", "battery.voltage", "battery.current", "pcs.power")));
        byte[] filledBy = new byte[4];
        Arrays.fill(filledBy, (byte) -1);
        Batch batch = new Batch(image, image.points(), filledBy, AlarmFlags.none(), new LongAdder());
        run(batch); // warm-up: class loading and compilation allocate
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        run(batch);
        double perBatch = (double) (threads.getCurrentThreadAllocatedBytes() - before) / BATCHES;
        System.out.println("bytes allocated per batch of 4 samples: " + perBatch);
        assertThat(perBatch).isLessThan(1);
    }

    private static void run(Batch batch) {
        for (int i = 0; i < BATCHES; i++) {
            batch.expect(0);
            batch.begin(i);
            batch.put(0, i);
            batch.put(1, 800 + i);
            batch.put(2, i % 7);
            batch.put(3, -i);
            batch.commit();
        }
    }
}
