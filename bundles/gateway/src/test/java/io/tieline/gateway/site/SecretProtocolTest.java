package io.tieline.gateway.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.gateway.foundation.Secrets;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.Protocol;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretProtocolTest {

    private static final Proposal PROPOSAL = new Proposal("apc-smart-ups", "APC Smart-UPS", 1, "it says so");

    private final List<Map<String, String>> asked = new ArrayList<>();
    private final Protocol protocol = new SecretProtocol(new Asked(), new Secrets(null), Runnable::run);

    @Test
    void aSecretThatIsNotThereKeepsOnlyItsDeviceWaitingUntilItIs(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("community");
        DeviceTarget secret = target(Map.of("community", "${file:" + file + "}", "version", "2c"));
        assertThatThrownBy(() -> protocol.propose(secret).toCompletableFuture().get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(DeviceException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(DeviceFault.Kind.UNRECOGNISED);
                    assertThat(e.fault().text())
                            .isEqualTo("the secret file " + file
                                    + " does not exist; create it readable by the gateway's user only");
                });
        assertThat(protocol.propose(target(Map.of("community", "public")))).isCompletedWithValue(List.of(PROPOSAL));

        Files.writeString(file, "s3cret\n");
        assertThat(protocol.propose(secret)).isCompletedWithValue(List.of(PROPOSAL));
        Files.writeString(file, "changed\n");
        protocol.propose(secret);
        assertThat(asked)
                .containsExactly(
                        Map.of("community", "public"),
                        Map.of("community", "s3cret", "version", "2c"),
                        Map.of("community", "changed", "version", "2c"));
    }

    private static DeviceTarget target(Map<String, String> options) {
        return new DeviceTarget(
                new Device(0, "ups-a", DeviceKind.UPS),
                URI.create("snmp://127.0.0.1"),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                options);
    }

    private final class Asked implements Protocol {

        @Override
        public Set<String> schemes() {
            return Set.of("snmp");
        }

        @Override
        public CompletionStage<DeviceSession> connect(DeviceTarget target) {
            throw new AssertionError("only asked for proposals");
        }

        @Override
        public CompletionStage<List<Proposal>> propose(DeviceTarget target) {
            asked.add(target.options());
            return CompletableFuture.completedFuture(List.of(PROPOSAL));
        }

        @Override
        public void close() {}
    }
}
