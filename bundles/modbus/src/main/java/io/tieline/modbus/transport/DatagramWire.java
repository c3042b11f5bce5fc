package io.tieline.modbus.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DatagramPacket;
import io.tieline.modbus.framing.Mbap;
import io.tieline.southbound.DeviceFault;
import java.util.function.Function;

/** A connected UDP socket. Abandoned like a connection: what comes late goes to a port that is no longer ours. */
final class DatagramWire extends ChannelInboundHandlerAdapter implements Wire {

    private final Link link;
    private final Function<Throwable, DeviceFault> explained;

    @SuppressWarnings("NullAway.Init") // Set before anything can be sent.
    private ChannelHandlerContext context;

    DatagramWire(Link link, Function<Throwable, DeviceFault> explained) {
        this.link = link;
        this.explained = explained;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public ByteBuf buffer() {
        return context.alloc().directBuffer(Mbap.FRAMING.mostBytes());
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
        context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        DatagramPacket packet = (DatagramPacket) message;
        try {
            ByteBuf frame = packet.content();
            if (frame.isReadable() && Mbap.FRAMING.frameLength(frame) == frame.readableBytes()) {
                link.received(this, frame);
            } else {
                link.garbage(this, "a datagram that is not one frame");
            }
        } finally {
            packet.release();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        link.lost(this, explained.apply(cause));
        from.close();
    }
}
