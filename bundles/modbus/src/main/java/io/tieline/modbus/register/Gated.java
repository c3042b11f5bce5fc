package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;

/** A setpoint that only counts while the register that enables it holds 1; otherwise it is 0. */
public record Gated(Field setpoint, int point, int enable) implements Field {

    private static final int ABSENT = 0xFFFF;

    @Override
    public int first() {
        return Math.min(enable, setpoint.first());
    }

    @Override
    public int last() {
        return Math.max(enable, setpoint.last());
    }

    @Override
    public void decode(Frame frame, short[] scales, SampleTarget target) {
        switch (frame.u16(enable)) {
            case 1 -> setpoint.decode(frame, scales, target);
            case ABSENT -> target.putBad(point, Quality.BAD_SENTINEL);
            default -> target.put(point, 0);
        }
    }

    @Override
    public boolean fills(int filled) {
        return filled == point;
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        setpoint.bad(target, why);
    }
}
