package io.tieline.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Proposal;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.channel.EncodingLimits;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to open a session: find the endpoints, choose one, check who is there, connect, recognise the server,
 * resolve the paths.
 */
final class Opening {

    private static final String UNCHECKED = "opcua.unchecked";
    private static final String MISFIT = "opcua.profile";

    /** A thousand values with time stamps are some 50 kB; nothing we ask for needs more than this. */
    static final EncodingLimits MOST = new EncodingLimits(65_535, 32, 1 << 20, 16);

    /**
     * What is needed beyond the target, the same for all targets.
     *
     * @param nanos real time, monotonic, however fast the site's runs
     */
    record Surroundings(
            ProfileLibrary profiles,
            Threads threads,
            Supplier<CompletableFuture<Pki>> pki,
            Trust trust,
            SiteClock clock,
            LongSupplier nanos,
            AlarmBoard alarms) {}

    /** An open session. */
    private record Connected(OpcUaClient client, Services services, ServerInfo server) {}

    private final DeviceTarget target;
    private final Surroundings around;
    private final AtomicReference<@Nullable OpcUaClient> open = new AtomicReference<>();
    private final AtomicReference<@Nullable ServerInfo> seen = new AtomicReference<>();
    private final CompletableFuture<Void> lost = new CompletableFuture<>();

    Opening(DeviceTarget target, Surroundings around) {
        this.target = target;
        this.around = around;
    }

    CompletableFuture<OpcUaSession> start() {
        return ended(connect()
                .thenCompose(connected -> Survey.begin(target, around.profiles, connected.services, connected.server)
                        .thenCompose(Survey::find)
                        .thenApply(found -> session(connected, found))));
    }

    /** Without a session, for want of a right or a certificate, it goes by what the server tells everybody. */
    CompletableFuture<List<Proposal>> propose() {
        return ended(connect()
                .thenCompose(connected -> Survey.begin(target, around.profiles, connected.services, connected.server)
                        .thenCompose(Survey::proposals))
                .handle((fits, error) -> {
                    giveUp();
                    ServerInfo server = seen.get();
                    if (error == null) {
                        return fits.stream().map(Opening::proposal).toList();
                    } else if (server == null) {
                        throw new CompletionException(error);
                    }
                    return proposals(server, Statuses.fault(error));
                }));
    }

    private static Proposal proposal(Fit fit) {
        return new Proposal(fit.profile().id(), fit.profile().title(), fit.confidence(), fit.because());
    }

    private List<Proposal> proposals(ServerInfo server, DeviceFault closed) {
        List<Profile> candidates = around.profiles.speaking(OpcUaPlan.class);
        List<Proposal> proposals = candidates.stream()
                .flatMap(profile -> server.recognition(profile).stream()
                        .map(way -> new Proposal(
                                profile.id(),
                                profile.title(),
                                way.confidence(),
                                server.because(way) + "; its variables could not be looked at: " + closed.text())))
                .sorted(Comparator.comparingDouble(Proposal::confidence).reversed())
                .toList();
        if (proposals.isEmpty()) {
            throw new CompletionException(new DeviceException(closed));
        }
        return proposals;
    }

