package io.tieline.modbus.register;

import io.tieline.model.Point;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ValueRule;

/** A coil or a discrete input. */
public record Coil(int index, Point point, int address, ValueRule rule) implements Field {

    @Override
    public int first() {
        return address;
    }

    @Override
    public int last() {
        return address;
    }

    @Override
    public void decode(Frame frame, short[] scales, SampleTarget target) {
        rule.put(target, index, point, frame.bit(address));
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
