package io.tieline.rig.wire;

import static org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.KeyStoreCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** The OPC UA server of the switchboard: anonymous, without security or with Basic256Sha256, any client certificate. */
final class SwitchboardServer {

    static final String PATH = "/tieline-sim";
    private static final String HOST = "127.0.0.1";
    private static final String APPLICATION_URI = "urn:tieline:rig:switchboard";
    private static final long TIMEOUT_SECONDS = 20;
    private static final char[] STORE_PASSWORD = "simulation".toCharArray();

    private final OpcUaServer server;
    private final SwitchboardNodes nodes;

    private SwitchboardServer(OpcUaServer server, SwitchboardNodes nodes) {
        this.server = server;
        this.nodes = nodes;
    }

    /** Opens the port; the key is made once and kept in the work folder, since that takes a second. */
    static SwitchboardServer start(int port, Path work) throws IOException {
        try {
            DefaultApplicationGroup group = DefaultApplicationGroup.createAndInitialize(
                    new MemoryTrustListManager(),
                    KeyStoreCertificateStore.createAndInitialize(new KeyStoreCertificateStore.Settings(
                            work.resolve("switchboard.pfx"), () -> STORE_PASSWORD, alias -> STORE_PASSWORD)),
                    new SelfSigned(),
                    new CertificateValidator.InsecureCertificateValidator());
            DefaultCertificateManager manager = new DefaultCertificateManager(new MemoryCertificateQuarantine(), group);
            X509Certificate certificate = group.getCertificateChain(NodeIds.RsaSha256ApplicationCertificateType)
                    .orElseThrow()[0];
            OpcUaServerConfig config = OpcUaServerConfig.builder()
                    .setApplicationName(LocalizedText.english("Tieline simulated switchboard"))
                    .setApplicationUri(APPLICATION_URI)
                    .setProductUri("urn:tieline:rig")
                    .setCertificateManager(manager)
                    .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
                    .setEndpoints(endpoints(port, certificate))
                    .build();
            OpcUaServer server = new OpcUaServer(
                    config,
                    profile -> new OpcTcpServerTransport(
                            OpcTcpServerTransportConfig.newBuilder().build()));
            SwitchboardNodes nodes = new SwitchboardNodes(server);
            nodes.startup();
            server.startup().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return new SwitchboardServer(server, nodes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the OPC UA server started", e);
        } catch (Exception e) { // Milo's certificate store declares Exception
            throw new IOException("the OPC UA server did not start on 127.0.0.1:" + port + ": " + e.getMessage(), e);
        }
    }

    private static Set<EndpointConfig> endpoints(int port, X509Certificate certificate) {
        EndpointConfig.Builder base = EndpointConfig.newBuilder()
                .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                .setBindAddress(HOST)
                .setBindPort(port)
                .setHostname(HOST)
                .setCertificate(certificate)
                .addTokenPolicies(USER_TOKEN_POLICY_ANONYMOUS);
        Set<EndpointConfig> endpoints = new LinkedHashSet<>();
        for (String path : new String[] {PATH, PATH + "/discovery"}) {
            endpoints.add(base.copy()
                    .setPath(path)
                    .setSecurityPolicy(SecurityPolicy.None)
                    .setSecurityMode(MessageSecurityMode.None)
                    .build());
        }
        endpoints.add(base.copy()
                .setPath(PATH)
                .setSecurityPolicy(SecurityPolicy.Basic256Sha256)
                .setSecurityMode(MessageSecurityMode.SignAndEncrypt)
                .build());
        return endpoints;
    }

    /** Sets a variable by its path below `Switchboard`. */
    void set(String path, Object value) {
        nodes.set(path, value);
    }

    void slow(boolean slow) {
        nodes.slow(slow);
    }

    void close() throws IOException {
        try {
            nodes.shutdown();
            server.shutdown().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the OPC UA server did not stop: " + e.getMessage(), e);
        }
    }

    private static final class SelfSigned extends RsaSha256CertificateFactory {
        @Override
        protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keys) throws Exception {
            return new X509Certificate[] {
                new SelfSignedCertificateBuilder(keys)
                        .setCommonName("Tieline simulated switchboard")
                        .setOrganization("Tieline")
                        .setApplicationUri(APPLICATION_URI)
                        .addDnsName("localhost")
                        .addIpAddress(HOST)
                        .build()
            };
        }
    }
}
