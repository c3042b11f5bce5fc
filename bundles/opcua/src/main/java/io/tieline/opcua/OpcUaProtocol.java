package io.tieline.opcua;

import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Security;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * OPC UA over {@code opc.tcp}.
 *
 * <p>Options of a target: {@code security} (Basic256Sha256, Aes128_Sha256_RsaOaep, Aes256_Sha256_RsaPss, None), {@code
 * mode} (SignAndEncrypt, Sign), {@code user} and {@code password}, {@code trust} ({@code any}: whatever certificate the
 * server shows). Without them the most secure endpoint the server offers is used, never an unencrypted one, and its
 * certificate must lie in {@code trusted/certs} of the directory.
 */
public final class OpcUaProtocol implements Protocol {

    private final ProfileLibrary profiles;
    private final Path directory;
    private final SiteClock clock;
    private final AlarmBoard alarms;
    private final Threads threads = new Threads();
    private final Set<OpcUaSession> sessions = ConcurrentHashMap.newKeySet();

    private @Nullable CompletableFuture<Pki> pki;
    private volatile boolean closed;

    /** @param directory of keys and certificates; filled when first needed */
    public OpcUaProtocol(ProfileLibrary profiles, Path directory, SiteClock clock, AlarmBoard alarms) {
        this.profiles = profiles;
        this.directory = directory;
        this.clock = clock;
        this.alarms = alarms;
        // Does nothing where it is there already.
        Security.addProvider(new RsaPssProvider());
    }

    @Override
    public Set<String> schemes() {
        return Set.of("opc.tcp");
    }

    @Override
    public CompletionStage<DeviceSession> connect(DeviceTarget target) {
        if (closed) {
            return CompletableFuture.failedFuture(
                    new DeviceException(new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "The gateway is going down.")));
        }
        return new Opening(target, profiles, threads, this::pki, clock, alarms)
                .start()
                .thenApply(session -> {
                    sessions.add(session);
                    session.onClose(() -> sessions.remove(session));
                    return session;
                });
    }

    /** Making a key takes a moment: once, and not on the caller's thread. */
    private synchronized CompletableFuture<Pki> pki() {
        CompletableFuture<Pki> known = pki;
        if (known != null && !known.isCompletedExceptionally()) {
            return known;
        }
        CompletableFuture<Pki> opened = new CompletableFuture<>();
        pki = opened;
        threads.executor().execute(() -> {
            try {
                opened.complete(Pki.open(directory));
            } catch (Exception e) {
                opened.completeExceptionally(
                        new DeviceException(
                                new DeviceFault(
                                        DeviceFault.Kind.REFUSED,
                                        "The keys in " + directory + " cannot be used: " + e.getMessage()
                                                + ". Make the directory writable for the gateway, or remove client.p12 to get a new one.")));
            }
        });
        return opened;
    }

    @Override
    public void close() {
        closed = true;
        sessions.forEach(OpcUaSession::close);
        closeKeys();
        threads.close();
        Security.removeProvider(RsaPssProvider.NAME);
    }

    private synchronized void closeKeys() {
        if (pki != null) {
            pki.thenAccept(keys -> {
                try {
                    keys.close();
                } catch (IOException e) {
                    // It only watched a directory.
                }
            });
        }
    }
}
