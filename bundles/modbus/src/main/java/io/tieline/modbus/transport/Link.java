package io.tieline.modbus.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.tieline.modbus.framing.Exchanges;
import io.tieline.modbus.framing.Framing;
import io.tieline.modbus.framing.Pdu;
import io.tieline.modbus.framing.Request;
import io.tieline.model.SiteClock;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceFault.Kind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One connection or serial line and all units behind it, which take turns. One request is on the wire at a time unless
 * the devices take more: many answer a second one with silence.
 *
 * <p>Opens when something is to be sent. A request that is not answered in time, or answered with something else, ends
 * the connection: an answer that comes late must never be taken for the answer to the next request. A connection that
 * has long been silent is opened anew before it is used: it may have ended without a word, and a request is too dear to
 * find that out. All state belongs to the event loop.
 */
public final class Link {

    private enum State {
        CLOSED,
        OPENING,
        OPEN,
        ENDED
    }

    /** Firewalls and devices forget a connection that is silent; the quickest do so after a minute. */
    private static final long TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(45);
    /** What units get to carry out a broadcast (Modbus over Serial Line V1.02, 2.4.1: 100 to 200 ms). */
    private static final long TURNAROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Medium medium;
    private final EventLoop loop;
    private final SiteClock clock;
    private final LongSupplier nanos;
    private final Framing framing;
    private final HoldOff holdOff;
    private final Lanes lanes = new Lanes();
    private final Exchanges exchanges;
    private final Quarantine quarantine = new Quarantine();
    private final Runnable timer = this::timerFired;
    private final Runnable resume = this::resume;

    private State state = State.CLOSED;
    private @Nullable Wire wire;
    private boolean heardOnWire;
    private long heardNanos;
    private boolean timerArmed;
    private long armedForNanos;
    private boolean pausing;
    private DeviceFault lastFault = new DeviceFault(Kind.NO_CONNECTION, "never connected");

    /** @param nanos the monotonic clock */
    public Link(Medium medium, EventLoop loop, SiteClock clock, LongSupplier nanos, RandomGenerator random) {
        this.medium = medium;
        this.loop = loop;
        this.clock = clock;
        this.nanos = nanos;
        this.framing = medium.framing();
        this.holdOff = new HoldOff(random);
        this.exchanges = new Exchanges(framing);
    }

    public EventLoop loop() {
        return loop;
    }

    /** Queues a request; its listener is called on the event loop. Any thread. */
    public void submit(Request request) {
        if (loop.inEventLoop()) {
            accept(request);
        } else {
            loop.execute(() -> accept(request));
        }
    }

    /** Closes for good. Any thread. */
    public void end() {
        loop.execute(() -> {
            state = State.ENDED;
            closeWire();
            DeviceFault ended =
                    new DeviceFault(Kind.NO_CONNECTION, "the connection to " + medium.place() + " was closed");
            exchanges.drain().forEach(request -> request.listener.failed(request, ended));
            lanes.drain(waiting -> waiting.listener.failed(waiting, ended));
        });
    }

    private void accept(Request request) {
        request.repeated = false;
        if (state == State.ENDED) {
            request.listener.failed(request, new DeviceFault(Kind.NO_CONNECTION, medium.place() + " is closed"));
        } else if (state == State.CLOSED && !holdOff.isOver(nanos.getAsLong())) {
            request.listener.failed(request, lastFault);
        } else {
            lanes.add(request);
            proceed(request.timeoutNanos);
        }
    }

    private void proceed(long timeoutNanos) {
        if (state == State.OPEN) {
            sendWaiting();
        } else if (state == State.CLOSED && !lanes.isEmpty()) {
            state = State.OPENING;
            medium.open(this, timeoutNanos);
        }
    }

    /** The wire is there. */
    public void opened(Wire opened) {
        if (state != State.OPENING) {
            opened.close();
            return;
        }
        wire = opened;
        state = State.OPEN;
        heardOnWire = false;
        heardNanos = nanos.getAsLong();
        sendWaiting();
    }

    public void notOpened(DeviceFault fault) {
        if (state == State.OPENING) {
            state = State.CLOSED;
            giveUp(fault);
        }
    }

    /** Whoever comes within the hold-off hears the same. */
    private void giveUp(DeviceFault fault) {
        lastFault = fault;
        holdOff.failed(nanos.getAsLong());
        lanes.drain(waiting -> waiting.listener.failed(waiting, fault));
    }

    private void sendWaiting() {
        while (state == State.OPEN && !pausing) {
            Request next = lanes.peek();
            if (next == null || !exchanges.hasRoomFor(next)) {
                return;
            }
            long now = nanos.getAsLong();
            if (exchanges.isEmpty() && now - heardNanos > TRUSTED_NANOS) {
                renew(now, next);
                return;
            }
            long left = quarantine.left(next.unit, now);
            if (left > 0) {
                lanes.next();
                loop.schedule(() -> submit(next), left, TimeUnit.NANOSECONDS);
                continue;
            }
            long silence = Math.max(next.pauseNanos, medium.silenceNanos()) - (now - heardNanos);
            if (silence > 0 && exchanges.isEmpty()) {
                pausing = true;
                loop.schedule(resume, silence, TimeUnit.NANOSECONDS);
                return;
            }
            lanes.next();
            send(next, now);
        }
    }

    private void resume() {
        pausing = false;
        sendWaiting();
    }

    private void renew(long now, Request next) {
        heardNanos = now;
        giveUpWire();
        proceed(next.timeoutNanos);
    }

