package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan.Order;

/**
 * A bit field whose bits are alarms. Where its highest bit is set the device says "not implemented".
 *
 * @param points of the flags, in the order of the bits
 */
public record AlarmBits(int address, int registers, int[] bits, int[] points) implements Field {

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
        long word = Registers.bits(frame, address, registers, Order.BIG);
        if (Absent.TOP_BIT.is(word, registers)) {
            bad(target, Quality.BAD_SENTINEL);
            return;
        }
        for (int i = 0; i < bits.length; i++) {
            target.put(points[i], word >>> bits[i] & 1);
        }
    }

    @Override
    public boolean fills(int filled) {
        for (int point : points) {
            if (point == filled) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        for (int point : points) {
            target.putBad(point, why);
        }
    }
}
