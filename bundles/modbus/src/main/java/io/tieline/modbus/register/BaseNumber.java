package io.tieline.modbus.register;

import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.profile.ModbusPlan.Place;
import io.tieline.profile.ValueRule;

/** The number of which others are percentages: a rating the device tells. */
public final class BaseNumber implements Field {

    private final Place place;
    private final ValueRule rule;
    private double number = Double.NaN;

    public BaseNumber(Place place, ValueRule rule) {
        this.place = place;
        this.rule = rule;
    }

    /** In SI units; NaN while the device has not told it. */
    double number() {
        return number;
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
        boolean absent = rule.isSentinel(Registers.whole(place.encoding(), place.slice(), bits));
        number = absent ? Double.NaN : rule.scaled(Registers.number(place.encoding(), place.slice(), bits));
    }

    @Override
    public void forget(short[] scales) {
        number = Double.NaN;
    }

    @Override
    public void bad(SampleTarget target, Quality why) {
        // The values that need it say so themselves.
    }

    @Override
    public boolean leads() {
        return true;
    }
}
