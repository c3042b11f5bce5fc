package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan.Place;

/**
 * How many blocks of a kind the device has. Read along and compared: when a string or a module is added or taken away,
 * the registers behind it may mean something else.
 */
public record BlockCount(Place place, int expected) implements Field {

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
        if (Registers.number(place.encoding(), place.slice(), bits) != expected) {
            frame.strange("the device no longer has the " + expected + " blocks it had at " + place.address());
        }
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        // No value of its own.
    }

    @Override
    public boolean guards() {
        return true;
    }

    @Override
    public boolean leads() {
        return true;
    }
}
