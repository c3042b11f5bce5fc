package io.tieline.modbus;

import io.tieline.model.Point;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan.Encoding;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ValueRule;

/**
 * A number in registers.
 *
 * @param index of the point
 * @param bit of the number, -1 for the whole
 * @param absent what the device writes where it has no such value
 * @param scale slot of its scale factor, -1 for none
 * @param ratio whether numbers beyond 1 are percent: SunSpec's PF is percent by the book and a ratio from many makers
 */
record Quantity(
        int index,
        Point point,
        int address,
        Encoding encoding,
        Order order,
        int registers,
        int bit,
        Absent absent,
        int scale,
        boolean ratio,
        ValueRule rule)
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
        double raw = bit >= 0 ? bits >>> bit & 1 : Registers.number(encoding, bits);
        if (absent.is(bits, registers) || Double.isNaN(raw)) {
            target.putBad(index, Quality.BAD_SENTINEL);
        } else if (scale < 0) {
            put(target, raw);
        } else {
            putScaled(target, raw, scales[scale]);
        }
    }

    private void putScaled(SampleTarget target, double raw, short exponent) {
        if (rule.isSentinel(raw)) {
            target.putBad(index, Quality.BAD_SENTINEL);
        } else if (Registers.isScale(exponent)) {
            put(target, Registers.scaled(raw, exponent));
        } else if (exponent == Field.UNREAD_SCALE) {
            target.putBad(index, Quality.BAD_NEVER_READ);
        } else {
            target.putBad(index, exponent == Short.MIN_VALUE ? Quality.BAD_SENTINEL : Quality.BAD_OUT_OF_RANGE);
        }
    }

    private void put(SampleTarget target, double number) {
        rule.put(target, index, point, ratio && Math.abs(number) > 1 ? number / 100 : number);
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        target.putBad(index, why);
    }
}
