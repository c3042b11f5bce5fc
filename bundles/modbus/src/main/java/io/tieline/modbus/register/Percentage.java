package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ValueRule;

/**
 * A number in registers that is a percentage of another number of the device.
 *
 * @param rule makes the percentage; its plausible range is that of the value
 */
public record Percentage(int index, Place place, BaseNumber base, ValueRule rule) implements Field {

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
        if (Double.isNaN(raw) || rule.isSentinel(Registers.whole(place.encoding(), place.slice(), bits))) {
            target.putBad(index, Quality.BAD_SENTINEL);
        } else if (Double.isNaN(base.number())) {
            target.putBad(index, Quality.BAD_NEVER_READ);
        } else {
            rule.putValue(target, index, rule.scaled(raw) * base.number() / 100);
        }
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
