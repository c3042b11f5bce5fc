package io.tieline.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.X509IdentityValidator;
import org.eclipse.milo.opcua.sdk.server.servicesets.Service;
import org.eclipse.milo.opcua.sdk.server.subscriptions.SubscriptionManager;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.TranslateBrowsePathsToNodeIdsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** A real server in this process with whatever variables and weaknesses a test wants. */
final class PeerServer implements AutoCloseable {

    static final String URI = "urn:tieline-sim:test";
    static final String TREE = "urn:tieline:test:tree";

    /**
     * What is special about a server.
     *
     * @param port 0: any
     * @param id node id of the variable or folder at a path
     * @param certificate finishes its certificate
     * @param mostOperations more in one request it refuses, though it says there is no limit; 0: none
     */
    record Traits(
            Set<SecurityPolicy> policies,
            int port,
            UnaryOperator<String> id,
            UnaryOperator<SelfSignedCertificateBuilder> certificate,
            int mostOperations) {

        static Traits of(SecurityPolicy... policies) {
            return new Traits(
                    Set.of(policies),
                    0,
                    UnaryOperator.identity(),
                    builder -> builder.setApplicationUri(URI)
                            .addDnsName("localhost")
                            .addIpAddress("127.0.0.1"),
                    0);
        }

        Traits at(int fixedPort) {
            return new Traits(policies, fixedPort, id, certificate, mostOperations);
        }

        Traits withIds(UnaryOperator<String> ids) {
            return new Traits(policies, port, ids, certificate, mostOperations);
        }

        Traits withCertificate(UnaryOperator<SelfSignedCertificateBuilder> builder) {
            return new Traits(policies, port, id, builder, mostOperations);
        }

        Traits atMost(int operations) {
            return new Traits(policies, port, id, certificate, operations);
        }
    }

    private final Traits traits;
    private final Peer server;
    private final PeerTree tree;
    final int port;
    final X509Certificate certificate;

    /** Services that are answered with Bad_ServiceUnsupported. */
    final Set<Service> refused = ConcurrentHashMap.newKeySet();

    /** Services that are never answered. */
    final Set<Service> silent = ConcurrentHashMap.newKeySet();

    private final Map<Service, AtomicInteger> requests = new ConcurrentHashMap<>();

    PeerServer(SecurityPolicy... policies) throws Exception {
        this(Traits.of(policies));
    }

    PeerServer(Traits traits) throws Exception {
        this.traits = traits;
        port = traits.port == 0 ? freePort() : traits.port;
        CertificateManager certificates = certificates(traits);
        certificate = certificates
                .getDefaultApplicationGroup()
                .orElseThrow()
                .getCertificateChain(NodeIds.RsaSha256ApplicationCertificateType)
                .orElseThrow()[0];
        OpcUaServerConfig config = OpcUaServerConfig.builder()
                .setApplicationName(LocalizedText.english("peer"))
                .setApplicationUri(URI)
                .setProductUri("urn:tieline:test")
                .setCertificateManager(certificates)
                .setLimits(new OpcUaServerConfigLimits() {
                    @Override
                    public Double getMinPublishingInterval() {
                        return 20.0;
                    }
                })
                .setIdentityValidator(new CompositeValidator(
                        AnonymousIdentityValidator.INSTANCE,
                        new X509IdentityValidator(
                                user -> user.getSubjectX500Principal().getName().contains("reader")),
                        new UsernameIdentityValidator(
                                c -> "reader".equals(c.getUsername()) && "secret".equals(c.getPassword()))))
                .setEndpoints(endpoints(traits.policies))
                .build();
        server = new Peer(config);
        server.watchedBy(this);
        tree = new PeerTree(server, traits.id);
        tree.startup();
        server.startup().get();
    }

