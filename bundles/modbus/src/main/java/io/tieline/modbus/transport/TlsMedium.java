package io.tieline.modbus.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.tieline.modbus.framing.Framing;
import io.tieline.modbus.framing.Mbap;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Modbus/TCP Security (MB-TCP-Security V2.1): Modbus TCP within TLS 1.2 or 1.3, as a rule with certificates on both
 * sides. The files are read anew at each connection, so that a renewed certificate needs no restart.
 *
 * @param aside where files are read and asymmetric cryptography is done, both too slow for the event loop
 */
record TlsMedium(Dialer dialer, Endpoint endpoint, TlsOptions options, Executor aside) implements Medium {

    @Override
    public Framing framing() {
        return Mbap.FRAMING;
    }

    @Override
    public String place() {
        return endpoint.toString();
    }

    @Override
    public void open(Link link, long timeoutNanos) {
        aside.execute(() -> {
            try {
                SslContext context = TlsContext.of(options);
                link.loop().execute(() -> open(link, context, timeoutNanos));
            } catch (DeviceException e) {
                link.loop().execute(() -> link.notOpened(e.fault()));
            } catch (RuntimeException | LinkageError e) {
                DeviceFault fault = new DeviceFault(DeviceFault.Kind.UNRECOGNISED, "TLS cannot be used: " + e);
                link.loop().execute(() -> link.notOpened(fault));
            }
        });
    }

    private void open(Link link, SslContext context, long timeoutNanos) {
        SocketWire wire = new SocketWire(link, framing(), cause -> TlsFault.of(cause, endpoint));
        ChannelInitializer<Channel> both = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                SslHandler tls = context.newHandler(channel.alloc(), expectedName(), endpoint.port(), aside);
                tls.setHandshakeTimeout(timeoutNanos, TimeUnit.NANOSECONDS);
                channel.pipeline().addLast(tls, wire);
            }
        };
        dialer.dial(link, endpoint, both, timeoutNanos, wire::secured);
    }

    private String expectedName() {
        return options.name().orElse(endpoint.host());
    }
}
