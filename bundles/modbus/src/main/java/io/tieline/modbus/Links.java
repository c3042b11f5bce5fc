package io.tieline.modbus;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.tieline.model.SiteClock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The connections in use, one per host and port, and the one thread that serves them all. Thread-safe. */
final class Links implements AutoCloseable {

    /** A TCP receive buffer that holds the longest answer. */
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
    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final Bootstrap template;
    private final Map<String, Shared> open = new HashMap<>();

    Links(SiteClock clock) {
        this.clock = clock;
        group = new MultiThreadIoEventLoopGroup(
                1,
                task -> {
                    Thread thread = new Thread(task, "tieline-modbus");
                    thread.setDaemon(true);
                    return thread;
                },
                NioIoHandler.newFactory());
        loop = group.next();
        template = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                // One small arena: frames are 260 bytes, and the platform's default would take 4 MB and more.
                .option(ChannelOption.ALLOCATOR, new PooledByteBufAllocator(true, 0, 1, 4096, 4, 64, 0, true))
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true);
    }

    synchronized Link acquire(ModbusAddress address) {
        Shared shared = open.computeIfAbsent(
                address.place(),
                place -> new Shared(new Link(template, loop, names, clock, address.host(), address.port())));
        shared.users++;
        return shared.link;
    }

    synchronized void release(ModbusAddress address) {
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
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