    private void send(Request request, long now) {
        Wire to = wire;
        if (to == null) {
            return;
        }
        if (framing.isBroadcast(request) && request.function.asks()) {
            request.listener.failed(
                    request, protocol("unit 0 means all units, and nobody answers then: name the unit of the device"));
            return;
        }
        exchanges.add(request);
        request.sentUtcMillis = clock.utcMillis();
        ByteBuf frame = to.buffer();
        framing.encode(request, frame);
        int bytes = frame.readableBytes() + Pdu.answerBytes(request);
        long patience = framing.isBroadcast(request) ? TURNAROUND_NANOS : request.timeoutNanos;
        request.deadlineNanos = now + patience + medium.travelNanos(bytes);
        arm(request.deadlineNanos, now);
        to.send(frame);
    }

    /** One timer per connection that is armed again when it fires early, instead of one per request. */
    private void arm(long deadlineNanos, long now) {
        if (!timerArmed || deadlineNanos - armedForNanos < 0) {
            timerArmed = true;
            armedForNanos = deadlineNanos;
            loop.schedule(timer, deadlineNanos - now, TimeUnit.NANOSECONDS);
        }
    }

    private void timerFired() {
        long now = nanos.getAsLong();
        if (timerArmed && now - armedForNanos < 0) {
            return;
        }
        timerArmed = false;
        Request request = exchanges.mostPressing();
        if (request == null) {
            return;
        }
        if (request.deadlineNanos - now > 0) {
            arm(request.deadlineNanos, now);
        } else if (framing.isBroadcast(request)) {
            ended(request);
            request.listener.answered(request, Unpooled.EMPTY_BUFFER);
            sendWaiting();
        } else {
            if (!framing.hasTransactions()) {
                quarantine.put(request.unit, now + request.timeoutNanos);
            }
            broken(request.unit, timeout(request));
        }
    }

    /** How many answers may come from a wire. */
    int expected(Wire from) {
        return from == wire ? exchanges.size() : 0;
    }

    /** A whole frame has come. */
    void received(Wire from, ByteBuf frame) {
        if (from != wire) {
            return;
        }
        Request request = exchanges.find(framing.transaction(frame));
        if (request == null) {
            if (!medium.isUnordered()) {
                garbage(from, "an answer nobody asked for");
            }
            return;
        }
        String mismatch = framing.mismatch(request, frame);
        if (mismatch != null && isLate(frame)) {
            return;
        }
        if (mismatch != null || framing.isBroadcast(request)) {
            broken(request.unit, protocol(mismatch == null ? "an answer to a broadcast" : mismatch));
            return;
        }
        ended(request);
        heardOnWire = true;
        holdOff.succeeded();
        request.answeredUtcMillis = clock.utcMillis();
        int exception = framing.exception(frame);
        if (exception == 0) {
            framing.trimToData(request, frame);
            request.listener.answered(request, frame);
        } else {
            request.listener.refused(request, exception);
        }
        sendWaiting();
    }

    /** The answer of a unit that has been given up already. The line can bring it after the next request was sent. */
    private boolean isLate(ByteBuf frame) {
        return !framing.hasTransactions()
                && quarantine.left(frame.getUnsignedByte(frame.readerIndex()), nanos.getAsLong()) > 0;
    }

    private void ended(Request request) {
        exchanges.remove(request);
        heardNanos = nanos.getAsLong();
    }

    /** What has come is not Modbus. */
    void garbage(Wire from, String what) {
        lost(from, protocol(what));
    }

    /** The other side has closed, or the network has. */
    void lost(Wire from, DeviceFault fault) {
        if (from == wire) {
            Request oldest = exchanges.mostPressing();
            broken(oldest == null ? -1 : oldest.unit, fault);
        }
    }

    /**
     * Fails what is under way with one unit. What other units were asked is asked again, once: one bad unit must not
     * spoil the polls of its neighbours. A write is never repeated: it may have been carried out.
     */
    private void broken(int unit, DeviceFault fault) {
        List<Request> underWay = exchanges.drain();
        giveUpWire();
        boolean refused = state == State.CLOSED && !heardOnWire && fault.kind() != Kind.TIMEOUT;
        if (refused) {
            giveUp(fault);
        }
        for (Request request : underWay) {
            if (!refused && request.unit != unit && request.function.asks() && !request.repeated) {
                request.repeated = true;
                lanes.addAgain(request);
            } else {
                request.listener.failed(request, fault);
            }
        }
        Request waiting = lanes.peek();
        if (waiting != null) {
            proceed(waiting.timeoutNanos);
        }
    }

    private void giveUpWire() {
        Wire old = wire;
        wire = null;
        if (old != null && old.abandon()) {
            wire = old;
        } else if (state == State.OPEN) {
            state = State.CLOSED;
        }
    }

    private void closeWire() {
        Wire old = wire;
        wire = null;
        if (old != null) {
            old.close();
        }
    }

    private DeviceFault protocol(String what) {
        return new DeviceFault(
                Kind.PROTOCOL,
                medium.place() + " does not speak Modbus properly: " + what + "; its answer was dropped");
    }

    private DeviceFault timeout(Request request) {
        return new DeviceFault(
                Kind.TIMEOUT,
                "no answer from unit " + request.unit + " at " + medium.place() + " within "
                        + TimeUnit.NANOSECONDS.toMillis(request.timeoutNanos)
                        + " ms: check power, network and unit number");
    }
}