    static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private static CertificateManager certificates(Traits traits) throws Exception {
        MemoryTrustListManager trust = new MemoryTrustListManager();
        MemoryCertificateQuarantine quarantine = new MemoryCertificateQuarantine();
        RsaSha256CertificateFactory factory = new RsaSha256CertificateFactory() {
            @Override
            protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keys) throws Exception {
                SelfSignedCertificateBuilder builder = new SelfSignedCertificateBuilder(keys).setCommonName("peer");
                return new X509Certificate[] {traits.certificate.apply(builder).build()};
            }
        };
        // The peer takes any client: it is the client under test that must look whom it talks to.
        return new DefaultCertificateManager(
                quarantine,
                DefaultApplicationGroup.createAndInitialize(
                        trust, new MemoryCertificateStore(), factory, (chain, uri, hosts) -> {}));
    }

    private Set<EndpointConfig> endpoints(Set<SecurityPolicy> policies) {
        Set<EndpointConfig> endpoints = new LinkedHashSet<>();
        String strong = SecurityPolicy.Basic256Sha256.getUri();
        for (SecurityPolicy policy : policies) {
            endpoints.add(EndpointConfig.newBuilder()
                    .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                    .setBindAddress("127.0.0.1")
                    .setBindPort(port)
                    .setHostname("name-nobody-resolves.invalid")
                    .setPath("/peer")
                    .setCertificate(certificate)
                    .setSecurityPolicy(policy)
                    .setSecurityMode(
                            policy == SecurityPolicy.None
                                    ? MessageSecurityMode.None
                                    : MessageSecurityMode.SignAndEncrypt)
                    .addTokenPolicies(
                            new UserTokenPolicy("anonymous", UserTokenType.Anonymous, null, null, null),
                            new UserTokenPolicy("certificate", UserTokenType.Certificate, null, null, strong),
                            new UserTokenPolicy("username", UserTokenType.UserName, null, null, strong))
                    .build());
        }
        return endpoints;
    }

    /** Adds a variable at a path below Objects, or gives it a new value. */
    void set(String path, NodeId dataType, DataValue value) {
        tree.set(path, dataType, value);
    }

    void set(String path, NodeId dataType, Object value) {
        set(path, dataType, new DataValue(Variant.of(value)));
    }

    /** Gives a variable a unit and a range. */
    void setUnit(String path, int unitId, String name, double low, double high) {
        tree.property(
                path,
                "EngineeringUnits",
                new EUInformation(
                        "http://www.opcfoundation.org/UA/units/un/cefact",
                        unitId,
                        LocalizedText.english(name),
                        LocalizedText.english(name)));
        tree.property(path, "EURange", new Range(low, high));
    }

    /** Adds a method at a path below Objects. */
    void method(String path, Function<Variant[], CallMethodResult> body, NodeId... arguments) {
        tree.method(path, body, arguments);
    }

    static CallMethodResult result(long status, Object... outputs) {
        return new CallMethodResult(
                new StatusCode(status),
                null,
                null,
                Arrays.stream(outputs).map(Variant::of).toArray(Variant[]::new));
    }

    DataValue get(String path) {
        return tree.get(path);
    }

    /** How many requests of a service it has had so far. */
    int requests(Service service) {
        return requests.computeIfAbsent(service, s -> new AtomicInteger()).get();
    }

    /** Of the sessions that are open now. */
    List<String> channelPolicies() {
        return server.getSessionManager().getAllSessions().stream()
                .map(session -> session.getEndpoint().getSecurityPolicyUri())
                .toList();
    }

    /** Ends every subscription, as a server does that hands it to somebody else. */
    void dropSubscriptions() {
        server.getSessionManager().getAllSessions().forEach(session -> {
            SubscriptionManager subscriptions = session.getSubscriptionManager();
            subscriptions.getSubscriptions().forEach(subscription -> {
                subscriptions.removeSubscription(subscription.getId());
                subscriptions.sendStatusChangeNotification(
                        subscription, new StatusCode(StatusCodes.Good_SubscriptionTransferred));
            });
        });
    }

    @Override
    public void close() throws Exception {
        tree.shutdown();
        server.shutdown().get();
    }

    /** Watches and spoils the services. */
    private static final class Peer extends OpcUaServer {

        private volatile PeerServer owner;

        @SuppressWarnings("NullAway.Init") // the super constructor already registers services
        Peer(OpcUaServerConfig config) {
            super(
                    config,
                    profile -> new OpcTcpServerTransport(
                            OpcTcpServerTransportConfig.newBuilder().build()));
        }

        void watchedBy(PeerServer peer) {
            owner = peer;
        }

        @Override
        protected void addServiceHandler(String path, Service service, ServiceHandler handler) {
            super.addServiceHandler(path, service, new AsyncServiceHandler() {
                @Override
                public CompletableFuture<UaResponseMessageType> handleAsync(
                        ServiceRequestContext context, UaRequestMessageType request) {
                    owner.requests
                            .computeIfAbsent(service, s -> new AtomicInteger())
                            .incrementAndGet();
                    if (owner.silent.contains(service)) {
                        return new CompletableFuture<>();
                    }
                    if (owner.refused.contains(service)) {
                        return CompletableFuture.failedFuture(new UaException(StatusCodes.Bad_ServiceUnsupported));
                    }
                    int most = owner.traits.mostOperations;
                    if (most > 0 && operations(request) > most) {
                        return CompletableFuture.failedFuture(new UaException(StatusCodes.Bad_TooManyOperations));
                    }
                    try {
                        return handler instanceof AsyncServiceHandler async
                                ? async.handleAsync(context, request)
                                : CompletableFuture.completedFuture(handler.handle(context, request));
                    } catch (UaException e) {
                        return CompletableFuture.failedFuture(e);
                    }
                }
            });
        }

        private static int operations(UaRequestMessageType request) {
            if (request instanceof ReadRequest read) {
                return Objects.requireNonNull(read.getNodesToRead()).length;
            } else if (request instanceof CreateMonitoredItemsRequest create) {
                return Objects.requireNonNull(create.getItemsToCreate()).length;
            } else if (request instanceof TranslateBrowsePathsToNodeIdsRequest translate) {
                return Objects.requireNonNull(translate.getBrowsePaths()).length;
            }
            return 0;
        }
    }

    static UInteger unsigned(long value) {
        return uint(value);
    }

    /** The threads of the client under test. */
    static List<Thread> clientThreads() {
        Set<Thread> all = new HashSet<>(Thread.getAllStackTraces().keySet());
        List<Thread> ours = new ArrayList<>();
        all.stream().filter(thread -> thread.getName().equals(Threads.NAME)).forEach(ours::add);
        return ours;
    }
}
