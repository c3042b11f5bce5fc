package io.tieline.northbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.model.Alarm;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SiteClock;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seen by a real client. */
class NorthboundServerTest {

    private static final IdentityProvider OPERATOR = new UsernameProvider("operator", "right");

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path directory;

    private final LiveImage image = new LiveImage(List.of(new Device(0, "cab-01", DeviceKind.BATTERY)));
    private final DeviceImage cabinet = image.device(0);
    private final AlarmBoard alarms = new AlarmBoard(SiteClock.system(), event -> {});
    private @Nullable NorthboundServer server;
    private @Nullable OpcUaClient client;

    @AfterEach
    void close() throws Exception {
        if (client != null) {
            client.disconnect();
        }
        if (server != null) {
            server.close();
        }
    }

    private ServerSettings start(boolean unencrypted) throws Exception {
        ServerSettings settings = new ServerSettings(
                ServerSettings.LOOPBACK,
                freePort(),
                unencrypted,
                directory,
                (user, password) -> user.equals("operator") && password.equals("right"));
        NorthboundServer made = new NorthboundServer(image, settings, SiteClock.system(), alarms);
        server = made;
        made.ready().toCompletableFuture().get(30, TimeUnit.SECONDS);
        return settings;
    }

    private static int freePort() throws Exception {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    private void fill() {
        cabinet.adopt(PointSet.named(List.of("battery.soc", "pcs.power", "battery.state", "device.serial")));
        cabinet.target().begin(1_700_000_000_000L);
        cabinet.target().put(0, 55.5);
        cabinet.target().put(1, 9, Quality.BAD_TIMEOUT);
        cabinet.target().put(2, 4, Quality.UNCERTAIN_STALE);
        cabinet.target().putText(3, "4711");
        cabinet.target().commit();
    }

    private OpcUaClient connect(
            ServerSettings settings, SecurityPolicy policy, IdentityProvider who, @Nullable Path trust)
            throws Exception {
        KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        X509Certificate certificate = new SelfSignedCertificateBuilder(keys)
                .setCommonName("scada")
                .setApplicationUri("urn:test:scada")
                .build();
        if (trust != null) {
            Files.write(Files.createDirectories(trust).resolve("scada.der"), certificate.getEncoded());
        }
        OpcUaClient made = OpcUaClient.create(
                settings.uri(),
                endpoints -> endpoints.stream()
                        .filter(endpoint -> endpoint.getSecurityPolicyUri().equals(policy.getUri()))
                        .findFirst(),
                transport -> {},
                config -> config.setApplicationUri("urn:test:scada")
                        .setIdentityProvider(who)
                        .setKeyPair(keys)
                        .setCertificate(certificate)
                        .setCertificateChain(new X509Certificate[] {certificate})
                        .setCertificateValidator((chain, uri, hosts) -> {}));
        try {
            made.connect();
            return made;
        } catch (Exception e) {
            made.disconnect();
            throw e;
        }
    }

    private OpcUaClient client() {
        return Objects.requireNonNull(client);
    }

    private DataValue read(String id) throws Exception {
        return client().readValuesAsync(0, TimestampsToReturn.Both, List.of(node(id)))
                .get(5, TimeUnit.SECONDS)
                .get(0);
    }

    private NodeId node(String id) {
        return new NodeId(client().getNamespaceTable().getIndex(SiteNodes.NAMESPACE), id);
    }

    @Test
    void aTrustedClientReadsValuesQualitiesTimesAndUnitsButWritesNothing() throws Exception {
        fill();
        Files.createDirectories(directory);
        Path trusted = directory.resolve("trusted/certs");
        ServerSettings settings = start(false);
        Awaitility.await().atMost(Duration.ofSeconds(15)).ignoreExceptions().until(() -> {
            client = connect(settings, SecurityPolicy.Basic256Sha256, OPERATOR, trusted);
            return true;
        });
        DataValue soc = read("cab-01/battery.soc");
        assertThat(soc.getValue().getValue()).isEqualTo(55.5);
        assertThat(Objects.requireNonNull(soc.getSourceTime()).getJavaTime()).isEqualTo(1_700_000_000_000L);
        DataValue power = read("cab-01/pcs.power");
        assertThat(power.getStatusCode().getValue()).isEqualTo(StatusCodes.Bad_NoCommunication);
        assertThat(power.getValue().isNull()).isTrue();
        DataValue state = read("cab-01/battery.state");
        assertThat(state.getStatusCode().isUncertain()).isTrue();
        assertThat(state.getValue().getValue()).isEqualTo(4);
        assertThat(read("cab-01/device.serial").getValue().getValue()).isEqualTo("4711");
        Object unit = read("cab-01/pcs.power#EngineeringUnits").getValue().getValue();
        EUInformation decoded = (EUInformation)
                ((ExtensionObject) Objects.requireNonNull(unit)).decode(client().getStaticEncodingContext());
        assertThat(decoded.getDisplayName().getText()).isEqualTo("W");
        assertThat(client().writeValuesAsync(
                                List.of(node("cab-01/battery.soc")), List.of(DataValue.valueOnly(Variant.ofDouble(1))))
                        .get(5, TimeUnit.SECONDS)
                        .get(0)
                        .isBad())
                .isTrue();
    }

    @Test
    void pointsThatADeviceGetsLaterAppear() throws Exception {
        ServerSettings settings = start(true);
        client = connect(settings, SecurityPolicy.None, OPERATOR, null);
        assertThat(read("cab-01/battery.soc").getStatusCode().isBad()).isTrue();
        fill();
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> read("cab-01/battery.soc").getStatusCode().isGood());
    }

