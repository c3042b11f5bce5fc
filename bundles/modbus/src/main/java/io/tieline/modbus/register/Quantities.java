package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.Encoding;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ValueRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plain quantities of one block that are laid out alike and follow the same rule, decoded in one sweep over flat arrays: what
 * most blocks consist of. An object for each, times a thousand devices, would have left the processor's caches by the next
 * poll.
 */
public final class Quantities implements Field {

    /** How the bits of each lie in its registers, and what makes a value of them. */
    private record Form(Encoding encoding, int registers, Order order, ValueRule rule) {

        static Form of(Quantity quantity) {
            Place place = quantity.place();
            return new Form(place.encoding(), place.registers(), place.order(), quantity.rule());
        }

        /** One register as the standard has it. */
        boolean isWord() {
            return registers == 1 && (order == Order.BIG || order == Order.WORD_SWAPPED);
        }
    }

    private final Form form;
    private final int[] addresses;
    private final int[] points;

    private Quantities(Form form, List<Quantity> each) {
        this.form = form;
        addresses = each.stream().mapToInt(Quantity::first).toArray();
        points = each.stream().mapToInt(Quantity::index).toArray();
    }

    /** The fields of a block in the order they are decoded: those others need first, and plain quantities together. */
    public static Field[] gathered(List<Field> fields) {
        Map<Form, List<Quantity>> plain = new LinkedHashMap<>();
        List<Field> gathered = new ArrayList<>();
        for (Field field : fields) {
            if (field instanceof Quantity quantity && quantity.isPlain()) {
                plain.computeIfAbsent(Form.of(quantity), form -> new ArrayList<>())
                        .add(quantity);
            } else {
                gathered.add(field);
            }
        }
        plain.forEach((form, each) -> gathered.add(new Quantities(form, each)));
        gathered.sort(Comparator.comparing(field -> !field.leads()));
        return gathered.toArray(Field[]::new);
    }

    @Override
    public int first() {
        return Arrays.stream(addresses).min().orElse(0);
    }

    @Override
    public int last() {
        return Arrays.stream(addresses).max().orElse(0) + form.registers - 1;
    }

    @Override
    public void decode(Frame frame, short[] scales, SampleTarget target) {
        if (form.isWord() && form.encoding == Encoding.U16) {
            for (int i = 0; i < points.length; i++) {
                put(target, points[i], frame.u16(addresses[i]));
            }
        } else if (form.isWord() && form.encoding == Encoding.I16) {
            for (int i = 0; i < points.length; i++) {
                put(target, points[i], (short) frame.u16(addresses[i]));
            }
        } else {
            for (int i = 0; i < points.length; i++) {
                long bits = Registers.bits(frame, addresses[i], form.registers, form.order);
                put(target, points[i], Registers.number(form.encoding, bits));
            }
        }
    }

    private void put(SampleTarget target, int point, double raw) {
        ValueRule rule = form.rule;
        if (Double.isNaN(raw) || rule.isSentinel(raw)) {
            target.putBad(point, Quality.BAD_SENTINEL);
        } else {
            rule.putValue(target, point, rule.scaled(raw));
        }
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        for (int point : points) {
            target.putBad(point, why);
        }
    }
}
