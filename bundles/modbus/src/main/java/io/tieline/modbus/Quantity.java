package io.tieline.modbus;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan.Encoding;
import io.tieline.profile.ModbusPlan.Order;

/**
 * A number in registers.
 *
 * @param point index
 * @param bit 0 … 15 of a register, or of two for SunSpec's 32-bit fields; -1 for the whole number
 * @param absent what the device writes where it has no such value
 * @param scale slot of its scale factor, -1 for none
 */
record Quantity(
        int point, int address, Encoding encoding, Order order, int registers, int bit, Absent absent, int scale, Rule rule)
        implements Field {

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
        long bits = Registers.bits(frame, address, registers, order);
        if (absent.is(bits, registers)) {
            target.putBad(point, Quality.BAD_SENTINEL);
            return;
        }
        double raw = bit >= 0 ? bits >>> bit & 1 : Registers.number(encoding, bits);
        if (Double.isNaN(raw)) {
            target.putBad(point, Quality.BAD_SENTINEL);
        } else if (scale < 0) {
            rule.put(target, point, raw);
        } else {
            putScaled(raw, scales[scale], target);
        }
    }

    private void putScaled(double raw, short exponent, SampleTarget target) {
        if (Registers.isScale(exponent)) {
            rule.put(target, point, Registers.scaled(raw, exponent));
        } else if (exponent == Field.UNREAD_SCALE) {
            target.putBad(point, Quality.BAD_NEVER_READ);
        } else {
            target.putBad(point, exponent == Short.MIN_VALUE ? Quality.BAD_SENTINEL : Quality.BAD_OUT_OF_RANGE);
        }
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        target.putBad(point, why);
    }
}
