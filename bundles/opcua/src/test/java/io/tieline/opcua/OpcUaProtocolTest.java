package io.tieline.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;

import io.tieline.model.Alarm;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.Quality;
import io.tieline.model.SiteClock;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.Rate;
import io.tieline.profile.Recognition;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.ReadListener;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server in this process. */
class OpcUaProtocolTest {

    private static final Device BOARD = new Device(0, "board", DeviceKind.SWITCHBOARD);

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path keys;

    private final AlarmBoard alarms = new AlarmBoard(SiteClock.system(), event -> {});
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    private static OpcUaPlan.Value value(String point, String path, Rate rate) {
        return new OpcUaPlan.Value(point, path, ValueRule.IDENTITY, rate);
    }

    private static ProfileLibrary library() {
        OpcUaPlan plan = new OpcUaPlan(List.of(
                new OpcUaPlan.Value("ups.output.power", "Board/Ups/PowerKw", ValueRule.scaled(1000, 1), Rate.FAST),
                value("battery.soc", "Board/Ups/Charge", Rate.FAST),
                value("ups.on_battery", "Board/Ups/OnBattery", Rate.FAST),
                value("battery.runtime", "Board/Ups/Runtime", Rate.FAST),
                value("ups.input.frequency", "Board/Ups/NoSuchThing", Rate.FAST),
                value("pcs.power", "Board/Limit", Rate.FAST),
                value("device.serial", "Board/Serial", Rate.RARE)));
        Profile profile = new Profile(
                "board",
                "test",
                DeviceKind.SWITCHBOARD,
                List.of(new Recognition(Map.of("applicationUri", Pattern.compile("tieline-sim")), 0.8)),
                plan,
                Map.of(Command.POWER_SET, new OpcUaPlan.Write("Board/Limit", ValueRule.scaled(10, 1))),
                Map.of("device.manufacturer", "Tieline"),
                "test");
        return new ProfileLibrary(List.of(profile));
    }

    private PeerServer server(SecurityPolicy... policies) throws Exception {
        PeerServer server = new PeerServer(Set.of(policies));
        open.add(server);
        server.set("Board/Ups/PowerKw", NodeIds.Float, of(12.5f));
        server.set("Board/Ups/Charge", NodeIds.Byte, of(ubyte(87)));
        server.set("Board/Ups/OnBattery", NodeIds.Boolean, of(true));
        server.set("Board/Ups/Runtime", NodeIds.UInt32, of(PeerServer.unsigned(4_000_000_000L)));
        server.set("Board/Limit", NodeIds.Int16, of((short) 5));
        server.set("Board/Serial", NodeIds.String, of("4711"));
        return server;
    }

    private static DataValue of(Object value) {
        return new DataValue(Variant.of(value));
    }

    private OpcUaProtocol protocol() {
        OpcUaProtocol protocol = new OpcUaProtocol(library(), keys, SiteClock.system(), alarms);
        open.add(0, protocol);
        return protocol;
    }

    private DeviceSession connect(PeerServer server, Map<String, String> options) throws Exception {
        return protocol()
                .connect(target(server.port, options))
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private static DeviceTarget target(int port, Map<String, String> options) {
        return new DeviceTarget(
                BOARD,
                URI.create("opc.tcp://127.0.0.1:" + port + "/peer"),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                options);
    }

    private static DeviceSnapshot read(DeviceSession session) throws Exception {
        LiveImage image = new LiveImage(List.of(BOARD));
        image.device(0).adopt(session.points());
        for (PollGroup group : session.groups()) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            session.read(group, image.device(0).target(), new ReadListener() {
                @Override
                public void completed() {
                    done.complete(null);
                }

                @Override
                public void failed(DeviceFault fault) {
                    done.completeExceptionally(new DeviceException(fault));
                }
            });
            done.get(30, TimeUnit.SECONDS);
        }
        DeviceSnapshot snapshot = new DeviceSnapshot();
        image.device(0).read(snapshot);
        return snapshot;
    }

    private DeviceFault refusal(int port, Map<String, String> options) throws Exception {
        try {
            protocol().connect(target(port, options)).toCompletableFuture().get(70, TimeUnit.SECONDS);
            throw new AssertionError("connected");
        } catch (ExecutionException e) {
            return ((DeviceException) Objects.requireNonNull(e.getCause())).fault();
        }
    }

