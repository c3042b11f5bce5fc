package io.tieline.modbus;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.tieline.model.SiteClock;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceFault.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection and all units behind it. One request is on the wire at a time: many devices answer a second one
 * with silence.
 *
 * <p>Opens when something is to be sent. A request that is not answered in time, or answered with something else, closes
 * the connection: an answer that comes late must never be taken for the answer to the next request. All state belongs to
 * the event loop.
 */
final class Link {

    private enum State {
        CLOSED,
        OPENING,
        OPEN,
        ENDED
    }

    private final Bootstrap template;
    private final EventLoop loop;
    private final Names names;
    private final SiteClock clock;
    private final String host;
    private final int port;
    private final Lanes lanes = new Lanes();
    private final Runnable timer = this::timerFired;

    private State state = State.CLOSED;
    private @Nullable Channel channel;
    private @Nullable Request inFlight;
    private int transaction;
    private long deadlineNanos;
    private boolean timerArmed;
    private long lastAnswerNanos = System.nanoTime();
    private boolean pausing;

    Link(Bootstrap template, EventLoop loop, Names names, SiteClock clock, String host, int port) {
        this.template = template;
        this.loop = loop;
        this.names = names;
        this.clock = clock;
        this.host = host;
        this.port = port;
    }

    /** Queues a request; its listener is called on the event loop. Any thread. */
    void submit(Request request) {
        if (loop.inEventLoop()) {
            enqueue(request);
        } else {
            loop.execute(() -> enqueue(request));
        }
    }

    /** Closes for good. Any thread. */
    void end() {
        loop.execute(() -> {
            closeChannel();
            state = State.ENDED;
            failAll(new DeviceFault(Kind.NO_CONNECTION, "the connection to " + place() + " was closed"));
        });
    }

    EventLoop loop() {
        return loop;
    }

    private void enqueue(Request request) {
        if (state == State.ENDED) {
            request.listener.failed(request, new DeviceFault(Kind.NO_CONNECTION, place() + " is closed"));
            return;
        }
        lanes.add(request);
        if (state == State.CLOSED) {
            open(request.timeoutNanos);
        } else {
            sendNext();
        }
    }

    private void open(long timeoutNanos) {
        state = State.OPENING;
        names.resolve(host)
                .whenComplete((address, unknown) -> loop.execute(() -> {
                    if (state != State.OPENING) {
                        return;
                    }
                    if (unknown != null) {
                        failOpen("the host name " + host + " is not known: check the uri or the name server");
                    } else {
                        connect(address, (int) TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
                    }
                }));
    }

    private void connect(InetAddress address, int timeoutMillis) {
        template.clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.max(1, timeoutMillis))
                .handler(new FrameReader(this))
                .connect(new InetSocketAddress(address, port))
                .addListener((ChannelFuture done) -> opened(done));
    }

    private void opened(ChannelFuture done) {
        if (state != State.OPENING) {
            done.channel().close();
        } else if (done.isSuccess()) {
            channel = done.channel();
            state = State.OPEN;
            sendNext();
        } else {
            failOpen("nothing answers at " + place() + " (" + done.cause().getMessage()
                    + "): check address, port and network");
        }
    }

    private void failOpen(String text) {
        state = State.CLOSED;
        failAll(new DeviceFault(Kind.NO_CONNECTION, text));
    }

    private void sendNext() {
        Channel to = channel;
        if (inFlight != null || pausing || state != State.OPEN || to == null) {
            return;
        }
        Request request = lanes.next();
        if (request == null) {
            return;
        }
        long silence = request.pauseNanos - (System.nanoTime() - lastAnswerNanos);
        if (silence > 0) {
            pausing = true;
            inFlight = request;
            loop.schedule(() -> sendAfterPause(request), silence, TimeUnit.NANOSECONDS);
        } else {
            send(request, to);
        }
    }

    private void sendAfterPause(Request request) {
        pausing = false;
        Channel to = channel;
        if (inFlight == request && state == State.OPEN && to != null) {
            send(request, to);
        } else {
            sendNext();
        }
    }

    private void send(Request request, Channel to) {
        inFlight = request;
        transaction = (transaction + 1) & 0xFFFF;
        request.sentUtcMillis = clock.utcMillis();
        ByteBuf frame = to.alloc().directBuffer(Mbap.MAX_FRAME);
        Mbap.encode(request, transaction, frame);
        arm(request.timeoutNanos);
        to.writeAndFlush(frame, to.voidPromise());
    }

    /** One timer per connection that is armed again when it fires early, instead of one per request. */
    private void arm(long timeoutNanos) {
        deadlineNanos = System.nanoTime() + timeoutNanos;
        if (!timerArmed) {
            timerArmed = true;
            loop.schedule(timer, timeoutNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void timerFired() {
        timerArmed = false;
        Request request = inFlight;
        if (request == null || pausing) {
            return;
        }
        long left = deadlineNanos - System.nanoTime();
        if (left > 0) {
            timerArmed = true;
            loop.schedule(timer, left, TimeUnit.NANOSECONDS);
        } else {
            String text = "no answer from unit " + request.unit + " at " + place() + " within "
                    + TimeUnit.NANOSECONDS.toMillis(request.timeoutNanos) + " ms: check power, network and unit number";
            broken(new DeviceFault(Kind.TIMEOUT, text));
        }
    }

    /** A whole frame has come. */
    void received(ByteBuf frame) {
        Request request = inFlight;
        if (request == null || pausing) {
            broken(protocol("an answer nobody asked for"));
            return;
        }
        String mismatch = Mbap.mismatch(request, transaction, frame);
        if (mismatch != null) {
            broken(protocol(mismatch));
            return;
        }
        inFlight = null;
        lastAnswerNanos = System.nanoTime();
        request.answeredUtcMillis = clock.utcMillis();
        int exception = Mbap.exception(frame);
        if (exception == 0) {
            Mbap.skipToData(request, frame);
            request.listener.answered(request, frame);
        } else {
            request.listener.refused(request, exception);
        }
        sendNext();
    }

    /** What has come is not Modbus. */
    void garbage(String what) {
        broken(protocol(what));
    }

    /** The other side has closed, or the network has. */
    void lost(Channel from, String why) {
        if (from == channel) {
            broken(new DeviceFault(Kind.NO_CONNECTION, place() + " closed the connection: " + why));
        }
    }

    private DeviceFault protocol(String what) {
        return new DeviceFault(
                Kind.PROTOCOL,
                place() + " does not speak Modbus TCP properly: " + what + "; the connection was dropped");
    }

    /** Fails the request on the wire and opens anew for those that wait. */
    private void broken(DeviceFault fault) {
        Request request = inFlight;
        closeChannel();
        if (state == State.OPEN) {
            state = State.CLOSED;
        }
        if (request != null) {
            request.listener.failed(request, fault);
        }
        if (state == State.CLOSED && !lanes.isEmpty()) {
            open(request == null ? TimeUnit.SECONDS.toNanos(1) : request.timeoutNanos);
        }
    }

    private void closeChannel() {
        Channel old = channel;
        channel = null;
        inFlight = null;
        pausing = false;
        if (old != null) {
            old.close();
        }
    }

    private void failAll(DeviceFault fault) {
        Request request = inFlight;
        inFlight = null;
        if (request != null) {
            request.listener.failed(request, fault);
        }
        lanes.drain(waiting -> waiting.listener.failed(waiting, fault));
    }

    private String place() {
        return host + ":" + port;
    }
}