    private <T> CompletableFuture<T> ended(CompletableFuture<T> attempt) {
        return attempt.orTimeout(10 * target.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((result, error) -> {
                    if (error == null) {
                        return result;
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
        around.threads.configure(transport);
        transport
                .setConnectTimeout(uint(target.timeout().toMillis()))
                .setAcknowledgeTimeout(uint(target.timeout().toMillis()));
    }

    private CompletableFuture<Connected> connect() {
        return CompletableFuture.supplyAsync(
                        () -> DiscoveryClient.getEndpoints(target.uri().toString(), this::configure),
                        around.threads.executor())
                .thenCompose(Function.identity())
                .thenApply(this::choose)
                .thenCompose(this::connect);
    }

    private EndpointDescription choose(List<EndpointDescription> offered) {
        offered.stream().findFirst().ifPresent(endpoint -> seen.set(ServerInfo.of(endpoint.getServer())));
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

    private CompletableFuture<Connected> connect(EndpointDescription endpoint) {
        boolean secure = endpoint.getSecurityMode() != MessageSecurityMode.None;
        boolean trustAny = DeviceOption.TRUST.is("any", target.options());
        around.alarms.set(
                !secure || trustAny,
                target.device().id(),
                UNCHECKED,
                Severity.MINOR,
                target + (secure ? " is trusted whatever certificate it shows" : " is read unencrypted")
                        + ", as the site description says. Remove option " + (secure ? "trust" : "security")
                        + " once its certificate is in trusted/certs.");
        try {
            if (!secure) {
                return connect(config(endpoint, null, accepting()), endpoint);
            }
            if (trustAny) {
                return around.pki.get().thenCompose(keys -> connectAs(keys, endpoint, accepting()));
            }
            ServerCheck check = new ServerCheck(target, around.trust, around.clock, around.alarms);
            check.check(endpoint);
            return around.pki.get().thenCompose(keys -> connectAs(keys, endpoint, check.validator()));
        } catch (DeviceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Connected> connectAs(
            Pki keys, EndpointDescription endpoint, CertificateValidator validator) {
        try {
            return connect(config(endpoint, keys, validator), endpoint);
        } catch (DeviceException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CertificateValidator accepting() {
        return (chain, uri, hosts) -> {};
    }

    private OpcUaClientConfig config(EndpointDescription endpoint, @Nullable Pki keys, CertificateValidator validator)
            throws DeviceException {
        OpcUaClientConfigBuilder config = OpcUaClientConfig.builder()
                .setApplicationName(LocalizedText.english("Tieline gateway"))
                .setApplicationUri(keys == null ? "urn:tieline:gateway" : keys.applicationUri())
                .setEndpoint(endpoint)
                .setCertificateValidator(validator)
                .setEncodingLimits(MOST)
                .setMaxResponseMessageSize(uint(MOST.getMaxMessageSize()))
                .setIdentityProvider(UserIdentity.of(target.options(), validator))
                .setRequestTimeout(uint(target.timeout().toMillis()));
        if (keys != null) {
            config.setKeyPair(keys.keys())
                    .setCertificate(keys.certificate())
                    .setCertificateChain(new X509Certificate[] {keys.certificate()});
        }
        return config.build();
    }

    private CompletableFuture<Connected> connect(OpcUaClientConfig config, EndpointDescription endpoint) {
        OpcUaClient client;
        try {
            client = OpcUaClient.create(config, this::configure);
        } catch (UaException e) {
            return CompletableFuture.failedFuture(e);
        }
        open.set(client);
        client.addSessionActivityListener(new SessionActivityListener() {
            @Override
            public void onSessionInactive(UaSession session) {
                // Milo would go on with another session, in which our node ids may mean something else.
                client.disconnectAsync();
                lost.complete(null);
            }
        });
        return client.connectAsync()
                .thenCompose(OpcUaClient::getSessionAsync)
                .thenApply(session -> new Connected(
                        client,
                        new Services(client, session.getAuthenticationToken()),
                        ServerInfo.of(endpoint.getServer())));
    }

    private OpcUaSession session(Connected connected, Survey.Found found) {
        around.alarms.set(
                !found.misfits().isEmpty(),
                target.device().id(),
                MISFIT,
                Severity.MINOR,
                "Profile " + found.identity().profile() + " does not fit " + target + " everywhere: "
                        + String.join("; ", found.misfits()) + ".");
        Commander commander = new Commander(target, connected.services, found.outputs(), around.nanos, around.alarms);
        boolean subscribes = !DeviceOption.SUBSCRIBE.is("false", target.options());
        Subscription.Settings settings = new Subscription.Settings(
                target.poll(), target.timeout(), DeviceOption.TIME.is("device", target.options()), around.nanos);
        OpcUaSession session = new OpcUaSession(
                connected.client, connected.services, found, commander, subscribes ? settings : null, around.clock);
        lost.thenRun(session::close);
        return session;
    }

    static DeviceException unrecognised(String text) {
        return new DeviceException(new DeviceFault(DeviceFault.Kind.UNRECOGNISED, text));
    }
}
