package io.tieline.northbound;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.tieline.model.AlarmBoard;
import io.tieline.model.DeviceImage;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;
import org.jspecify.annotations.Nullable;

/**
 * The one model as an OPC UA server, read-only, Basic256Sha256 with user name and password.
 *
 * <p>The constructor only starts it: at the first time keys are made, which takes a moment, and nobody waits for it. If
 * it cannot run there is an alarm, and the gateway goes on without it.
 */
public final class NorthboundServer implements AutoCloseable {

    private static final String SOURCE = "northbound";
    private static final String DOWN = "opcua.server.down";

    private final LiveImage image;
    private final ServerSettings settings;
    private final SiteClock clock;
    private final Duration again;
    private final AlarmBoard alarms;
    private final ThreadFactory daemons = task -> {
        Thread thread = new Thread(task, "opcua-server");
        thread.setDaemon(true);
        return thread;
    };
    private final ExecutorService executor = Executors.newCachedThreadPool(daemons);
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(daemons);
    private final EventLoopGroup eventLoop = new MultiThreadIoEventLoopGroup(1, daemons, NioIoHandler.newFactory());
    private final Map<DeviceImage, PointSet> shapes = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    private @Nullable OpcUaServer server;
    private @Nullable SiteNodes nodes;
    private @Nullable Closeable keys;
    private @Nullable AutoCloseable subscription;
    private boolean closed;

    public NorthboundServer(LiveImage image, ServerSettings settings, SiteClock clock, AlarmBoard alarms) {
        this(image, settings, clock, alarms, Duration.ofSeconds(10));
    }

    /** @param again so long after a failure it is tried once more */
    NorthboundServer(LiveImage image, ServerSettings settings, SiteClock clock, AlarmBoard alarms, Duration again) {
        this.again = again;
        this.image = image;
        this.settings = settings;
        this.clock = clock;
        this.alarms = alarms;
        executor.execute(this::run);
    }

    /** Completes when clients can connect, exceptionally if they cannot at the first try. */
    public CompletionStage<Void> ready() {
        return ready.copy();
    }

    private void run() {
        try {
            start();
            alarms.clear(SOURCE, DOWN);
            ready.complete(null);
        } catch (Exception | LinkageError e) {
            alarms.raise(
                    SOURCE,
                    DOWN,
                    Severity.MINOR,
                    "The OPC UA server " + settings.uri() + " cannot run: " + e.getMessage()
                            + ". Check that the address is there, the port free and " + settings.directory()
                            + " writable; it is tried again by itself, everything else works without it.");
            ready.completeExceptionally(e);
            tryAgain();
        }
    }

    /** The network often comes later than the gateway. */
    private synchronized void tryAgain() {
        withdraw();
        if (!closed) {
            scheduler.schedule(() -> executor.execute(this::run), again.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void start() throws Exception {
        if (closed) {
            return;
        }
        ServerKeys ours = ServerKeys.open(settings.directory());
        keys = ours.watch();
        OpcUaServerConfig config = OpcUaServerConfig.builder()
                .setApplicationName(LocalizedText.english("Tieline gateway"))
                .setApplicationUri(ours.applicationUri())
                .setProductUri("urn:tieline:gateway")
                .setCertificateManager(ours.manager())
                .setIdentityValidator(new UsernameIdentityValidator(
                        challenge -> settings.login().test(challenge.getUsername(), challenge.getPassword())))
                .setEndpoints(endpoints(ours))
                .setExecutor(executor)
                .setScheduledExecutor(scheduler)
                .build();
        OpcUaServer made = new OpcUaServer(
                config,
                profile -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder()
                        .setExecutor(executor)
                        .setEventLoop(eventLoop)
                        .build()));
        server = made;
        SiteNodes tree = new SiteNodes(made, image, clock::monotonicNanos);
        nodes = tree;
        tree.startup();
        subscription = image.listen(this::committed);
        image.devices().forEach(tree::extend);
        made.startup().get(30, TimeUnit.SECONDS);
    }

    /** On the thread that read the device: only looks whether it got another shape. */
    private void committed(DeviceImage device) {
        PointSet now = device.points();
        if (shapes.get(device) != now) {
            shapes.put(device, now);
            executor.execute(() -> extend(device));
        }
    }

    private synchronized void extend(DeviceImage device) {
        SiteNodes tree = nodes;
        if (tree != null && !closed) {
            tree.extend(device);
        }
    }

    private Set<EndpointConfig> endpoints(ServerKeys ours) {
        Set<EndpointConfig> endpoints = new LinkedHashSet<>();
        endpoints.add(endpoint(ours, SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt));
        if (settings.unencrypted()) {
            endpoints.add(endpoint(ours, SecurityPolicy.None, MessageSecurityMode.None));
        }
        return endpoints;
    }

    private EndpointConfig endpoint(ServerKeys ours, SecurityPolicy policy, MessageSecurityMode mode) {
        return EndpointConfig.newBuilder()
                .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                .setBindAddress(settings.host())
                .setBindPort(settings.port())
                .setHostname(settings.host())
                .setPath("/tieline")
                .setCertificate(ours.certificate())
                .setSecurityPolicy(policy)
                .setSecurityMode(mode)
                // The password is encrypted whatever the channel is.
                .addTokenPolicies(new UserTokenPolicy(
                        "username", UserTokenType.UserName, null, null, SecurityPolicy.Basic256Sha256.getUri()))
                .build();
    }

    /** Ends what has been started so far. */
    private void withdraw() {
        try {
            if (subscription != null) {
                subscription.close();
            }
            if (nodes != null) {
                nodes.shutdown();
            }
            if (server != null) {
                server.shutdown().get(5, TimeUnit.SECONDS);
            }
            if (keys != null) {
                keys.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // It only watched a directory.
        } catch (Exception e) {
            // What does not end in time is ended by its threads.
        }
        subscription = null;
        nodes = null;
        server = null;
        keys = null;
        shapes.clear();
    }

    @Override
    public synchronized void close() {
        closed = true;
        withdraw();
        scheduler.shutdownNow();
        eventLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        executor.shutdownNow();
    }
}
