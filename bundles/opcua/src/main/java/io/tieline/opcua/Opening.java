package io.tieline.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceTarget;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;
import org.jspecify.annotations.Nullable;

/** One attempt to open a session: find the endpoints, choose one, connect, recognise the server, resolve the paths. */
final class Opening {

    private static final String UNCHECKED = "opcua.unchecked";

    private final DeviceTarget target;
    private final ProfileLibrary profiles;
    private final Threads threads;
    private final Supplier<CompletableFuture<Pki>> pki;
    private final SiteClock clock;
    private final AlarmBoard alarms;
    private final AtomicReference<@Nullable OpcUaClient> open = new AtomicReference<>();

    Opening(
            DeviceTarget target,
            ProfileLibrary profiles,
            Threads threads,
            Supplier<CompletableFuture<Pki>> pki,
            SiteClock clock,
            AlarmBoard alarms) {
        this.target = target;
        this.profiles = profiles;
        this.threads = threads;
        this.pki = pki;
        this.clock = clock;
        this.alarms = alarms;
    }

    CompletableFuture<OpcUaSession> start() {
        return CompletableFuture.supplyAsync(
                        () -> DiscoveryClient.getEndpoints(target.uri().toString(), this::configure),
                        threads.executor())
                .thenCompose(Function.identity())
                .thenApply(this::choose)
                .thenCompose(this::connect)
                .orTimeout(10 * target.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((session, error) -> {
                    if (error == null) {
                        return session;
                    }
                    giveUp();
                    throw new CompletionException(new DeviceException(Statuses.fault(error)));
                });
    }

    private void giveUp() {
        OpcUaClient client = open.get();
        if (client != null) {
            client.disconnectAsync();
        }
    }

    private void configure(OpcTcpClientTransportConfigBuilder transport) {
        threads.configure(transport);
        transport
                .setConnectTimeout(uint(target.timeout().toMillis()))
                .setAcknowledgeTimeout(uint(target.timeout().toMillis()));
    }

    private EndpointDescription choose(List<EndpointDescription> offered) {
        try {
            EndpointDescription chosen = EndpointChoice.of(target.options()).choose(offered);
            // Servers name themselves as they see themselves; behind a name or port translation that leads nowhere.
            return EndpointUtil.updateUrl(
                    chosen,
                    target.uri().getHost(),
                    target.uri().getPort() < 0 ? 4840 : target.uri().getPort());
        } catch (DeviceException e) {
            throw new CompletionException(e);
        }
    }

    private CompletableFuture<OpcUaSession> connect(EndpointDescription endpoint) {
        boolean secure = endpoint.getSecurityMode() != MessageSecurityMode.None;
        boolean trustAny = "any".equals(target.options().get("trust"));
        alarms.set(
                !secure || trustAny,
                target.device().id(),
                UNCHECKED,
                Severity.MINOR,
                target + (secure ? " is trusted whatever certificate it shows" : " is read unencrypted")
                        + ", as the site description says. Remove option " + (secure ? "trust" : "security")
                        + " once its certificate is in trusted/certs.");
        if (!secure) {
            return connect(config(endpoint, null, accepting()), endpoint);
        }
        return pki.get()
                .thenCompose(
                        keys -> connect(config(endpoint, keys, trustAny ? accepting() : keys.validator()), endpoint));
    }

    private static CertificateValidator accepting() {
        return (chain, uri, hosts) -> {};
    }

    private OpcUaClientConfig config(EndpointDescription endpoint, @Nullable Pki keys, CertificateValidator validator) {
        OpcUaClientConfigBuilder config = OpcUaClientConfig.builder()
                .setApplicationName(LocalizedText.english("Tieline gateway"))
                .setApplicationUri(keys == null ? "urn:tieline:gateway" : keys.applicationUri())
                .setEndpoint(endpoint)
                .setCertificateValidator(validator)
                .setRequestTimeout(uint(target.timeout().toMillis()));
        if (keys != null) {
            config.setKeyPair(keys.keys())
                    .setCertificate(keys.certificate())
                    .setCertificateChain(new X509Certificate[] {keys.certificate()});
        }
        String user = target.options().get("user");
        config.setIdentityProvider(
                user == null
                        ? AnonymousProvider.INSTANCE
                        : new UsernameProvider(user, target.options().getOrDefault("password", ""), validator));
        return config.build();
    }

    private CompletableFuture<OpcUaSession> connect(OpcUaClientConfig config, EndpointDescription endpoint) {
        OpcUaClient client;
        try {
            client = OpcUaClient.create(config, this::configure);
        } catch (UaException e) {
            return CompletableFuture.failedFuture(e);
        }
        open.set(client);
        return client.connectAsync()
                .thenCompose(connected -> {
                    String uri = endpoint.getServer().getApplicationUri();
                    return new Survey(target, profiles, client, String.valueOf(uri)).find();
                })
                .thenApply(found -> new OpcUaSession(target, client, found, clock));
    }

    static DeviceException unrecognised(String text) {
        return new DeviceException(new DeviceFault(DeviceFault.Kind.UNRECOGNISED, text));
    }
}
