package io.tieline.modbus;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;

/** A coil or a discrete input. */
record Coil(int point, int address, Rule rule) implements Field {

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
        rule.put(target, point, frame.bit(address));
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        target.putBad(point, why);
    }
}
