package io.tieline.modbus.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.tieline.modbus.framing.Mbap;
import io.tieline.modbus.framing.Rtu;
import io.tieline.model.SiteClock;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The connections in use, one per place, and the one thread that serves them all. Thread-safe. */
public final class Links implements AutoCloseable {

    /** More than the longest answer, so that one read shows that there is no more to come. */
    private static final int RECEIVE = 512;

    private static final class Shared {
        final Link link;
        int users;

        Shared(Link link) {
            this.link = link;
        }
    }

    private final SiteClock clock;
    private final Names names = new Names();
    private final ThreadPoolExecutor aside = Aside.thread("tieline-modbus-tls");
    private final RandomGenerator random = new Random();
    private final MultiThreadIoEventLoopGroup group;
    private final IoEventLoop loop;
    private final PlainDialer plain;
    private final Dialer sockets;
    private final Dialer datagrams;
    private final Map<Place, Shared> open = new HashMap<>();

    public Links(SiteClock clock) {
        this.clock = clock;
        group = new MultiThreadIoEventLoopGroup(
                1,
                task -> {
                    // Netty keeps its pools of small objects for this kind of thread only.
                    Thread thread = new FastThreadLocalThread(task, "tieline-modbus");
                    thread.setDaemon(true);
                    return thread;
                },
                NioIoHandler.newFactory());
        loop = group.next();
        // One small arena: frames are 260 bytes, and the platform's default would take 4 MB and more.
        PooledByteBufAllocator buffers = new PooledByteBufAllocator(true, 0, 1, 4096, 4, 64, 0, true);
        plain = new PlainDialer(loop, names, buffers, RECEIVE);
        sockets = new Dialer(
                template(NioSocketChannel.class, buffers)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.SO_KEEPALIVE, true),
                names);
        datagrams = new Dialer(template(NioDatagramChannel.class, buffers), names);
    }

    private Bootstrap template(Class<? extends Channel> channel, PooledByteBufAllocator buffers) {
        return new Bootstrap()
                .group(loop)
                .channel(channel)
                .option(ChannelOption.ALLOCATOR, buffers)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE));
    }

    public synchronized Link acquire(ModbusAddress address) {
        Shared shared = open.computeIfAbsent(
                address.place(), place -> new Shared(new Link(medium(place), loop, clock, System::nanoTime, random)));
        shared.users++;
        return shared.link;
    }

    private Medium medium(Place place) {
        if (place instanceof Place.Tcp tcp) {
            return new TcpMedium(plain, tcp.endpoint(), Mbap.FRAMING);
        }
        if (place instanceof Place.RtuOverTcp gateway) {
            return new TcpMedium(plain, gateway.endpoint(), Rtu.FRAMING);
        }
        if (place instanceof Place.Udp udp) {
            return new UdpMedium(datagrams, udp.endpoint());
        }
        if (place instanceof Place.Tls tls) {
            return new TlsMedium(sockets, tls.endpoint(), tls.options(), aside);
        }
        return new SerialMedium(((Place.Serial) place).line());
    }

    public synchronized void release(ModbusAddress address) {
        Shared shared = open.get(address.place());
        if (shared != null && --shared.users == 0) {
            open.remove(address.place());
            shared.link.end();
        }
    }

    @Override
    public synchronized void close() {
        open.values().forEach(shared -> shared.link.end());
        open.clear();
        names.close();
        aside.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(ended -> plain.close());
    }
}
