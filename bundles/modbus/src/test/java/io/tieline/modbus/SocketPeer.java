package io.tieline.modbus;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.tieline.modbus.framing.Framing;
import io.tieline.modbus.transport.Endpoint;
import io.tieline.modbus.transport.Link;
import io.tieline.modbus.transport.Names;
import io.tieline.modbus.transport.PlainDialer;
import io.tieline.modbus.transport.TcpMedium;
import io.tieline.model.SiteClock;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A link over a plain socket whose other end is in the hands of the test, and a clock that can be put forward. */
public final class SocketPeer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true, true, true);
    public final ServerSocket server;
    public final Link link;
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Names names = new Names();
    private final PlainDialer dialer;
    private final AtomicLong ahead = new AtomicLong();
    private @Nullable Socket socket;

    public SocketPeer(Framing framing) throws IOException {
        this(framing, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    public SocketPeer(Framing framing, ServerSocket server) throws IOException {
        this.server = server;
        server.setSoTimeout(PATIENCE_MILLIS);
        IoEventLoop loop = group.next();
        dialer = new PlainDialer(loop, names, buffers, 512);
        Endpoint endpoint = new Endpoint("127.0.0.1", server.getLocalPort());
        link = new Link(
                new TcpMedium(dialer, endpoint, framing),
                loop,
                SiteClock.system(),
                () -> System.nanoTime() + ahead.get(),
                new Random(7));
    }

    /** Puts the clock of the link forward. */
    public void advance(long millis) {
        ahead.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** The next request, on a new connection if the present one has ended. */
    public byte[] sent(int bytes) throws IOException {
        byte[] request = socket == null ? new byte[0] : read(socket, bytes);
        if (request.length == 0) {
            closeByPeer();
            request = read(accepted(), bytes);
        }
        if (request.length < bytes) {
            throw new IOException("half a request: " + Arrays.toString(request));
        }
        return request;
    }

    public Socket accepted() throws IOException {
        Socket next = server.accept();
        next.setTcpNoDelay(true);
        next.setSoTimeout(PATIENCE_MILLIS);
        socket = next;
        return next;
    }

    private static byte[] read(Socket from, int bytes) throws IOException {
        try {
            return new DataInputStream(from.getInputStream()).readNBytes(bytes);
        } catch (SocketException reset) {
            return new byte[0];
        }
    }

    /** @return whether it was taken: the link may have closed the connection already */
    public boolean deliver(byte[] bytes, int from, int count) throws IOException {
        Socket to = socket;
        if (to == null) {
            return false;
        }
        try {
            OutputStream out = to.getOutputStream();
            out.write(bytes, from, count);
            return true;
        } catch (SocketException closed) {
            return false;
        }
    }

    /** Nothing more will come from here; the link has understood that when this returns. */
    public void closeByPeer() throws IOException {
        Socket old = socket;
        socket = null;
        if (old != null) {
            try (old) {
                old.shutdownOutput();
                old.getInputStream().readAllBytes();
            } catch (SocketException reset) {
                // By the link.
            }
        }
    }

    /** The connection ends without the usual goodbye. */
    public void reset() throws IOException {
        Socket old = socket;
        socket = null;
        if (old != null) {
            old.setSoLinger(true, 0);
            old.close();
        }
    }

    /** Ends link and event loop; every connection must be gone then. */
    @Override
    public void close() throws IOException {
        link.end();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        dialer.close();
        names.close();
        Socket last = socket;
        if (last != null && read(last, 1).length > 0) {
            throw new IOException("a request nobody has read");
        }
        closeByPeer();
        server.close();
    }

    /** Bytes of buffers that somebody has not released; after {@link #close}. */
    public long held() {
        return buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory();
    }
}
