package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import io.netty.util.concurrent.Future;
import io.tieline.southbound.DeviceFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A TCP connection straight on the selector of the event loop. Event loop only. */
final class PlainWire implements Wire, FrameReader.Sink {

    private enum State {
        CONNECTING,
        OPEN,
        CLOSED
    }

    private final Link link;
    private final Endpoint endpoint;
    private final Framing framing;
    private final ByteBuf in;
    private final ByteBuf out;
    private final FrameReader reader;

    private State state = State.CONNECTING;
    private @Nullable SocketChannel channel;
    private @Nullable IoRegistration registration;

    /**
     * @param in takes what comes; shared with the other connections of the event loop
     * @param out takes what is sent; likewise
     */
    PlainWire(Link link, Endpoint endpoint, Framing framing, ByteBuf in, ByteBuf out) {
        this.link = link;
        this.endpoint = endpoint;
        this.framing = framing;
        this.in = in;
        this.out = out;
        reader = new FrameReader(framing, this);
    }

    void connect(IoEventLoop loop, InetAddress address, long timeoutNanos) {
        try {
            SocketChannel opening = SocketChannel.open();
            channel = opening;
            opening.configureBlocking(false);
            opening.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opening.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            opening.connect(new InetSocketAddress(address, endpoint.port()));
            loop.register(new Handle(opening)).addListener((Future<IoRegistration> done) -> registered(done));
            loop.schedule(this::late, timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (IOException | RuntimeException e) {
            notConnected(e);
        }
    }

    private void registered(Future<IoRegistration> done) {
        SocketChannel its = channel;
        if (!done.isSuccess()) {
            notConnected(done.cause());
        } else if (its == null) {
            done.getNow().cancel();
        } else {
            registration = done.getNow();
            done.getNow().submit(NioIoOps.CONNECT);
            if (its.isConnected()) {
                // At once, as it happens on one machine: the selector does not say so.
                finishConnecting(its);
            }
        }
    }

    private void late() {
        if (state == State.CONNECTING) {
            notConnected(new ConnectException("no answer in time"));
        }
    }

    private void notConnected(Throwable cause) {
        close();
        link.notOpened(endpoint.unreachable(cause));
    }

    private void ready(SocketChannel from) {
        if (state == State.OPEN) {
            receive(from);
        } else if (state == State.CONNECTING) {
            finishConnecting(from);
        }
    }

    private void finishConnecting(SocketChannel from) {
        IoRegistration its = registration;
        try {
            if (its == null || !from.finishConnect()) {
                return;
            }
        } catch (IOException e) {
            notConnected(e);
            return;
        }
        state = State.OPEN;
        its.submit(NioIoOps.READ);
        link.opened(this);
    }

    private void receive(SocketChannel from) {
        in.clear();
        try {
            if (in.writeBytes(from, in.capacity()) < 0) {
                lost(new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "the device closed the connection"));
                return;
            }
        } catch (IOException e) {
            lost(endpoint.broken(e));
            return;
        }
        try {
            reader.read(in);
        } catch (RuntimeException e) {
            // The event loop must not have to deal with it: it serves all devices.
            lost(endpoint.broken(e));
        }
    }

    private void lost(DeviceFault why) {
        close();
        link.lost(this, why);
    }

    @Override
    public ByteBuf buffer() {
        return out.clear().retain();
    }

    /** A connection whose send buffer has no room for one request is as good as broken. */
    @Override
    public void send(ByteBuf frame) {
        SocketChannel to = channel;
        try {
            if (to == null || state != State.OPEN) {
                return;
            }
            frame.readBytes(to, frame.readableBytes());
            if (frame.isReadable()) {
                throw new IOException("the device takes no more requests");
            }
        } catch (IOException e) {
            // Not from within the link's own sending.
            link.loop().execute(() -> lost(endpoint.broken(e)));
        } finally {
            frame.release();
        }
    }

    @Override
    public boolean abandon() {
        close();
        return false;
    }

    @Override
    public void close() {
        state = State.CLOSED;
        reader.close();
        IoRegistration its = registration;
        if (its != null) {
            its.cancel();
        }
        SocketChannel old = channel;
        channel = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                // It is gone, which is what was wanted.
            }
        }
    }

    @Override
    public void frame(ByteBuf frame) {
        link.received(this, frame);
    }

    @Override
    public int expected() {
        return link.expected(this);
    }

    @Override
    public void garbage(String what) {
        link.garbage(this, what);
    }

    /** What the event loop knows of it. */
    private final class Handle extends NioSelectableChannelIoHandle<SocketChannel> {
        Handle(SocketChannel channel) {
            super(channel);
        }

        @Override
        protected void handle(SocketChannel ready, SelectionKey key) {
            ready(ready);
        }
    }
}
