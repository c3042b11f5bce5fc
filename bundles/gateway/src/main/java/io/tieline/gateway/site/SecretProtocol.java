package io.tieline.gateway.site;

import io.tieline.gateway.foundation.Secrets;
import io.tieline.site.SecretReference;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.Protocol;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * A protocol whose devices name their secrets by reference. They are followed anew for each connection: a secret that is
 * missing costs one device and no other, and one that is put there or changed later is taken without a restart.
 *
 * @param aside where files are read; the engine's thread waits for no disk
 */
record SecretProtocol(Protocol protocol, Secrets secrets, Executor aside) implements Protocol {

    @Override
    public Set<String> schemes() {
        return protocol.schemes();
    }

    @Override
    public CompletionStage<DeviceSession> connect(DeviceTarget target) {
        return open(target, protocol::connect);
    }

    @Override
    public CompletionStage<List<Proposal>> propose(DeviceTarget target) {
        return open(target, protocol::propose);
    }

    private <T> CompletionStage<T> open(DeviceTarget target, Function<DeviceTarget, CompletionStage<T>> next) {
        boolean plain = target.options().values().stream()
                .allMatch(value -> SecretReference.parse(value).isEmpty());
        return plain
                ? next.apply(target)
                : CompletableFuture.supplyAsync(() -> followed(target), aside).thenCompose(next);
    }

    private DeviceTarget followed(DeviceTarget target) {
        try {
            return new DeviceTarget(
                    target.device(),
                    target.uri(),
                    target.profile(),
                    target.poll(),
                    target.timeout(),
                    secrets.resolve(target.options()));
        } catch (SecretReference.UnresolvedException e) {
            throw new CompletionException(new DeviceException(
                    new DeviceFault(DeviceFault.Kind.UNRECOGNISED, String.valueOf(e.getMessage()))));
        }
    }

    @Override
    public void close() {
        protocol.close();
    }
}