    @Test
    void readsEveryTypeByBrowsePathOverAnUnencryptedEndpointOnWish() throws Exception {
        PeerServer server = server(SecurityPolicy.None);
        DeviceSession session = connect(server, Map.of("security", "None"));
        DeviceSnapshot values = read(session);
        assertThat(values.usable("ups.output.power")).isEqualTo(12_500);
        assertThat(values.usable("battery.soc")).isEqualTo(87);
        assertThat(values.usable("ups.on_battery")).isEqualTo(1);
        assertThat(values.usable("battery.runtime")).isEqualTo(4_000_000_000.0);
        assertThat(values.text(values.points().indexOf("device.serial"))).isEqualTo("4711");
        assertThat(values.quality(values.points().indexOf("ups.input.frequency")))
                .isEqualTo(Quality.BAD_NOT_SUPPORTED);
        assertThat(session.groups()).extracting(PollGroup::every).containsExactly(1, 300);
        assertThat(session.identity().manufacturer()).isEqualTo("Tieline");
        assertThat(session.identity().profile()).isEqualTo("board");
        assertThat(alarms.standing()).extracting(Alarm::type).containsExactly("opcua.unchecked");
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
        server.set("Board/Ups/Runtime", NodeIds.Double, of(Double.NaN));
        DeviceSnapshot values = read(connect(server, Map.of("security", "None")));
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
    void anUnknownServerIsRefusedUntilItsCertificateIsTrusted() throws Exception {
        PeerServer server = server(SecurityPolicy.None, SecurityPolicy.Basic256Sha256);
        DeviceFault fault = refusal(server.port, Map.of());
        assertThat(fault.kind()).isEqualTo(DeviceFault.Kind.REFUSED);
        assertThat(fault.text()).contains("trusted/certs");
        assertThat(keys.resolve("rejected")).isNotEmptyDirectory();
        Path trusted = Files.createDirectories(keys.resolve("trusted/certs"));
        Files.write(trusted.resolve("peer.der"), server.certificate.getEncoded());
        Map<String, String> login = Map.of("user", "reader", "password", "secret");
        assertThat(read(connect(server, login)).usable("battery.soc")).isEqualTo(87);
        assertThat(alarms.standing()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("client.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    void theMostSecureEndpointIsTaken() throws Exception {
        PeerServer server = server(
                SecurityPolicy.None,
                SecurityPolicy.Basic256Sha256,
                SecurityPolicy.Aes128_Sha256_RsaOaep,
                SecurityPolicy.Aes256_Sha256_RsaPss);
        DeviceSession session = connect(server, Map.of("trust", "any"));
        assertThat(read(session).usable("battery.soc")).isEqualTo(87);
        assertThat(server.channelPolicies()).containsExactly(SecurityPolicy.Aes256_Sha256_RsaPss.getUri());
    }

    @Test
    void aWrongPasswordIsRefusedAndTheSecretNotRepeated() throws Exception {
        PeerServer server = server(SecurityPolicy.Basic256Sha256);
        DeviceFault fault = refusal(server.port, Map.of("user", "reader", "password", "hunter2", "trust", "any"));
        assertThat(fault.kind()).isEqualTo(DeviceFault.Kind.REFUSED);
        assertThat(fault.text()).contains("user").doesNotContain("hunter2");
        assertThat(alarms.standing()).extracting(Alarm::type).containsExactly("opcua.unchecked");
    }

    @Test
    void writesInTheVariablesOwnTypeAndReadsBack() throws Exception {
        PeerServer server = server(SecurityPolicy.None);
        DeviceSession session = connect(server, Map.of("security", "None"));
        CommandResult result = session.write(Command.power(120, Duration.ofSeconds(10), Duration.ofSeconds(3), "test"))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        assertThat(result).isEqualTo(new CommandResult.Confirmed(120));
        assertThat(server.get("Board/Limit").getValue().getValue()).isEqualTo((short) 12);
    }

    @Test
    void nobodyThereAndSomebodyElseThereAreFaultsNotHangs() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            DeviceTarget target = target(silent.getLocalPort(), Map.of());
            long start = System.nanoTime();
            DeviceFault fault = refusal(target.uri().getPort(), Map.of());
            assertThat(fault.kind()).isIn(DeviceFault.Kind.TIMEOUT, DeviceFault.Kind.NO_CONNECTION);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
        }
        int free;
        try (ServerSocket probe = new ServerSocket(0)) {
            free = probe.getLocalPort();
        }
        assertThat(refusal(free, Map.of()).kind()).isEqualTo(DeviceFault.Kind.NO_CONNECTION);
    }

    @Test
    void aServerThatGoesAwayFailsTheRead() throws Exception {
        PeerServer server = server(SecurityPolicy.None);
        DeviceSession session = connect(server, Map.of("security", "None"));
        server.close();
        open.remove(server);
        CompletableFuture<DeviceFault> failed = new CompletableFuture<>();
        LiveImage image = new LiveImage(List.of(BOARD));
        image.device(0).adopt(session.points());
        session.read(session.groups().get(0), image.device(0).target(), new ReadListener() {
            @Override
            public void completed() {
                failed.completeExceptionally(new AssertionError("read from a server that is gone"));
            }

            @Override
            public void failed(DeviceFault fault) {
                failed.complete(fault);
            }
        });
        assertThat(failed.get(30, TimeUnit.SECONDS).text()).isNotEmpty();
    }
}
