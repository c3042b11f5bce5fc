package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;

/** A register with a power of ten for other registers. Read along with every poll: devices change it as they run. */
public record ScaleFactor(int address, int slot) implements Field {

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
        scales[slot] = (short) frame.u16(address);
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        // The values that need it say so themselves.
    }

    @Override
    public void forget(short[] scales) {
        scales[slot] = UNREAD_SCALE;
    }

    @Override
    public boolean leads() {
        return true;
    }
}
