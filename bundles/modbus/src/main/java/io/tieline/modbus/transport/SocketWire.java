package io.tieline.modbus.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.tieline.modbus.framing.FrameReader;
import io.tieline.modbus.framing.Framing;
import io.tieline.southbound.DeviceFault;
import java.util.function.Function;

/** A TLS connection: the last handler of its pipeline. */
public final class SocketWire extends ChannelInboundHandlerAdapter implements Wire, FrameReader.Sink {

    private final Link link;
    private final Framing framing;
    private final Function<Throwable, DeviceFault> explained;
    private final FrameReader reader;

    @SuppressWarnings("NullAway.Init") // Set before anything can be sent.
    private ChannelHandlerContext context;

    /** @param explained says what an error of the connection means */
    public SocketWire(Link link, Framing framing, Function<Throwable, DeviceFault> explained) {
        this.link = link;
        this.framing = framing;
        this.explained = explained;
        this.reader = new FrameReader(framing, this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        reader.close();
    }

    /** Tells the link that the wire is open once the TLS handshake before it is done. */
    void secured() {
        context.pipeline().get(SslHandler.class).handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                link.opened(this);
            } else {
                link.notOpened(explained.apply(done.cause()));
            }
        });
    }

    @Override
    public ByteBuf buffer() {
        return context.alloc().directBuffer(framing.mostBytes());
    }

    @Override
    public void send(ByteBuf frame) {
        context.writeAndFlush(frame, context.voidPromise());
    }

    @Override
    public boolean abandon() {
        close();
        return false;
    }

    @Override
    public void close() {
        reader.close();
        context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            reader.read(in);
        } finally {
            in.release();
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

    @Override
    public void channelInactive(ChannelHandlerContext from) {
        link.lost(this, new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "the device closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        link.lost(this, explained.apply(cause));
        from.close();
    }
}
