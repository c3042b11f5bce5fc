package io.tieline.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.modbus.register.Field;
import io.tieline.modbus.sunspec.SunSpecCatalog;
import io.tieline.modbus.sunspec.SunSpecDevice;
import io.tieline.modbus.sunspec.SunSpecLayout;
import io.tieline.modbus.unit.RegisterSession;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random and mutated chains: nothing is thrown, the walk ends, and no good value comes from outside the models. The number
 * of images is {@code tieline.fuzz}.
 */
class SunSpecFuzzTest {

    private static final long SEED = 20_261_125;
    private static final int IMAGES = Integer.getInteger("tieline.fuzz", 20_000);
    private static final int BASE = 40_000;
    private static final int[] IDS = {
        1, 101, 102, 103, 111, 112, 113, 120, 121, 122, 123, 124, 160, 201, 202, 203, 204, 211, 212, 213, 214, 701, 702,
        703, 704, 713, 714, 715, 802, 803, 804, 805, 806, 807, 808, 809, 64_001
    };

    private final Random random = new Random(SEED);

    @Test
    void whateverTheRegistersHold() {
        System.out.println("fuzz of SunSpec chains: seed " + SEED + ", " + IMAGES + " images");
        int recognised = 0;
        SunSpecMemory memory = new SunSpecMemory();
        for (int i = 0; i < IMAGES; i++) {
            int end = chain(memory);
            mutate(memory, end);
            memory.reads = 0;
            Optional<SunSpecDevice> device = memory.walk();
            assertThat(memory.reads).as("image " + i).isLessThan(2000);
            if (device.isPresent()) {
                recognised++;
                judge(memory, device.get(), i);
            }
            memory.hole(BASE, Math.min(0x10000, end + 200) - BASE);
        }
        assertThat(recognised).as("most are still chains").isGreaterThan(IMAGES / 2);
    }

    /** @return the address behind it */
    private int chain(SunSpecMemory memory) {
        memory.marker(BASE);
        int at = BASE + 2;
        int models = 1 + random.nextInt(6);
        for (int i = 0; i < models; i++) {
            int id = IDS[random.nextInt(IDS.length)];
            int length = SunSpecCatalog.find(id)
                    .map(d -> d.length() + Math.max(0, d.repetition()) * random.nextInt(4))
                    .orElse(random.nextInt(40));
            memory.put(at, id, length);
            for (int r = 0; r < length; r++) {
                memory.put(at + 2 + r, word());
            }
            at += 2 + length;
        }
        memory.put(at, 0xFFFF, 0);
        return at + 2;
    }

    private int word() {
        return switch (random.nextInt(6)) {
            case 0 -> 0xFFFF;
            case 1 -> 0x8000;
            case 2 -> random.nextInt(21) - 10;
            case 3 -> random.nextInt(8);
            default -> random.nextInt(0x10000);
        };
    }

    private void mutate(SunSpecMemory memory, int end) {
        for (int i = random.nextInt(5); i > 0; i--) {
            int at = BASE + 2 + random.nextInt(end - BASE - 2);
            if (random.nextInt(10) == 0) {
                memory.hole(at, 1 + random.nextInt(3));
            } else {
                memory.put(at, word());
            }
        }
    }

    private static void judge(SunSpecMemory memory, SunSpecDevice device, int image) {
        RegisterSession.Layout layout = SunSpecLayout.of(device, image % 2 == 0);
        for (Field field : SunSpecMemory.fields(layout)) {
            assertThat(inOneModel(device, field))
                    .as(field + " of image " + image)
                    .isTrue();
        }
        memory.decode(layout, new Judge(layout, image));
    }

    private static boolean inOneModel(SunSpecDevice device, Field field) {
        return device.models().stream()
                .filter(device::isRead)
                .anyMatch(model -> field.first() >= model.address()
                        && field.last() < model.end()
                        && field.last() < model.address() + device.body(model).size());
    }

    /** Takes what the fields put. */
    private record Judge(RegisterSession.Layout layout, int image) implements SampleTarget {

        @Override
        public void begin(long utcMillis) {
            // One batch.
        }

        @Override
        public void put(int point, double value) {
            assertThat(Double.isNaN(value)).as(name(point)).isFalse();
            int states = layout.points().get(point).definition().states().size();
            if (states > 0) {
                assertThat(value).as(name(point)).isBetween(0.0, states - 1.0);
            }
        }

        @Override
        public void put(int point, double value, Quality quality) {
            put(point, value);
        }

        @Override
        public void putText(int point, String text) {
            assertThat(text).as(name(point)).isNotNull();
        }

        @Override
        public void putBad(int point, Quality why) {
            assertThat(why.isUsable()).as(name(point)).isFalse();
        }

        @Override
        public void commit() {
            // One batch.
        }

        private String name(int point) {
            return layout.points().get(point).name() + " of image " + image;
        }
    }
}
