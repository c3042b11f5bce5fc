package io.tieline.modbus.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.tieline.modbus.framing.Framing;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;

/**
 * Finds a host and opens a plain TCP connection to it, without a Netty channel and its pipeline: there is nothing between
 * the frames and the socket, and what a pipeline costs is half of a request.
 */
public final class PlainDialer {

    private final IoEventLoop loop;
    private final Names names;
    /**
     * For all connections: a frame is in it only while the event loop handles it. In an array, since its registers are read
     * one by one.
     */
    private final ByteBuf in;
    /** Likewise, for what is sent. */
    private final ByteBuf out;

    /** @param receive more than the longest answer */
    public PlainDialer(IoEventLoop loop, Names names, ByteBufAllocator buffers, int receive) {
        this.loop = loop;
        this.names = names;
        in = buffers.heapBuffer(receive, receive);
        out = buffers.directBuffer(receive, receive);
    }

    /** Any trouble ends in {@link Link#notOpened}. */
    void dial(Link link, Endpoint endpoint, Framing framing, long timeoutNanos) {
        names.resolve(endpoint.host())
                .whenComplete((address, unknown) -> loop.execute(() -> {
                    if (unknown == null) {
                        connect(link, endpoint, address, framing, timeoutNanos);
                    } else {
                        link.notOpened(endpoint.unknownHost());
                    }
                }));
    }

    private void connect(Link link, Endpoint endpoint, InetAddress address, Framing framing, long timeoutNanos) {
        try {
            PlainWire wire = new PlainWire(link, endpoint, framing, SocketChannel.open(), in, out);
            wire.connect(loop, address, timeoutNanos);
        } catch (IOException e) {
            link.notOpened(endpoint.unreachable(e));
        }
    }

    /** The event loop has ended. */
    public void close() {
        in.release();
        out.release();
    }
}
