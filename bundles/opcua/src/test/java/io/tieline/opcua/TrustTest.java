package io.tieline.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Alarm;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the client talks to, and as whom. */
class TrustTest {

    private static final PeerServer.Traits SECURE = PeerServer.Traits.of(SecurityPolicy.Basic256Sha256);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path keys;

    @SuppressWarnings("NullAway.Init")
    private ClientSide client;

    @BeforeEach
    void begin() {
        client = new ClientSide(keys);
    }

    @AfterEach
    void closeAll() throws Exception {
        client.close();
    }

    private static ProfileLibrary library() {
        return ClientSide.library(List.of(ClientSide.value("battery.soc", "Board/Charge")), Map.of());
    }

    private PeerServer server(PeerServer.Traits traits) throws Exception {
        PeerServer server = client.opened(new PeerServer(traits));
        server.set("Board/Charge", NodeIds.Double, 87.0);
        return server;
    }

    private DeviceFault refusal(PeerServer server) throws Exception {
        return client.refusal(library(), server.port, Map.of());
    }

    private void trust(X509Certificate certificate) throws Exception {
        Files.write(Files.createDirectories(keys.resolve("trusted/certs")).resolve("it.der"), certificate.getEncoded());
    }

    @Test
    void anUnknownServerIsApprovedOnceAndThenConnectsWithoutARestart() throws Exception {
        PeerServer server = server(SECURE);
        OpcUaProtocol protocol = client.protocol(library());
        DeviceFault fault = client.refusal(protocol, server.port, Map.of());
        String thumbprint = Trust.thumbprint(server.certificate);
        assertThat(fault.kind()).isEqualTo(DeviceFault.Kind.REFUSED);
        assertThat(fault.text())
                .contains(thumbprint, "CN=peer", PeerServer.URI, "mv ")
                .contains("trusted/certs");
        assertThat(client.alarms.standing()).extracting(Alarm::type).containsExactly("opcua.certificate");
        assertThat(Trust.in(keys).waiting())
                .extracting(Trust.Waiting::thumbprint)
                .containsExactly(thumbprint);

        assertThat(Trust.in(keys).approve("0000")).isEmpty();
        assertThat(Trust.in(keys).approve(thumbprint.substring(0, 8).toUpperCase(Locale.ROOT)))
                .isPresent();
        assertThat(Trust.in(keys).waiting()).isEmpty();

        Map<String, String> login = Map.of("user", "reader", "password", "secret");
        DeviceSession session = client.connect(protocol, server.port, login);
        assertThat(ClientSide.read(session).usable("battery.soc")).isEqualTo(87);
        assertThat(client.alarms.standing()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("client.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theMoveTheAlarmNamesIsEnough() throws Exception {
        PeerServer server = server(SECURE);
        OpcUaProtocol protocol = client.protocol(library());
        String text = client.refusal(protocol, server.port, Map.of()).text();
        String[] words = text.substring(text.indexOf("mv ")).split("[ ]");
        Path target = Path.of(words[2].replaceAll("\\.$", ""));
        Files.move(Path.of(words[1]), target.resolve("whatever.der"));
        assertThat(ClientSide.read(client.connect(protocol, server.port, Map.of()))
                        .usable("battery.soc"))
                .isEqualTo(87);
    }

    @Test
    void anExpiredCertificateIsRefusedThoughTrusted() throws Exception {
        PeerServer server = server(SECURE);
        trust(server.certificate);
        client.clock = later(Duration.ofDays(5000));
        assertThat(refusal(server).text()).contains("expired on").contains("Renew it on the device");
        assertThat(keys.resolve("rejected")).doesNotExist();
    }

    @Test
    void aCertificateOfTomorrowIsRefusedThoughTrusted() throws Exception {
        PeerServer server = server(SECURE);
        trust(server.certificate);
        client.clock = later(Duration.ofDays(-5000));
        assertThat(refusal(server).text()).contains("valid only from").contains("clock");
    }

    @Test
    void aCertificateOfAnotherApplicationIsRefusedThoughTrusted() throws Exception {
        PeerServer server = server(SECURE.withCertificate(
                builder -> builder.setApplicationUri("urn:somebody:else").addIpAddress("127.0.0.1")));
        trust(server.certificate);
        assertThat(refusal(server).text()).contains("urn:somebody:else").contains(PeerServer.URI);
    }

    @Test
    void aCertificateOfAnotherHostIsRefusedUnlessTheSiteDoesNotMind() throws Exception {
        PeerServer server = server(SECURE.withCertificate(
                builder -> builder.setApplicationUri(PeerServer.URI).addDnsName("ups-7.example")));
        trust(server.certificate);
        assertThat(refusal(server).text()).contains("ups-7.example").contains("hostname: any");
        DeviceSession session = client.connect(library(), server.port, Map.of("hostname", "any"));
        assertThat(ClientSide.read(session).usable("battery.soc")).isEqualTo(87);
    }

    @Test
    void aRevocationListThatCannotBeReadStopsEverything() throws Exception {
        PeerServer server = server(SECURE);
        trust(server.certificate);
        Path list = Files.createDirectories(keys.resolve("trusted/crl")).resolve("ca.crl");
        Files.writeString(list, "not a list");
        assertThat(refusal(server).text()).contains("ca.crl");
    }

    @Test
    void aUserIsKnownByItsCertificate() throws Exception {
        PeerServer server = server(SECURE);
        trust(server.certificate);
        Map<String, String> reader = user("reader");
        assertThat(ClientSide.read(client.connect(library(), server.port, reader))
                        .usable("battery.soc"))
                .isEqualTo(87);
        assertThat(client.refusal(library(), server.port, user("stranger")).kind())
                .isEqualTo(DeviceFault.Kind.REFUSED);
    }

    private Map<String, String> user(String name) throws Exception {
        KeyPair pair = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        Path certificate = keys.resolve(name + ".der");
        Files.write(
                certificate,
                new SelfSignedCertificateBuilder(pair)
                        .setCommonName(name)
                        .setApplicationUri("urn:user:" + name)
                        .build()
                        .getEncoded());
        Path key = keys.resolve(name + ".pem");
        Files.write(
                key,
                ("-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(pair.getPrivate().getEncoded())
                                + "\n-----END PRIVATE KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return Map.of("user.certificate", certificate.toString(), "user.key", key.toString());
    }

    @Test
    void ourOwnCertificateIsRenewedInTimeAndKeepsItsName() throws Exception {
        AtomicInteger renewals = new AtomicInteger();
        Instant now = Instant.now();
        Pki first = Pki.open(keys, now, renewals::incrementAndGet);
        Pki same = Pki.open(keys, now.plus(Duration.ofDays(3500)), renewals::incrementAndGet);
        assertThat(same.certificate()).isEqualTo(first.certificate());
        assertThat(renewals).hasValue(0);
        Instant late = first.certificate().getNotAfter().toInstant().minus(Duration.ofDays(59));
        Pki next = Pki.open(keys, late, renewals::incrementAndGet);
        assertThat(next.certificate()).isNotEqualTo(first.certificate());
        assertThat(next.applicationUri()).isEqualTo(first.applicationUri()).startsWith("urn:tieline:gateway:");
        assertThat(renewals).hasValue(1);
        assertThat(Files.readAllBytes(keys.resolve("client.der")))
                .isEqualTo(next.certificate().getEncoded());
    }

    private static SiteClock later(Duration by) {
        SiteClock system = SiteClock.system();
        return new SiteClock() {
            @Override
            public long utcMillis() {
                return system.utcMillis() + by.toMillis();
            }

            @Override
            public long monotonicNanos() {
                return system.monotonicNanos();
            }
        };
    }
}
