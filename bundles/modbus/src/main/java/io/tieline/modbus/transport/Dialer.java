package io.tieline.modbus.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Finds a host and connects a channel to it. */
final class Dialer {

    private final Bootstrap template;
    private final Names names;

    /** @param template with the event loop and the kind of channel */
    Dialer(Bootstrap template, Names names) {
        this.template = template;
        this.names = names;
    }

    /**
     * Any trouble ends in {@link Link#notOpened}.
     *
     * @param connected called on the event loop
     */
    void dial(Link link, Endpoint endpoint, ChannelHandler handler, long timeoutNanos, Runnable connected) {
        names.resolve(endpoint.host())
                .whenComplete((address, unknown) -> link.loop().execute(() -> {
                    if (unknown == null) {
                        connect(link, endpoint, address, handler, timeoutNanos, connected);
                    } else {
                        link.notOpened(endpoint.unknownHost());
                    }
                }));
    }

    private void connect(
            Link link,
            Endpoint endpoint,
            InetAddress address,
            ChannelHandler handler,
            long timeoutNanos,
            Runnable connected) {
        int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
        template.clone()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
                .handler(handler)
                .connect(new InetSocketAddress(address, endpoint.port()))
                .addListener((ChannelFuture done) -> {
                    if (done.isSuccess()) {
                        connected.run();
                    } else {
                        link.notOpened(endpoint.unreachable(done.cause()));
                    }
                });
    }
}
