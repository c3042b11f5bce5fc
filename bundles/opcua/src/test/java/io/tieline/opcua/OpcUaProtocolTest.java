package io.tieline.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;

import io.tieline.model.Alarm;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.Rate;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.PollGroup;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server in this process. */
class OpcUaProtocolTest {

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
        return ClientSide.library(
                List.of(
                        ClientSide.value("ups.output.power", "Board/Ups/PowerKw", ValueRule.scaled(1000, 1)),
                        ClientSide.value("battery.soc", "Board/Ups/Charge"),
                        ClientSide.value("ups.on_battery", "Board/Ups/OnBattery"),
                        ClientSide.value("battery.runtime", "Board/Ups/Runtime"),
                        ClientSide.value("ups.input.frequency", "Board/Ups/NoSuchThing"),
                        ClientSide.value("device.serial", "Board/Serial", Rate.RARE),
                        ClientSide.value("device.name", "Board/Names[1]", Rate.RARE),
                        ClientSide.value("battery.installed", "Board/Installed", Rate.RARE),
                        ClientSide.value("sensor.1.temperature", "Board/Temperatures[2]"),
                        ClientSide.value("sensor.2.temperature", "Board/Temperatures[3]"),
                        ClientSide.value("sensor.3.temperature", "Board/Temperatures")),
                Map.of());
    }

    private PeerServer server(SecurityPolicy... policies) throws Exception {
        PeerServer server = client.opened(new PeerServer(policies));
        server.set("Board/Ups/PowerKw", NodeIds.Float, 12.5f);
        server.set("Board/Ups/Charge", NodeIds.Byte, ubyte(87));
        server.set("Board/Ups/OnBattery", NodeIds.Boolean, true);
        server.set("Board/Ups/Runtime", NodeIds.UInt32, PeerServer.unsigned(4_000_000_000L));
        server.set("Board/Serial", NodeIds.String, "4711");
        server.set("Board/Names", NodeIds.LocalizedText, new LocalizedText[] {
            LocalizedText.english("first"), LocalizedText.english("second")
        });
        server.set("Board/Installed", NodeIds.DateTime, new DateTime(Instant.parse("2024-02-03T04:05:06Z")));
        server.set("Board/Temperatures", NodeIds.Double, new Double[] {20.0, 21.0, 22.5});
        return server;
    }

    private DeviceSession connect(PeerServer server, Map<String, String> options) throws Exception {
        return client.connect(library(), server.port, options);
    }

    private DeviceFault refusal(int port, Map<String, String> options) throws Exception {
        return client.refusal(library(), port, options);
    }

    @Test
    void readsEveryTypeByBrowsePathOverAnUnencryptedEndpointOnWish() throws Exception {
        PeerServer server = server(SecurityPolicy.None);
        DeviceSession session = connect(server, Map.of("security", "None"));
        DeviceSnapshot values = ClientSide.read(session);
        assertThat(values.usable("ups.output.power")).isEqualTo(12_500);
        assertThat(values.usable("battery.soc")).isEqualTo(87);
        assertThat(values.usable("ups.on_battery")).isEqualTo(1);
        assertThat(values.usable("battery.runtime")).isEqualTo(4_000_000_000.0);
        assertThat(values.text(values.points().indexOf("device.serial"))).isEqualTo("4711");
        assertThat(values.text(values.points().indexOf("device.name"))).isEqualTo("second");
        assertThat(values.text(values.points().indexOf("battery.installed"))).isEqualTo("2024-02-03T04:05:06Z");
        assertThat(values.usable("sensor.1.temperature")).isEqualTo(22.5);
        assertThat(values.quality(values.points().indexOf("sensor.2.temperature")))
                .as("an element the array does not have")
                .isEqualTo(Quality.BAD_SENTINEL);
        assertThat(values.quality(values.points().indexOf("sensor.3.temperature")))
                .as("an array where a scalar is expected")
                .isEqualTo(Quality.BAD_CONFIGURATION);
        assertThat(values.quality(values.points().indexOf("ups.input.frequency")))
                .isEqualTo(Quality.BAD_NOT_SUPPORTED);
        assertThat(session.groups()).extracting(PollGroup::every).containsExactly(1, 300);
        assertThat(session.identity().manufacturer()).isEqualTo("Tieline");
        assertThat(session.identity().profile()).isEqualTo("board");
        assertThat(client.alarms.standing()).extracting(Alarm::type).containsExactly("opcua.unchecked");
    }

    @Test
    void badAndUncertainKeepTheirMeaningAndBadIsNeverANumber() throws Exception {
        PeerServer server = server(SecurityPolicy.None);
        server.set(
                "Board/Ups/PowerKw",
                NodeIds.Float,
                new DataValue(Variant.ofFloat(9f), new StatusCode(StatusCodes.Uncertain_SubstituteValue)));
        server.set(
                "Board/Ups/Charge",
                NodeIds.Byte,
                new DataValue(Variant.ofByte(ubyte(50)), new StatusCode(StatusCodes.Bad_SensorFailure)));
        server.set("Board/Ups/Runtime", NodeIds.Double, Double.NaN);
        DeviceSnapshot values = ClientSide.read(connect(server, Map.of("security", "None")));
        assertThat(values.quality(0)).isEqualTo(Quality.UNCERTAIN_SUBSTITUTED);
        assertThat(values.value(0)).isEqualTo(9000);
        assertThat(values.quality(1)).isEqualTo(Quality.BAD_DEVICE_FAULT);
        assertThat(values.value(1)).isNaN();
        assertThat(values.quality(3)).isEqualTo(Quality.BAD_OUT_OF_RANGE);
    }

    @Test
    void anUnencryptedEndpointIsNeverTakenWithoutWish() throws Exception {
        DeviceFault fault = refusal(server(SecurityPolicy.None).port, Map.of());
        assertThat(fault.kind()).isEqualTo(DeviceFault.Kind.REFUSED);
        assertThat(fault.text()).contains("None/None").contains("security");
    }

    @Test
    void theMostSecureEndpointIsTaken() throws Exception {
        PeerServer server = server(
                SecurityPolicy.None,
                SecurityPolicy.Basic256Sha256,
                SecurityPolicy.Aes128_Sha256_RsaOaep,
                SecurityPolicy.Aes256_Sha256_RsaPss);
        DeviceSession session = connect(server, Map.of("trust", "any"));
        assertThat(ClientSide.read(session).usable("battery.soc")).isEqualTo(87);
        assertThat(server.channelPolicies()).containsExactly(SecurityPolicy.Aes256_Sha256_RsaPss.getUri());
    }

    @Test
    void aWrongPasswordIsRefusedAndTheSecretNotRepeated() throws Exception {
        PeerServer server = server(SecurityPolicy.Basic256Sha256);
        DeviceFault fault = refusal(server.port, Map.of("user", "reader", "password", "hunter2", "trust", "any"));
        assertThat(fault.kind()).isEqualTo(DeviceFault.Kind.REFUSED);
        assertThat(fault.text()).contains("user").doesNotContain("hunter2");
        assertThat(client.alarms.standing()).extracting(Alarm::type).containsExactly("opcua.unchecked");
    }

    @Test
    void nobodyThereAndSomebodyElseThereAreFaultsNotHangs() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            long start = System.nanoTime();
            DeviceFault fault = refusal(silent.getLocalPort(), Map.of());
            assertThat(fault.kind()).isIn(DeviceFault.Kind.TIMEOUT, DeviceFault.Kind.NO_CONNECTION);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
        }
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        assertThat(refusal(free, Map.of()).kind()).isEqualTo(DeviceFault.Kind.NO_CONNECTION);
    }
}
