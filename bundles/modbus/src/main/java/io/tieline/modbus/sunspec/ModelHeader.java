package io.tieline.modbus.sunspec;

import io.tieline.modbus.register.Field;
import io.tieline.modbus.register.Frame;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;

/**
 * The id and length in front of a SunSpec model. Read along and compared: after a firmware update, or behind another
 * device at the same address, the chain may have moved and every register would mean something else.
 */
record ModelHeader(int address, int id, int length) implements Field {

    @Override
    public int first() {
        return address;
    }

    @Override
    public int last() {
        return address + 1;
    }

    @Override
    public void decode(Frame frame, short[] scales, SampleTarget target) {
        if (frame.u16(address) != id || frame.u16(address + 1) != length) {
            frame.strange("the SunSpec models of the device have moved");
        }
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        // No value of its own.
    }

    @Override
    public boolean leads() {
        return true;
    }
}
