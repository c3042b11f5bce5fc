package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bit field as a text: the names of the bits that are set. Makes a new string only when they change. */
public final class BitNames implements Field {

    private final int point;
    private final int address;
    private final int registers;
    private final Map<Integer, String> names;
    private long last;
    private String text = "";

    public BitNames(int point, int address, int registers, Map<Integer, String> names) {
        this.point = point;
        this.address = address;
        this.registers = registers;
        this.names = Map.copyOf(names);
    }

    @Override
    public int first() {
        return address;
    }

    @Override
    public int last() {
        return address + registers - 1;
    }

    @Override
    public void decode(Frame frame, short[] scales, SampleTarget target) {
        long bits = Registers.bits(frame, address, registers, Order.BIG);
        if (Absent.TOP_BIT.is(bits, registers)) {
            target.putBad(point, Quality.BAD_SENTINEL);
            return;
        }
        if (bits != last) {
            last = bits;
            text = text(bits);
        }
        target.putText(point, text);
    }

    private String text(long bits) {
        List<String> set = new ArrayList<>();
        for (int bit = 0; bit < 16 * registers; bit++) {
            if ((bits >>> bit & 1) == 1) {
                set.add(names.getOrDefault(bit, "bit " + bit));
            }
        }
        return String.join(" ", set);
    }

    @Override
    public boolean fills(int filled) {
        return filled == point;
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        target.putBad(point, why);
    }
}