    @Test
    void strangersAreKeptOut() throws Exception {
        ServerSettings settings = start(true);
        assertThatThrownBy(() -> connect(settings, SecurityPolicy.None, AnonymousProvider.INSTANCE, null))
                .isNotNull();
        assertThatThrownBy(
                        () -> connect(settings, SecurityPolicy.None, new UsernameProvider("operator", "wrong"), null))
                .isNotNull();
        assertThatThrownBy(() -> connect(settings, SecurityPolicy.Basic256Sha256, OPERATOR, null))
                .as("a certificate nobody trusted")
                .isNotNull();
    }

    @Test
    void withoutTheOptionThereIsNoUnencryptedEndpoint() throws Exception {
        ServerSettings settings = start(false);
        assertThatThrownBy(() -> connect(settings, SecurityPolicy.None, OPERATOR, null))
                .isNotNull();
    }

    @Test
    void aTakenPortIsAnAlarmNotTheEndOfTheGateway() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            ServerSettings settings =
                    new ServerSettings("127.0.0.1", taken.getLocalPort(), false, directory, (user, password) -> false);
            long start = System.nanoTime();
            NorthboundServer made = new NorthboundServer(image, settings, SiteClock.system(), alarms);
            server = made;
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
            assertThat(made.ready().toCompletableFuture()).failsWithin(Duration.ofSeconds(30));
            assertThat(alarms.standing()).extracting(Alarm::type).containsExactly("opcua.server.down");
        }
    }

    @Test
    void whatCouldNotListenListensOnceItCan() throws Exception {
        ServerSettings settings;
        try (ServerSocket taken = new ServerSocket(0)) {
            settings = new ServerSettings("127.0.0.1", taken.getLocalPort(), true, directory, (user, password) -> true);
            NorthboundServer made =
                    new NorthboundServer(image, settings, SiteClock.system(), alarms, Duration.ofMillis(50));
            server = made;
            assertThat(made.ready().toCompletableFuture()).failsWithin(Duration.ofSeconds(30));
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(alarms.standing())
                .isEmpty());
        OpcUaClient client = connect(settings, SecurityPolicy.None, OPERATOR, null);
        assertThat(client.getNamespaceTable().toArray()).hasSizeGreaterThan(1);
    }
}
