package io.tieline.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tieline.model.PointCatalog;
import io.tieline.model.Quality;
import io.tieline.model.SiteClock;
import io.tieline.profile.OpcUaPath;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.Rate;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that answers nonsense: a million messages past the wire ({@code tieline.fuzz} is another number), some
 * thousand on it.
 */
class FuzzTest {

    private static final int MESSAGES = Integer.getInteger("tieline.fuzz", 1_000_000);
    private static final int CONNECTIONS = 300;
    private static final int AT_ONCE = 40;
    private static final long SEED = 20_250_611L;
    private static final OpcUaPath BOARD = ClientSide.path("2:Board");

    private final Random random = new Random(SEED);
    private final List<Variable> variables = variables();

    private static List<Variable> variables() {
        ValueRule plausible = ValueRule.builder().within(-1e6, 1e6).build();
        List<String> points = List.of("battery.soc", "battery.voltage", "device.serial", "ups.on_battery");
        List<Variable> variables = new ArrayList<>();
        for (String point : points) {
            variables.add(new Variable(
                    variables.size(),
                    PointCatalog.point(point),
                    plausible,
                    Rate.FAST,
                    ClientSide.path(point),
                    OpcUaPlan.Sampling.DEFAULT,
                    new Variable.Source(new NodeId(2, point), -1, null),
                    Quality.GOOD));
        }
        return List.copyOf(variables);
    }

