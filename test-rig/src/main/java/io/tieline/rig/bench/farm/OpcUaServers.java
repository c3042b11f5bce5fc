package io.tieline.rig.bench.farm;

import static org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** Milo servers, unencrypted, each with variables that all change once a second. */
final class OpcUaServers {

    private static final String HOST = "127.0.0.1";
    private static final long TIMEOUT_SECONDS = 20;

    private final List<Integer> ports = new ArrayList<>();
    private final List<VariableNodes> nodes = new ArrayList<>();
    private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "opcua-values");
        thread.setDaemon(true);
        return thread;
    });
    private long turn;

    OpcUaServers(int servers, int variables) throws IOException {
        for (int i = 0; i < servers; i++) {
            ports.add(start(variables));
        }
        // Spread over the second like the devices' own clocks are.
        long apart = TimeUnit.SECONDS.toNanos(1) / Math.max(1, servers);
        ticking.scheduleAtFixedRate(
                () -> {
                    turn++;
                    nodes.get((int) (turn % nodes.size())).change(turn);
                },
                apart,
                apart,
                TimeUnit.NANOSECONDS);
    }

    List<Integer> ports() {
        return ports;
    }

    private int start(int variables) throws IOException {
        int port = freePort();
        OpcUaServerConfig config = OpcUaServerConfig.builder()
                .setApplicationName(LocalizedText.english("Tieline bench server"))
                .setApplicationUri("urn:tieline:rig:bench")
                .setProductUri("urn:tieline:rig")
                .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine()))
                .setIdentityValidator(AnonymousIdentityValidator.INSTANCE)
                .setEndpoints(Set.of(EndpointConfig.newBuilder()
                        .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                        .setBindAddress(HOST)
                        .setBindPort(port)
                        .setHostname(HOST)
                        .addTokenPolicies(USER_TOKEN_POLICY_ANONYMOUS)
                        .setSecurityPolicy(SecurityPolicy.None)
                        .setSecurityMode(MessageSecurityMode.None)
                        .build()))
                .build();
        OpcUaServer server = new OpcUaServer(
                config,
                profile -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
        VariableNodes its = new VariableNodes(server, variables);
        its.startup();
        nodes.add(its);
        try {
            server.startup().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return port;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while an OPC UA server started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("an OPC UA server did not start: " + e, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return free.getLocalPort();
        }
    }
}
