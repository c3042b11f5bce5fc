package io.tieline.modbus.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tieline.model.Point;
import io.tieline.model.PointCatalog;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.Encoding;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ModbusPlan.Space;
import io.tieline.profile.Slice;
import io.tieline.profile.ValueRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Put together or one by one: the same values with the same qualities. */
class QuantitiesTest {

    private static final int FIRST = 1000;
    private static final int FIELDS = 40;
    private static final List<Encoding> NUMBERS =
            Arrays.stream(Encoding.values()).filter(Encoding::isNumber).toList();
    private static final List<ValueRule> RULES = List.of(
            ValueRule.IDENTITY,
            ValueRule.scaled(-1, 10),
            ValueRule.builder().scale(2, 3, -40).within(-1000, 1000).build(),
            ValueRule.builder().sentinels(Set.of(65535.0, -32768.0, 0.0, 7.0)).build());

    /** What fields put, in words. */
    private static final class Said implements SampleTarget {
        final Map<Integer, String> values = new TreeMap<>();

        @Override
        public void begin(long utcMillis) {
            // One batch.
        }

        @Override
        public void put(int point, double value) {
            put(point, value, Quality.GOOD);
        }

        @Override
        public void put(int point, double value, Quality quality) {
            values.put(point, value + " " + quality);
        }

        @Override
        public void putText(int point, String text) {
            values.put(point, text);
        }

        @Override
        public void putBad(int point, Quality why) {
            values.put(point, why.name());
        }

        @Override
        public void commit() {
            // One batch.
        }
    }

    private static <T> T any(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static Place place(Random random, int address, Slice slice) {
        Encoding encoding = any(random, NUMBERS);
        Order order = any(random, List.of(Order.values()));
        return new Place(ModbusPlan.OWN_UNIT, Space.HOLDING, address, encoding, order, encoding.registers(), slice);
    }

    private static Field field(Random random, int index) {
        if (random.nextInt(10) == 0) {
            return new ScaleFactor(FIRST + index, 0);
        }
        Point point = PointCatalog.point(
                any(random, List.of("meter.power", "ups.output.energy", "device.model", "ups.on_battery")));
        Slice slice = random.nextInt(5) == 0 ? new Slice(random.nextInt(4), 1 + random.nextInt(8)) : Slice.WHOLE;
        return new Quantity(
                index,
                point,
                place(random, FIRST + index, slice),
                any(random, List.of(Absent.NEVER, Absent.NEVER, Absent.SIGN_BIT)),
                random.nextInt(8) == 0 ? 0 : -1,
                random.nextInt(8) == 0,
                any(random, RULES));
    }

    /** Many words are special ones: sentinels, zeros, all ones. */
    private static ByteBuf words(Random random) {
        ByteBuf words = Unpooled.directBuffer();
        for (int i = 0; i < FIELDS + 4; i++) {
            words.writeShort(random.nextInt(3) == 0 ? any(random, List.of(0, 7, 0x8000, 0xFFFF)) : random.nextInt());
        }
        return words;
    }

    @Property(seed = "20261125")
    void togetherAsOneByOne(@ForAll long seed) {
        Random random = new Random(seed);
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            fields.add(field(random, i));
        }
        ByteBuf words = words(random);
        Frame frame = new Frame().over(words, FIRST);
        short[] scales = {(short) (random.nextInt(5) - 2)};
        Said oneByOne = new Said();
        fields.stream().filter(Field::leads).forEach(field -> field.decode(frame, scales, oneByOne));
        fields.stream().filter(field -> !field.leads()).forEach(field -> field.decode(frame, scales, oneByOne));
        Said together = new Said();
        for (Field field : Quantities.gathered(fields)) {
            field.decode(frame, scales, together);
        }
        words.release();
        assertThat(together.values).isEqualTo(oneByOne.values);
    }

    @Example
    void plainOnesOfOneFormBecomeOneField() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            Place place =
                    new Place(ModbusPlan.OWN_UNIT, Space.HOLDING, FIRST + i, Encoding.U16, Order.BIG, 1, Slice.WHOLE);
            fields.add(new Quantity(
                    i, PointCatalog.point("meter.power"), place, Absent.NEVER, -1, false, ValueRule.IDENTITY));
        }
        Field[] gathered = Quantities.gathered(fields);
        assertThat(gathered).hasSize(1);
        assertThat(gathered[0].first()).isEqualTo(FIRST);
        assertThat(gathered[0].last()).isEqualTo(FIRST + FIELDS - 1);
        Said said = new Said();
        gathered[0].bad(said, Quality.BAD_TIMEOUT);
        assertThat(said.values.values()).hasSize(FIELDS).containsOnly("BAD_TIMEOUT");
    }
}
