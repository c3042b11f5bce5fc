package io.tieline.snmp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.ReadListener;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** SNMPv3 with authentication and privacy against Debian's snmpd. */
final class SnmpV3Test {

    @TempDir
    @Nullable
    Path folder;

    private @Nullable NetSnmpAgent agent;
    private NetSnmpAgent.Setup setup = new NetSnmpAgent.Setup(0, 0, 0, List.of());
    private final SnmpProtocol protocol = new SnmpProtocol(ProfileLibrary.builtIn(), SiteClock.system());

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = NetSnmpAgent.program();
        assumeTrue(program.isPresent(), "SNMPv3 skipped: apt-get install snmpd");
        setup = NetSnmpAgent.Setup.standard().booted(50);
        agent = NetSnmpAgent.start(program.get(), requireNonNull(folder), setup);
    }

    private void restart(NetSnmpAgent.Setup other) throws Exception {
        requireNonNull(agent).stop();
        agent = NetSnmpAgent.start(NetSnmpAgent.program().orElseThrow(), requireNonNull(folder), other);
    }

    @AfterEach
    void stop() {
        protocol.close();
        if (agent != null) {
            agent.close();
        }
    }

    private static DeviceTarget target(int port, Map<String, String> options) {
        return new DeviceTarget(
                new Device(0, "ups-1", DeviceKind.UPS),
                URI.create("snmp://127.0.0.1:" + port),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                options);
    }

    private DeviceSession connect(Map<String, String> options) throws Exception {
        return protocol.connect(target(requireNonNull(agent).port(), options))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void readsWithSha256AndAes() throws Exception {
        DeviceSession session = connect(Map.of(
                "user", NetSnmpAgent.USER,
                "auth", "sha-256",
                "authSecret", NetSnmpAgent.AUTH,
                "priv", "aes",
                "privSecret", NetSnmpAgent.PRIV));
        assertThat(session.identity().model()).isEqualTo("UPS 3000");

        DeviceSnapshot snapshot = read(session);

        assertThat(snapshot.usable("battery.soc")).isEqualTo(97);
        assertThat(snapshot.usable("battery.voltage")).isEqualTo(54.6);
        assertThat(snapshot.usable("battery.runtime")).isEqualTo(42 * 60);
    }

    static List<Arguments> algorithms() {
        return List.of(
                arguments("SHA", "AES", "sha", "aes"),
                arguments("SHA-224", "AES", "sha224", "aes128"),
                arguments("SHA-384", "AES-192", "sha-384", "aes-192"),
                arguments("SHA-512", "AES-256", "sha512", "aes256"));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void readsWith(String theirAuth, String theirPriv, String auth, String priv) throws Exception {
        restart(setup.with(
                List.of(NetSnmpAgent.Setup.user("other", theirAuth, NetSnmpAgent.AUTH, theirPriv, NetSnmpAgent.PRIV))));
        DeviceSession session = connect(Map.of(
                "user",
                "other",
                "auth",
                auth,
                "authSecret",
                NetSnmpAgent.AUTH,
                "priv",
                priv,
                "privSecret",
                NetSnmpAgent.PRIV));
        assertThat(read(session).usable("battery.soc")).isEqualTo(97);
    }

    @Test
    void readsWithoutPrivacyAndWithoutAnythingWhereTheAgentAllowsIt() throws Exception {
        restart(setup.with(List.of(
                "createUser signed SHA-256 \"%s\"%nrouser signed authnopriv".formatted(NetSnmpAgent.AUTH),
                "createUser open%nrouser open noauth".formatted())));
        assertThat(read(connect(Map.of("user", "signed", "authSecret", NetSnmpAgent.AUTH)))
                        .usable("battery.soc"))
                .isEqualTo(97);
        assertThat(read(connect(Map.of("user", "open"))).usable("battery.soc")).isEqualTo(97);
    }

    static List<Arguments> refusals() {
        return List.of(
                arguments(secrets("another-secret", NetSnmpAgent.PRIV), "authSecret"),
                arguments(secrets(NetSnmpAgent.AUTH, "another-secret"), "privSecret"),
                arguments(Map.of("user", "nobody", "authSecret", NetSnmpAgent.AUTH), "check user"),
                arguments(Map.of("user", NetSnmpAgent.USER), "check"),
                arguments(Map.of("user", NetSnmpAgent.USER, "authSecret", NetSnmpAgent.AUTH), "check"));
    }

    private static Map<String, String> secrets(String auth, String priv) {
        return Map.of("user", NetSnmpAgent.USER, "authSecret", auth, "privSecret", priv);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalNamesTheRemedy(Map<String, String> options, String remedy) {
        assertThatThrownBy(() -> connect(options)).cause().isInstanceOfSatisfying(DeviceException.class, e -> {
            assertThat(e.fault().kind()).isEqualTo(DeviceFault.Kind.REFUSED);
            assertThat(e.fault().text()).contains(remedy).doesNotContain("secret-", "-secret");
        });
    }

    /** A name that is taken with other secrets on another agent is another user (RFC 3414 section 2.1). */
    @Test
    void sameNameMayHaveOtherSecretsElsewhere() throws Exception {
        DeviceSession first = connect(secrets(NetSnmpAgent.AUTH, NetSnmpAgent.PRIV));
        Path elsewhere = Files.createDirectories(requireNonNull(folder).resolve("elsewhere"));
        NetSnmpAgent.Setup other = NetSnmpAgent.Setup.standard()
                .as(2)
                .with(List.of(NetSnmpAgent.Setup.user(
                        NetSnmpAgent.USER, "SHA-256", "other-authentication", "AES", "other-privacy")));
        try (NetSnmpAgent second = NetSnmpAgent.start(NetSnmpAgent.program().orElseThrow(), elsewhere, other)) {
            DeviceSession there = protocol.connect(
                            target(second.port(), secrets("other-authentication", "other-privacy")))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            assertThat(read(there).usable("battery.soc")).isEqualTo(97);
            assertThat(read(first).usable("battery.soc")).isEqualTo(97);
        }
    }

    @Test
    void rebootedAgentIsReadOnAsIfNothingHadBeen() throws Exception {
        DeviceSession session = connect(secrets(NetSnmpAgent.AUTH, NetSnmpAgent.PRIV));
        read(session);
        restart(setup.booted(setup.boots() + 7));
        assertThat(read(session).usable("battery.soc")).isEqualTo(97);
    }

    /** Its memory was lost: to RFC 3414 section 3.2.7 all it says is an old message played again. */
    @Test
    void agentWhoseBootsGoBackIsReadOnAfterOneFailure() throws Exception {
        DeviceSession session = connect(secrets(NetSnmpAgent.AUTH, NetSnmpAgent.PRIV));
        read(session);
        restart(setup.booted(3));
        assertThatThrownBy(() -> read(session)).cause().hasMessageContaining("no answer");
        assertThat(read(session).usable("battery.soc")).isEqualTo(97);
    }

    @Test
    void replacedAgentIsFoundByConnectingAgain() throws Exception {
        Map<String, String> options = secrets(NetSnmpAgent.AUTH, NetSnmpAgent.PRIV);
        DeviceSession session = connect(options);
        read(session);
        restart(setup.as(3));
        assertThatThrownBy(() -> read(session)).cause().hasMessageContaining("no answer");
        assertThat(read(connect(options)).usable("battery.soc")).isEqualTo(97);
    }

    @Test
    void secretsAreNotInWhatIsPrinted() throws Exception {
        Credentials credentials = Credentials.of(target(161, secrets(NetSnmpAgent.AUTH, NetSnmpAgent.PRIV)));
        assertThat(credentials + " " + credentials.user() + " " + credentials.address())
                .doesNotContain(NetSnmpAgent.AUTH, NetSnmpAgent.PRIV);
    }

    static DeviceSnapshot read(DeviceSession session) throws Exception {
        DeviceImage image = new LiveImage(List.of(new Device(0, "ups-1", DeviceKind.UPS))).device(0);
        image.adopt(session.points());
        for (PollGroup group : session.groups()) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            session.read(group, image.target(), new ReadListener() {
                @Override
                public void completed() {
                    done.complete(null);
                }

                @Override
                public void failed(DeviceFault fault) {
                    done.completeExceptionally(new IllegalStateException(fault.text()));
                }
            });
            done.get(10, TimeUnit.SECONDS);
        }
        DeviceSnapshot snapshot = new DeviceSnapshot();
        image.read(snapshot);
        return snapshot;
    }
}
