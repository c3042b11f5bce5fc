package io.tieline.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.Quality;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.server.servicesets.Service;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browse paths stay, node ids do not. */
class ReconnectTest {

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

    private static ProfileLibrary library(String... prefixes) {
        String prefix = prefixes.length == 0 ? "" : prefixes[0];
        return ClientSide.library(
                List.of(
                        ClientSide.value("battery.soc", prefix + "Board/" + prefix + "Charge"),
                        ClientSide.value("battery.soh", prefix + "Board/" + prefix + "Health")),
                Map.of());
    }

    private PeerServer server(PeerServer.Traits traits) throws Exception {
        PeerServer server = client.opened(new PeerServer(traits));
        server.set("Board/Charge", NodeIds.Double, 40.0);
        server.set("Board/Health", NodeIds.Double, 99.0);
        return server;
    }

    /** After the restart the id of the one variable is that of the other. */
    private static String swapped(String path) {
        return switch (path) {
            case "Board/Charge" -> "Board/Health";
            case "Board/Health" -> "Board/Charge";
            default -> path;
        };
    }

    @Test
    void noValueIsReadUnderAnIdOfAnEarlierStart() throws Exception {
        PeerServer.Traits traits = PeerServer.Traits.of(SecurityPolicy.None);
        PeerServer first = server(traits);
        OpcUaProtocol protocol = client.protocol(library());
        DeviceSession session = client.connect(protocol, first.port, ClientSide.PLAIN);
        LiveImage image = ClientSide.image(session);
        ClientSide.read(session, session.groups().get(0), image).get(10, TimeUnit.SECONDS);
        client.closeNow(first);
        server(traits.at(first.port).withIds(ReconnectTest::swapped));
        // Milo would be connected again within a second; we must not go on with it.
        ClientSide.until("the old session ends", () -> {
            try {
                ClientSide.read(session, session.groups().get(0), image).get(10, TimeUnit.SECONDS);
                DeviceSnapshot snapshot = ClientSide.snapshot(image);
                assertThat(snapshot.usable("battery.soc")).isEqualTo(40);
                assertThat(snapshot.usable("battery.soh")).isEqualTo(99);
                return false;
            } catch (ExecutionException e) {
                DeviceFault fault = ((DeviceException) Objects.requireNonNull(e.getCause())).fault();
                return fault.kind() == DeviceFault.Kind.NO_CONNECTION;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        DeviceSnapshot after = ClientSide.read(client.connect(protocol, first.port, ClientSide.PLAIN));
        assertThat(after.usable("battery.soc")).isEqualTo(40);
        assertThat(after.usable("battery.soh")).isEqualTo(99);
    }

    @Test
    void pathsAreTranslatedAndNothingIsBrowsed() throws Exception {
        PeerServer server = server(PeerServer.Traits.of(SecurityPolicy.None));
        for (String prefix : List.of("", "{" + PeerServer.TREE + "}")) {
            int browsed = server.requests(Service.VIEW_BROWSE);
            DeviceSession session = client.connect(library(prefix), server.port, ClientSide.PLAIN);
            assertThat(ClientSide.read(session).usable("battery.soc")).isEqualTo(40);
            assertThat(server.requests(Service.VIEW_BROWSE)).isEqualTo(browsed);
        }
    }

    @Test
    void whereTheServerCannotTranslateItIsBrowsed() throws Exception {
        PeerServer server = server(PeerServer.Traits.of(SecurityPolicy.None));
        server.refused.add(Service.VIEW_TRANSLATE_BROWSE_PATHS);
        for (String prefix : List.of("", "{" + PeerServer.TREE + "}")) {
            DeviceSession session = client.connect(library(prefix), server.port, ClientSide.PLAIN);
            assertThat(ClientSide.read(session).usable("battery.soh")).isEqualTo(99);
        }
        assertThat(server.requests(Service.VIEW_BROWSE)).isPositive();
    }

    @Test
    void namesOfSeveralNamespacesAndWildcardsAreFound() throws Exception {
        PeerServer server = server(PeerServer.Traits.of(SecurityPolicy.None));
        List<OpcUaPlan.Value> values = List.of(
                ClientSide.value("device.manufacturer", "Server/ServerStatus/BuildInfo/ProductName"),
                ClientSide.value("battery.soc", "*/Charge"),
                ClientSide.value("battery.soh", "{urn:nobody}Board/Health"));
        DeviceSnapshot read =
                ClientSide.read(client.connect(ClientSide.library(values, Map.of()), server.port, ClientSide.PLAIN));
        assertThat(read.usable("battery.soc")).isEqualTo(40);
        assertThat(read.quality(2).isUsable()).as("a namespace nobody has").isFalse();
    }

    @Test
    void whatLeadsToSeveralNodesIsNotGuessed() throws Exception {
        PeerServer server = server(PeerServer.Traits.of(SecurityPolicy.None));
        server.set("Other/Charge", NodeIds.Double, 1.0);
        List<OpcUaPlan.Value> values =
                List.of(ClientSide.value("battery.soc", "*/Charge"), ClientSide.value("battery.soh", "Board/Health"));
        DeviceSnapshot read =
                ClientSide.read(client.connect(ClientSide.library(values, Map.of()), server.port, ClientSide.PLAIN));
        assertThat(read.quality(0)).isEqualTo(Quality.BAD_CONFIGURATION);
        assertThat(client.alarms.standing())
                .anySatisfy(alarm -> assertThat(alarm.text()).contains("*/Charge"));
    }

    @Test
    void aPendingReadFailsWhenTheSessionIsClosed() throws Exception {
        PeerServer server = server(PeerServer.Traits.of(SecurityPolicy.None));
        DeviceSession session = client.connect(library(), server.port, ClientSide.PLAIN);
        server.silent.add(Service.ATTRIBUTE_READ);
        var pending = ClientSide.read(session, session.groups().get(0), ClientSide.image(session));
        session.close();
        assertThat(pending).isCompletedExceptionally();
    }
}
