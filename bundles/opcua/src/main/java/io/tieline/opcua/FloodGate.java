package io.tieline.opcua;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * Cuts off a server that sends without end. Milo limits one message and drops what nobody has asked for, but reads on
 * for ever.
 */
final class FloodGate extends ChannelInboundHandlerAdapter {

    /** A thousand values a second are some 50 kB. */
    static final long MOST_BYTES = 32L << 20;

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long bytes;
    private long since = System.nanoTime();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        long now = System.nanoTime();
        if (now - since > WINDOW_NANOS) {
            since = now;
            bytes = 0;
        }
        bytes += message instanceof ByteBuf buffer ? buffer.readableBytes() : 0;
        if (bytes <= MOST_BYTES) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        context.fireExceptionCaught(
                new IOException("the server sends without end: " + bytes + " bytes in less than ten seconds"));
        context.close();
    }
}
