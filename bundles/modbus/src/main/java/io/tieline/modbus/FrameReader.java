package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Puts frames together from what the socket delivers. At most one answer can be under way, so one buffer of one frame is
 * all it ever needs, and anything beyond is garbage.
 */
final class FrameReader extends ChannelInboundHandlerAdapter {

    private final Link link;
    private ByteBuf frame = Unpooled.EMPTY_BUFFER;

    FrameReader(Link link) {
        this.link = link;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        frame = context.alloc().directBuffer(Mbap.MAX_FRAME, Mbap.MAX_FRAME);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        frame.release();
        frame = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            ByteBuf in = (ByteBuf) message;
            while (in.isReadable() && context.channel().isActive()) {
                take(in);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(ByteBuf in) {
        frame.writeBytes(in, Math.min(in.readableBytes(), missing()));
        int length = Mbap.frameLength(frame);
        if (length < 0) {
            frame.clear();
            in.skipBytes(in.readableBytes());
            link.garbage("the header of a frame is wrong");
        } else if (length > 0 && frame.readableBytes() == length) {
            link.received(frame);
            frame.clear();
        }
    }

    /** How much of the present frame, or of its header, is still to come. */
    private int missing() {
        int length = Mbap.frameLength(frame);
        return (length > 0 ? length : Mbap.PREFIX) - frame.readableBytes();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        link.lost(context.channel(), "end of stream");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        link.lost(context.channel(), String.valueOf(cause.getMessage()));
        context.close();
    }
}
