package io.tieline.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** A real server in this process with whatever variables a test wants. */
final class PeerServer implements AutoCloseable {

    static final String URI = "urn:tieline-sim:test";

    private final OpcUaServer server;
    private final Tree tree;
    final int port;
    final X509Certificate certificate;

    PeerServer(Set<SecurityPolicy> policies) throws Exception {
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        CertificateManager certificates = certificates();
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
                .setIdentityValidator(new CompositeValidator(
                        AnonymousIdentityValidator.INSTANCE,
                        new UsernameIdentityValidator(
                                c -> "reader".equals(c.getUsername()) && "secret".equals(c.getPassword()))))
                .setEndpoints(endpoints(policies))
                .build();
        server = new OpcUaServer(
                config,
                profile -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
        tree = new Tree(server);
        tree.startup();
        server.startup().get();
    }

    private static CertificateManager certificates() throws Exception {
        MemoryTrustListManager trust = new MemoryTrustListManager();
        MemoryCertificateQuarantine quarantine = new MemoryCertificateQuarantine();
        RsaSha256CertificateFactory factory = new RsaSha256CertificateFactory() {
            @Override
            protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keys) throws Exception {
                return new X509Certificate[] {
                    new SelfSignedCertificateBuilder(keys)
                            .setCommonName("peer")
                            .setApplicationUri(URI)
                            .addDnsName("localhost")
                            .addIpAddress("127.0.0.1")
                            .build()
                };
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
                            new UserTokenPolicy(
                                    "username",
                                    UserTokenType.UserName,
                                    null,
                                    null,
                                    SecurityPolicy.Basic256Sha256.getUri()))
                    .build());
        }
        return endpoints;
    }

    /** Adds a variable at a path below Objects, or gives it a new value. */
    void set(String path, NodeId dataType, DataValue value) {
        tree.set(path, dataType, value);
    }

    DataValue get(String path) {
        return Objects.requireNonNull(tree.variables.get(path)).getValue();
    }

    /** Of the sessions that are open now. */
    List<String> channelPolicies() {
        return server.getSessionManager().getAllSessions().stream()
                .map(session -> session.getEndpoint().getSecurityPolicyUri())
                .toList();
    }

    @Override
    public void close() throws Exception {
        tree.shutdown();
        server.shutdown().get();
    }

    private static final class Tree extends ManagedNamespaceWithLifecycle {
        private final Map<String, UaFolderNode> folders = new HashMap<>();
        private final Map<String, UaVariableNode> variables = new HashMap<>();

        Tree(OpcUaServer server) {
            super(server, "urn:tieline:test:tree");
        }

        void set(String path, NodeId dataType, DataValue value) {
            variables.computeIfAbsent(path, p -> variable(p, dataType)).setValue(value);
        }

        private UaVariableNode variable(String path, NodeId dataType) {
            int slash = path.lastIndexOf('/');
            String name = path.substring(slash + 1);
            UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                    .setNodeId(newNodeId(path))
                    .setBrowseName(newQualifiedName(name))
                    .setDisplayName(LocalizedText.english(name))
                    .setDataType(dataType)
                    .setTypeDefinition(NodeIds.BaseDataVariableType)
                    .setAccessLevel(AccessLevel.READ_WRITE)
                    .setUserAccessLevel(AccessLevel.READ_WRITE)
                    .setMinimumSamplingInterval(0.0)
                    .build();
            getNodeManager().addNode(node);
            folder(path.substring(0, slash)).addOrganizes(node);
            return node;
        }

        private UaFolderNode folder(String path) {
            UaFolderNode known = folders.get(path);
            if (known != null) {
                return known;
            }
            int slash = path.lastIndexOf('/');
            String name = path.substring(slash + 1);
            UaFolderNode node = new UaFolderNode(
                    getNodeContext(), newNodeId(path), newQualifiedName(name), LocalizedText.english(name));
            getNodeManager().addNode(node);
            if (slash < 0) {
                node.addReference(
                        new Reference(node.getNodeId(), NodeIds.Organizes, NodeIds.ObjectsFolder.expanded(), false));
            } else {
                folder(path.substring(0, slash)).addOrganizes(node);
            }
            folders.put(path, node);
            return node;
        }

        @Override
        public void onDataItemsCreated(List<DataItem> items) {}

        @Override
        public void onDataItemsModified(List<DataItem> items) {}

        @Override
        public void onDataItemsDeleted(List<DataItem> items) {}

        @Override
        public void onMonitoringModeChanged(List<MonitoredItem> items) {}
    }

    static Object unsigned(long value) {
        return uint(value);
    }
}
