package io.tieline.opcua;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.Protocol;
import java.nio.file.Path;
import java.security.Security;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * OPC UA over {@code opc.tcp}.
 *
 * <p>Options of a target:
 *
 * <ul>
 *   <li>{@code security}: Basic256Sha256, Aes128_Sha256_RsaOaep, Aes256_Sha256_RsaPss, None; {@code mode}:
 *       SignAndEncrypt, Sign. Without them the most secure endpoint the server offers, never an unencrypted one.
 *   <li>{@code trust: any}: whatever certificate the server shows; else see {@link Trust}. {@code hostname: any}: the
 *       certificate need not name the host it is reached by.
 *   <li>{@code user} and {@code password}, or the files {@code user.certificate} and {@code user.key}.
 *   <li>{@code subscribe: false}: everything is read. {@code time: device}: the device's clock is right, and its times
 *       are taken for values it notifies.
 * </ul>
 */
public final class OpcUaProtocol implements Protocol {

    /** Its scheme, with the options a device may have there. */
    public static final Map<String, Set<String>> OPTIONS = Map.of("opc.tcp", DeviceOption.words());

    private static final String SOURCE = "gateway";
    private static final String RENEWED = "opcua.own_certificate";

    private final Path directory;
    private final SiteClock clock;
    private final AlarmBoard alarms;
    private final Threads threads = new Threads();
    private final Opening.Surroundings surroundings;
    private final Set<OpcUaSession> sessions = ConcurrentHashMap.newKeySet();

    private @Nullable CompletableFuture<Pki> pki;
    private volatile boolean closed;

    /** @param directory of keys and certificates; filled when first needed */
    public OpcUaProtocol(ProfileLibrary profiles, Path directory, SiteClock clock, AlarmBoard alarms) {
        this.directory = directory;
        this.clock = clock;
        this.alarms = alarms;
        surroundings = new Opening.Surroundings(
                profiles, threads, this::pki, Trust.in(directory), clock, System::nanoTime, alarms);
        // Does nothing where it is there already.
        Security.addProvider(new RsaPssProvider());
    }

    @Override
    public Set<String> schemes() {
        return OPTIONS.keySet();
    }

    @Override
    public CompletionStage<DeviceSession> connect(DeviceTarget target) {
        if (closed) {
            return goingDown();
        }
        return new Opening(target, surroundings).start().thenApply(session -> {
            sessions.add(session);
            session.onClose(() -> sessions.remove(session));
            return session;
        });
    }

    @Override
    public CompletionStage<List<Proposal>> propose(DeviceTarget target) {
        return closed ? goingDown() : new Opening(target, surroundings).propose();
    }

    private static <T> CompletionStage<T> goingDown() {
        return CompletableFuture.failedFuture(
                new DeviceException(new DeviceFault(DeviceFault.Kind.NO_CONNECTION, "The gateway is going down.")));
    }

    /** Making a key takes a moment: once, and not on the caller's thread. */
    private synchronized CompletableFuture<Pki> pki() {
        CompletableFuture<Pki> known = pki;
        if (known != null && !isUsedUp(known)) {
            return known;
        }
        CompletableFuture<Pki> opened = new CompletableFuture<>();
        pki = opened;
        threads.executor().execute(() -> {
            try {
                opened.complete(Pki.open(directory, now(), this::renewed));
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

    private boolean isUsedUp(CompletableFuture<Pki> known) {
        return known.isCompletedExceptionally()
                || (known.isDone() && known.join().isToBeRenewed(now()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.utcMillis());
    }

    private void renewed() {
        alarms.raise(
                SOURCE,
                RENEWED,
                Severity.MAJOR,
                "The gateway's own OPC UA certificate was about to expire and has been renewed. Servers that trusted the"
                        + " old one must be told to trust " + directory.resolve("client.der") + ".");
    }

    @Override
    public void close() {
        closed = true;
        sessions.forEach(OpcUaSession::close);
        threads.close();
        Security.removeProvider(RsaPssProvider.NAME);
    }
}