    /** Changed bytes, extreme lengths, something cut off, something too much. */
    private byte[] mutated(byte[] message) {
        byte[] bytes = message.clone();
        // The type of the message itself stays, or nearly nothing would get past it.
        int first = 8;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = first + random.nextInt(bytes.length - first);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> {
                    for (int j = at; j < Math.min(bytes.length, at + 4); j++) {
                        bytes[j] = (byte) (j == at + 3 ? 0x7F : 0xFF);
                    }
                }
                default -> bytes[at] = 0;
            }
        }
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, first + random.nextInt(bytes.length - first));
            case 1 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(40));
            default -> bytes;
        };
    }

    @Test
    void aMillionMessagesLeaveNothingImpossibleAndNothingHanging() throws Exception {
        try (Threads threads = new Threads()) {
            Nonsense transport = new Nonsense(threads);
            OpcUaClient client = new OpcUaClient(
                    OpcUaClientConfig.builder()
                            .setEndpoint(new EndpointDescription(
                                    "opc.tcp://127.0.0.1:1",
                                    null,
                                    null,
                                    MessageSecurityMode.None,
                                    SecurityPolicy.None.getUri(),
                                    null,
                                    null,
                                    null))
                            .setEncodingLimits(Opening.MOST)
                            .build(),
                    transport);
            transport.client = client;
            Services services = new Services(client, NodeId.NULL_VALUE);
            Limit limit = Limit.of(Double.NaN);
            Limits limits = new Limits(limit, limit, limit, limit);
            PlausibleTarget guard = new PlausibleTarget(variables.size());
            Values.Doubtful doubtful = new Values.Doubtful();
            SiteClock clock = SiteClock.system();
            ReadPlan plan = new ReadPlan(services, Limit.of(Double.NaN), variables, clock);
            HonestAnswers honest = new HonestAnswers(client);
            int sent = 0;
            while (sent < MESSAGES) {
                transport.ready.clear();
                switch (random.nextInt(10)) {
                    case 0 -> {
                        transport.ready.add(mutated(honest.translate));
                        new Paths(services, limits).find(List.of(BOARD));
                        sent++;
                    }
                    case 1 -> {
                        transport.ready.add(mutated(honest.browse));
                        new Browser(services, limit).find(BOARD);
                        sent++;
                    }
                    case 2, 3 -> {
                        boolean whole = random.nextBoolean();
                        transport.ready.add(whole ? honest.subscription : mutated(honest.subscription));
                        transport.ready.add(whole ? honest.items : mutated(honest.items));
                        transport.ready.add(mutated(honest.publish));
                        transport.ready.add(mutated(honest.publish));
                        Subscription.open(
                                        services,
                                        limit,
                                        variables,
                                        new Subscription.Settings(
                                                Duration.ofSeconds(1),
                                                Duration.ofSeconds(1),
                                                random.nextBoolean(),
                                                System::nanoTime),
                                        clock,
                                        () -> {})
                                .whenComplete((opened, error) -> {
                                    if (opened != null) {
                                        opened.put(guard, doubtful);
                                        opened.abandon();
                                    }
                                });
                        sent += 4 - transport.ready.size();
                    }
                    default -> {
                        transport.ready.add(mutated(honest.read));
                        boolean[] ended = {false};
                        plan.read(guard, doubtful, fault -> ended[0] = true);
                        assertThat(ended[0]).isTrue();
                        sent++;
                    }
                }
            }
            assertThat(transport.decoded).as("seed " + SEED).isGreaterThan(MESSAGES / 10);
            assertThat(transport.refused).as("seed " + SEED).isGreaterThan(MESSAGES / 10);
            assertThat(guard.puts).as("seed " + SEED).isGreaterThan(MESSAGES / 10);
        }
    }

    @Test
    void mutatedFramesOnTheWireEndInASessionOrAFault(@TempDir Path keys) throws Exception {
        try (ClientSide client = new ClientSide(keys)) {
            PeerServer server = client.opened(new PeerServer(SecurityPolicy.None));
            server.set("Board/Charge", NodeIds.Double, 50.0);
            OpcUaProtocol protocol = client.protocol(
                    ClientSide.library(List.of(ClientSide.value("battery.soc", "Board/Charge")), Map.of()));
            AtomicInteger connected = new AtomicInteger();
            AtomicInteger refused = new AtomicInteger();
            try (MutatingRelay relay = new MutatingRelay(server.port, SEED)) {
                // Most of an attempt is waiting for what was spoilt: so many at once.
                Semaphore room = new Semaphore(AT_ONCE);
                for (int i = 0; i < CONNECTIONS; i++) {
                    assertThat(room.tryAcquire(10, TimeUnit.SECONDS))
                            .as("one of " + AT_ONCE + " ends")
                            .isTrue();
                    protocol.connect(client.impatient(relay.port())).whenComplete((session, error) -> {
                        (error == null ? connected : refused).incrementAndGet();
                        if (session != null) {
                            session.close();
                        }
                        room.release();
                    });
                }
                assertThat(room.tryAcquire(AT_ONCE, 10, TimeUnit.SECONDS))
                        .as("all end")
                        .isTrue();
                assertThat(relay.frames()).isGreaterThan(CONNECTIONS);
            }
            assertThat(connected.get() + refused.get()).as("seed " + SEED).isEqualTo(CONNECTIONS);
            assertThat(refused.get()).as("seed " + SEED).isPositive();
            assertThat(PeerServer.clientThreads()).hasSizeLessThanOrEqualTo(5);
            DeviceSession after = client.connect(protocol, server.port, ClientSide.PLAIN);
            assertThat(ClientSide.read(after).usable("battery.soc")).isEqualTo(50);
        }
    }

    @Test
    void aServerThatSendsWithoutEndIsCutOff() {
        EmbeddedChannel channel = new EmbeddedChannel(new FloodGate());
        long sent = 0;
        while (channel.isOpen() && sent < 2 * FloodGate.MOST_BYTES) {
            channel.pipeline().fireChannelRead(Unpooled.buffer(1 << 20).writeZero(1 << 20));
            ByteBuf passed = channel.readInbound();
            if (passed != null) {
                passed.release();
            }
            sent += 1 << 20;
        }
        assertThat(sent).isLessThanOrEqualTo(FloodGate.MOST_BYTES + (1 << 20));
        assertThat(channel.isOpen()).isFalse();
    }
}
