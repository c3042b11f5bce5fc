package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

/** SNMPv3 with authentication and privacy against Debian's snmpd. */
final class SnmpV3Test {

    @TempDir
    @Nullable
    Path folder;

    private @Nullable NetSnmpAgent agent;
    private final SnmpProtocol protocol = new SnmpProtocol(ProfileLibrary.builtIn(), SiteClock.system());

    @BeforeEach
    void start() throws Exception {
        Optional<Path> program = NetSnmpAgent.program();
        assumeTrue(program.isPresent(), "SNMPv3 skipped: apt-get install snmpd");
        agent = NetSnmpAgent.start(program.get(), java.util.Objects.requireNonNull(folder));
    }

    @AfterEach
    void stop() {
        protocol.close();
        if (agent != null) {
            agent.close();
        }
    }

    private DeviceTarget target(Map<String, String> options) {
        return new DeviceTarget(
                new Device(0, "ups-1", DeviceKind.UPS),
                URI.create("snmp://127.0.0.1:"
                        + java.util.Objects.requireNonNull(agent).port()),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                options);
    }

    private DeviceSession connect(Map<String, String> options) throws Exception {
        return protocol.connect(target(options)).toCompletableFuture().get(20, TimeUnit.SECONDS);
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

    @Test
    void wrongAuthenticationSecretIsNotServed() {
        assertThatThrownBy(() -> connect(Map.of(
                        "user", NetSnmpAgent.USER,
                        "authSecret", "another-secret",
                        "privSecret", NetSnmpAgent.PRIV)))
                .cause()
                .isInstanceOfSatisfying(
                        DeviceException.class,
                        e -> assertThat(e.fault().kind()).isNotEqualTo(DeviceFault.Kind.UNRECOGNISED));
    }

    @Test
    void withoutPrivacyTheAgentRefuses() {
        assertThatThrownBy(() -> connect(Map.of("user", NetSnmpAgent.USER, "authSecret", NetSnmpAgent.AUTH)))
                .cause()
                .isInstanceOf(DeviceException.class);
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
