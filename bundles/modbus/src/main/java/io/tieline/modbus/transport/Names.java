package io.tieline.modbus.transport;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Looks host names up on a thread of its own: a slow name server must not hold up the event loop, nor the devices whose
 * address is a number.
 */
public final class Names implements AutoCloseable {

    private final ThreadPoolExecutor executor = Aside.thread("tieline-modbus-names");

    CompletionStage<InetAddress> resolve(String host) {
        InetAddress number = NetUtil.createInetAddressFromIpAddressString(host);
        if (number != null) {
            return CompletableFuture.completedStage(number);
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return InetAddress.getByName(host);
                    } catch (UnknownHostException e) {
                        throw new CompletionException(e);
                    }
                },
                executor);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
