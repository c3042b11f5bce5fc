package io.tieline.modbus.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import io.netty.util.concurrent.Future;
import io.tieline.modbus.framing.FrameReader;
import io.tieline.modbus.framing.Framing;
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
    private final SocketChannel channel;
    private final ByteBuf in;
    private final ByteBuf out;
    private final FrameReader reader;

    private State state = State.CONNECTING;
    private @Nullable IoRegistration registration;

    /**
     * @param channel not connected yet
     * @param in takes what comes; shared with the other connections of the event loop
     * @param out takes what is sent; likewise
     */
    PlainWire(Link link, Endpoint endpoint, Framing framing, SocketChannel channel, ByteBuf in, ByteBuf out) {
        this.link = link;
        this.endpoint = endpoint;
        this.channel = channel;
        this.in = in;
        this.out = out;
        reader = new FrameReader(framing, this);
    }

    void connect(IoEventLoop loop, InetAddress address, long timeoutNanos) {
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.connect(new InetSocketAddress(address, endpoint.port()));
            loop.register(new Handle()).addListener((Future<IoRegistration> done) -> registered(done));
            loop.schedule(this::late, timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void registered(Future<IoRegistration> done) {
        if (!done.isSuccess()) {
            failed(done.cause());
            return;
        }
        IoRegistration granted = done.getNow();
        if (state == State.CLOSED) {
            granted.cancel();
            return;
        }
        registration = granted;
        granted.submit(NioIoOps.CONNECT);
        if (channel.isConnected()) {
            // At once, as it happens on one machine: the selector does not say so.
            ready();
        }
    }

    private void late() {
        if (state == State.CONNECTING) {
            failed(new ConnectException("no answer in time"));
        }
    }

    private void ready() {
        try {
            if (state == State.OPEN) {
                receive();
            } else if (state == State.CONNECTING && channel.finishConnect()) {
                opened();
            }
        } catch (IOException | RuntimeException e) {
            // Also whatever a listener throws: the event loop, which serves all devices, must not have to deal with it.
            failed(e);
        }
    }

    private void opened() {
        state = State.OPEN;
        if (registration != null) {
            registration.submit(NioIoOps.READ);
        }
        link.opened(this);
    }

    private void receive() throws IOException {
        in.clear();
        if (in.writeBytes(channel, in.capacity()) < 0) {
            close();
            link.lost(this, new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "the device closed the connection"));
        } else {
            reader.read(in);
        }
    }

    private void failed(Throwable cause) {
        State before = state;
        close();
        if (before == State.CONNECTING) {
            link.notOpened(endpoint.unreachable(cause));
        } else if (before == State.OPEN) {
            link.lost(this, endpoint.broken(cause));
        }
    }

    @Override
    public ByteBuf buffer() {
        return out.clear().retain();
    }

    /** A connection whose send buffer has no room for one request is as good as broken. */
    @Override
    public void send(ByteBuf frame) {
        try {
            if (state == State.OPEN) {
                frame.readBytes(channel, frame.readableBytes());
                if (frame.isReadable()) {
                    throw new IOException("the device takes no more requests");
                }
            }
        } catch (IOException e) {
            // At once: nothing may follow half a frame, it would be taken for the other half.
            close();
            // Later: the link is in the middle of sending.
            link.loop().execute(() -> link.lost(this, endpoint.broken(e)));
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
        if (registration != null) {
            registration.cancel();
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone, which is what was wanted.
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
        Handle() {
            super(channel);
        }

        @Override
        protected void handle(SocketChannel itself, SelectionKey key) {
            ready();
        }
    }
}
