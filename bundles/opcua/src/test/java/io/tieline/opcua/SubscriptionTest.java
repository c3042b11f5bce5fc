package io.tieline.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.Quality;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.Rate;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.server.servicesets.Service;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fast values come by subscription, and by reading wherever that is not to be had. */
class SubscriptionTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path keys;

    @SuppressWarnings("NullAway.Init")
    private ClientSide client;

    @SuppressWarnings("NullAway.Init")
    private PeerServer server;

    @BeforeEach
    void begin() throws Exception {
        client = new ClientSide(keys);
        client.poll = Duration.ofMillis(200);
        server = serving(new PeerServer(SecurityPolicy.None));
    }

    private PeerServer serving(PeerServer peer) {
        client.opened(peer);
        peer.set("Board/Charge", NodeIds.Double, 50.0);
        peer.set("Board/OnBattery", NodeIds.Boolean, false);
        return peer;
    }

    @AfterEach
    void closeAll() throws Exception {
        client.close();
    }

    private static ProfileLibrary library() {
        return ClientSide.library(
                List.of(
                        ClientSide.value("battery.soc", "Board/Charge"),
                        ClientSide.value("ups.on_battery", "Board/OnBattery")),
                Map.of());
    }

    private DeviceSession connect() throws Exception {
        return client.connect(library(), server.port, ClientSide.PLAIN);
    }

    /** Reads until no read reaches the server any more: then the subscription feeds the session. */
    private void untilSubscribed(DeviceSession session, LiveImage image) {
        ClientSide.until("values come by subscription", () -> {
            int before = server.requests(Service.ATTRIBUTE_READ);
            ClientSide.read(session, session.groups().get(0), image).join();
            return server.requests(Service.ATTRIBUTE_READ) == before;
        });
    }

    private static double soc(LiveImage image) {
        return ClientSide.snapshot(image).usable("battery.soc");
    }

    @Test
    void aChangeIsNewsAndReadFromWhatWasNotified() throws Exception {
        DeviceSession session = connect();
        LiveImage image = ClientSide.image(session);
        AtomicInteger news = new AtomicInteger();
        session.onNews(news::incrementAndGet);
        untilSubscribed(session, image);
        assertThat(soc(image)).isEqualTo(50);
        int told = news.get();
        server.set("Board/Charge", NodeIds.Double, 49.0);
        ClientSide.until("news", () -> news.get() > told);
        server.silent.add(Service.ATTRIBUTE_READ);
        ClientSide.read(session, session.groups().get(0), image).get(1, TimeUnit.SECONDS);
        assertThat(soc(image)).isEqualTo(49);
    }

    @Test
    void aConstantValueStaysGoodAndItsTimeMovesOn() throws Exception {
        DeviceSession session = connect();
        LiveImage image = ClientSide.image(session);
        untilSubscribed(session, image);
        long first = ClientSide.snapshot(image).utcMillis(0);
        ClientSide.until("ten polls later", () -> {
            ClientSide.read(session, session.groups().get(0), image).join();
            return ClientSide.snapshot(image).utcMillis(0) > first + 2000;
        });
        assertThat(ClientSide.snapshot(image).quality(0)).isEqualTo(Quality.GOOD);
    }

    @Test
    void aServerThatFallsSilentIsAskedAndThenAFault() throws Exception {
        DeviceSession session = connect();
        LiveImage image = ClientSide.image(session);
        untilSubscribed(session, image);
        server.silent.addAll(List.of(Service.SUBSCRIPTION_PUBLISH, Service.ATTRIBUTE_READ));
        ClientSide.until("the read fails", () -> {
            try {
                ClientSide.read(session, session.groups().get(0), image).get(10, TimeUnit.SECONDS);
                return false;
            } catch (ExecutionException e) {
                assertThat(((DeviceException) Objects.requireNonNull(e.getCause()))
                                .fault()
                                .text())
                        .isNotBlank();
                return true;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whereOnlyNotificationsStayAwayValuesAreRead() throws Exception {
        DeviceSession session = connect();
        LiveImage image = ClientSide.image(session);
        untilSubscribed(session, image);
        server.silent.add(Service.SUBSCRIPTION_PUBLISH);
        server.set("Board/Charge", NodeIds.Double, 12.0);
        ClientSide.until("the new value", () -> {
            ClientSide.read(session, session.groups().get(0), image).join();
            return soc(image) == 12;
        });
    }

    @Test
    void aLostSubscriptionIsMadeAnew() throws Exception {
        DeviceSession session = connect();
        LiveImage image = ClientSide.image(session);
        untilSubscribed(session, image);
        server.dropSubscriptions();
        int before = server.requests(Service.SUBSCRIPTION_CREATE_SUBSCRIPTION);
        ClientSide.until("a second subscription", () -> {
            ClientSide.read(session, session.groups().get(0), image).join();
            return server.requests(Service.SUBSCRIPTION_CREATE_SUBSCRIPTION) > before;
        });
        server.set("Board/Charge", NodeIds.Double, 33.0);
        untilSubscribed(session, image);
        ClientSide.until("the new value", () -> {
            ClientSide.read(session, session.groups().get(0), image).join();
            return soc(image) == 33;
        });
    }

    @Test
    void aServerWithoutSubscriptionsIsRead() throws Exception {
        server.refused.add(Service.SUBSCRIPTION_CREATE_SUBSCRIPTION);
        DeviceSession session = connect();
        ClientSide.read(session);
        server.set("Board/Charge", NodeIds.Double, 20.0);
        assertThat(ClientSide.read(session).usable("battery.soc")).isEqualTo(20);
    }

    @Test
    void onWishNothingIsSubscribed() throws Exception {
        DeviceSession session =
                client.connect(library(), server.port, Map.of("security", "None", "subscribe", "false"));
        ClientSide.read(session);
        server.set("Board/Charge", NodeIds.Double, 20.0);
        assertThat(ClientSide.read(session).usable("battery.soc")).isEqualTo(20);
        assertThat(server.requests(Service.SUBSCRIPTION_CREATE_SUBSCRIPTION)).isZero();
    }

    @Test
    void theServersTimeIsTakenOnlyWhereItsClockIsTrusted() throws Exception {
        long past = System.currentTimeMillis() - 60_000;
        DeviceSession doubted = connect();
        DeviceSession trusted = client.connect(library(), server.port, Map.of("security", "None", "time", "device"));
        for (DeviceSession session : List.of(doubted, trusted)) {
            LiveImage image = ClientSide.image(session);
            untilSubscribed(session, image);
            double value = 60 + session.hashCode() % 7 + Math.random();
            server.set(
                    "Board/Charge",
                    NodeIds.Double,
                    new DataValue(Variant.ofDouble(value), StatusCode.GOOD, new DateTime(Instant.ofEpochMilli(past))));
            ClientSide.until("the new value", () -> {
                ClientSide.read(session, session.groups().get(0), image).join();
                return soc(image) == value;
            });
            DeviceSnapshot snapshot = ClientSide.snapshot(image);
            assertThat(snapshot.utcMillis(0) < past + 30_000).isEqualTo(session == trusted);
        }
    }

    @Test
    void aDeadBandTheServerRefusesIsDoneWithout() throws Exception {
        // The peer knows no percent dead band for a Boolean, and no dead band may cost the value.
        OpcUaPlan.Value banded = new OpcUaPlan.Value(
                "ups.on_battery",
                ClientSide.path("Board/OnBattery"),
                ValueRule.IDENTITY,
                Rate.FAST,
                OpcUaPlan.UnitSource.PROFILE,
                new OpcUaPlan.Sampling(Duration.ofMillis(100), 5, true));
        OpcUaPlan.Value coarse = new OpcUaPlan.Value(
                "battery.soc",
                ClientSide.path("Board/Charge"),
                ValueRule.IDENTITY,
                Rate.FAST,
                OpcUaPlan.UnitSource.PROFILE,
                new OpcUaPlan.Sampling(Duration.ofMillis(100), 5, false));
        DeviceSession session =
                client.connect(ClientSide.library(List.of(banded, coarse), Map.of()), server.port, ClientSide.PLAIN);
        LiveImage image = ClientSide.image(session);
        untilSubscribed(session, image);
        server.set("Board/Charge", NodeIds.Double, 52.0);
        server.set("Board/OnBattery", NodeIds.Boolean, true);
        ClientSide.until("the flag", () -> {
            ClientSide.read(session, session.groups().get(0), image).join();
            return ClientSide.snapshot(image).usable("ups.on_battery") == 1;
        });
        assertThat(soc(image)).as("within its dead band").isEqualTo(50);
        server.set("Board/Charge", NodeIds.Double, 56.0);
        ClientSide.until("the charge", () -> {
            ClientSide.read(session, session.groups().get(0), image).join();
            return soc(image) == 56;
        });
    }

    @Test
    void aServerThatLiesAboutItsLimitsIsAskedForLess() throws Exception {
        PeerServer liar = client.opened(
                new PeerServer(PeerServer.Traits.of(SecurityPolicy.None).atMost(7)));
        List<OpcUaPlan.Value> values = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            liar.set("Board/T" + i, NodeIds.Double, (double) i);
            values.add(ClientSide.value("sensor." + i + ".temperature", "Board/T" + i));
        }
        DeviceSession session = client.connect(ClientSide.library(values, Map.of()), liar.port, ClientSide.PLAIN);
        DeviceSnapshot snapshot = ClientSide.read(session);
        for (int i = 1; i <= 50; i++) {
            assertThat(snapshot.usable("sensor." + i + ".temperature")).isEqualTo(i);
        }
    }

    @Test
    void manySessionsShareFewThreads() throws Exception {
        OpcUaProtocol protocol = client.protocol(library());
        List<DeviceSession> sessions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            DeviceSession session = client.connect(protocol, server.port, ClientSide.PLAIN);
            sessions.add(session);
            untilSubscribed(session, ClientSide.image(session));
        }
        assertThat(PeerServer.clientThreads()).hasSizeLessThanOrEqualTo(5);
        sessions.forEach(DeviceSession::close);
    }
}
