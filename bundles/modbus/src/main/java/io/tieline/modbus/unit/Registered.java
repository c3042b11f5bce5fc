package io.tieline.modbus.unit;

import io.tieline.modbus.framing.Function;
import io.tieline.modbus.register.Registers;
import io.tieline.profile.ModbusPlan.Place;
import java.util.concurrent.CompletableFuture;

/** One number at its place in a device: written, read, compared. */
public final class Registered {

    private Registered() {}

    /**
     * What is written so that a raw number stands at a place.
     *
     * @throws ArithmeticException if it does not fit
     */
    public static short[] words(Place place, double raw) {
        if (place.space().isBits()) {
            return new short[] {(short) (raw == 0 ? 0 : 1)};
        }
        return Registers.words(Registers.bitsOf(place.encoding(), raw), place.registers(), place.order());
    }

    public static CompletableFuture<Answer> write(RemoteUnit unit, Place place, short... words) {
        Function one = place.space().isBits() ? Function.WRITE_COIL : Function.WRITE_REGISTER;
        return unit.at(place.unit()).write(words.length == 1 ? one : Function.WRITE_REGISTERS, place.address(), words);
    }

    public static CompletableFuture<Answer> read(RemoteUnit unit, Place place) {
        return unit.at(place.unit()).read(Function.reading(place.space()), place.address(), place.registers());
    }

    /** The raw number in an answer; NaN if there is none. */
    public static double raw(Place place, Answer answer) {
        if (answer instanceof Answer.Octets octets && octets.bytes().length > 0) {
            return octets.bytes()[0] & 1;
        }
        if (!(answer instanceof Answer.Words words)) {
            return Double.NaN;
        }
        long bits = Registers.bits(words.frame(), place.address(), place.registers(), place.order());
        return Registers.number(place.encoding(), place.slice(), bits);
    }
}
