package io.tieline.opcua;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.HashedWheelTimer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/**
 * The threads all OPC UA sessions run on, five however many sessions there are. Our own instead of Milo's shared ones,
 * so that closing the client does not take the server of the same process with it.
 */
final class Threads implements AutoCloseable {

    /** What every thread's name begins with. */
    static final String NAME = "opcua-client";

    private static final int WORKERS = 2;

    private final ThreadFactory daemons = task -> {
        Thread thread = new Thread(task, NAME);
        thread.setDaemon(true);
        return thread;
    };
    private final EventLoopGroup eventLoop = new MultiThreadIoEventLoopGroup(1, daemons, NioIoHandler.newFactory());
    // Nothing that runs here waits for anything else. What Milo still wants to do after the end, say, reconnect, is
    // dropped without a word.
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons,
            new ThreadPoolExecutor.DiscardPolicy());
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(daemons);
    private final HashedWheelTimer timer = new HashedWheelTimer(daemons);

    Threads() {
        executor.allowCoreThreadTimeOut(true);
    }

    ExecutorService executor() {
        return executor;
    }

    void configure(OpcTcpClientTransportConfigBuilder transport) {
        transport
                .setEventLoop(eventLoop)
                .setExecutor(executor)
                .setScheduledExecutor(scheduler)
                .setWheelTimer(timer)
                .setChannelPipelineCustomizer(pipeline -> pipeline.addFirst(new FloodGate()));
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        timer.stop();
        eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        executor.shutdown();
    }
}
