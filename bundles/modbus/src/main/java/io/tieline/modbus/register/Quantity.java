package io.tieline.modbus.register;

import io.tieline.model.Point;
import io.tieline.model.PointKind;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ValueRule;

/**
 * A number in registers.
 *
 * @param index of the point
 * @param absent what the device writes where it has no such value
 * @param scale slot of its scale factor, -1 for none
 * @param ratio whether numbers beyond 1 are percent: SunSpec's PF is percent by the book and a ratio from many makers
 * @param rule sentinels are those of the whole number, even where only a slice of it is meant
 */
public record Quantity(int index, Point point, Place place, Absent absent, int scale, boolean ratio, ValueRule rule)
        implements Field {

    /** Whether nothing but its own registers and its rule makes the value. */
    boolean isPlain() {
        PointKind kind = point.definition().kind();
        return (kind == PointKind.MEASUREMENT || kind == PointKind.COUNTER)
                && absent == Absent.NEVER
                && scale < 0
                && !ratio
                && place.slice().isWhole();
    }

    @Override
    public int first() {
        return place.address();
    }

    @Override
    public int last() {
        return place.last();
    }

    @Override
    public void decode(Frame frame, short[] scales, SampleTarget target) {
        long bits = Registers.bits(frame, place.address(), place.registers(), place.order());
        double raw = Registers.number(place.encoding(), place.slice(), bits);
        if (absent.is(bits, place.registers()) || Double.isNaN(raw) || isSentinel(bits)) {
            target.putBad(index, Quality.BAD_SENTINEL);
        } else if (scale < 0) {
            put(target, raw);
        } else {
            putScaled(target, raw, scales[scale]);
        }
    }

    private boolean isSentinel(long bits) {
        return rule.hasSentinels() && rule.isSentinel(Registers.whole(place.encoding(), place.slice(), bits));
    }

    private void putScaled(SampleTarget target, double raw, short exponent) {
        if (Registers.isScale(exponent)) {
            put(target, Registers.scaled(raw, exponent));
        } else if (exponent == Field.UNREAD_SCALE) {
            target.putBad(index, Quality.BAD_NEVER_READ);
        } else {
            target.putBad(index, exponent == Short.MIN_VALUE ? Quality.BAD_SENTINEL : Quality.BAD_OUT_OF_RANGE);
        }
    }

    private void put(SampleTarget target, double number) {
        rule.putNumber(target, index, point, ratio && Math.abs(number) > 1 ? number / 100 : number);
    }

    @Override
    public boolean fills(int filled) {
        return filled == index;
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        target.putBad(index, why);
    }
}
