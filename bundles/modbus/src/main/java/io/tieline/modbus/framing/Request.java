package io.tieline.modbus.framing;

import io.netty.buffer.ByteBuf;
import io.tieline.southbound.DeviceFault;

/**
 * One request and where its answer goes. Made once and sent at every poll: nothing is allocated per exchange. Belongs to
 * the event loop from the moment it is submitted until it is answered.
 */
public final class Request {

    /** How an exchange ended; exactly one of the three is called, on the event loop. */
    public interface Listener {
        /**
         * @param data what follows the byte count of a read, or the address of a write; valid during the call only
         */
        void answered(Request request, ByteBuf data);

        /** The device answered with an exception code. */
        void refused(Request request, int code);

        void failed(Request request, DeviceFault fault);
    }

    private static final short[] NOTHING = {};

    public final int unit;
    public final Function function;
    public final int address;
    /** Registers or bits to read; registers or bits to write. */
    public final int quantity;
    /** Big-endian words to write. */
    public final short[] words;

    public final long timeoutNanos;
    /** Least silence between the last answer and this request. */
    public final long pauseNanos;
    /** How many may be under way on the connection while this one is. */
    final int inFlight;
    /** Commands overtake waiting polls of the same unit. */
    public final boolean urgent;

    public final Listener listener;

    /** Ties the answer to the request where frames bear a number. */
    public int transaction;

    public long deadlineNanos;
    /** It was under way when its connection broke through no fault of its unit, and has been sent again. */
    public boolean repeated;

    public long sentUtcMillis;
    public long answeredUtcMillis;

    private Request(Target target, Function function, int address, int quantity, short[] words, Listener listener) {
        this.unit = target.unit;
        this.timeoutNanos = target.timeoutNanos;
        this.pauseNanos = target.pauseNanos;
        this.inFlight = target.inFlight;
        this.function = function;
        this.address = address;
        this.quantity = quantity;
        this.words = words;
        this.urgent = target.urgent;
        this.listener = listener;
    }

    /**
     * What all requests to one unit share.
     *
     * @param timeoutNanos for one exchange, from the moment the request is sent
     * @param pauseNanos least silence between an answer and the next request
     * @param inFlight how many requests the device takes before it has answered the first; 1 for most
     * @param urgent overtakes what waits for the same unit
     */
    public record Target(int unit, long timeoutNanos, long pauseNanos, int inFlight, boolean urgent) {
        /** The same for another unit behind the same connection. */
        public Target at(int otherUnit) {
            return new Target(otherUnit, timeoutNanos, pauseNanos, inFlight, urgent);
        }

        /** The same with what the device bears. */
        public Target bearing(long silenceNanos, int atOnce) {
            return new Target(unit, timeoutNanos, silenceNanos, atOnce, urgent);
        }

        public Target overtaking() {
            return new Target(unit, timeoutNanos, pauseNanos, inFlight, true);
        }
    }

    public static Request read(Target target, Function function, int address, int quantity, Listener listener) {
        return new Request(target, function, address, quantity, NOTHING, listener);
    }

    public static Request write(Target target, Function function, int address, short[] words, Listener listener) {
        return new Request(target, function, address, words.length, words, listener);
    }

    /** The middle of request and response: the best guess of when the values were true. */
    public long middleUtcMillis() {
        return sentUtcMillis + (answeredUtcMillis - sentUtcMillis) / 2;
    }

    @Override
    public String toString() {
        return function + " of " + quantity + " at " + address + " from unit " + unit;
    }
}
