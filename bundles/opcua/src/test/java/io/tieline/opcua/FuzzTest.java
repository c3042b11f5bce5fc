package io.tieline.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tieline.model.PointCatalog;
import io.tieline.model.Quality;
import io.tieline.model.SampleTarget;
import io.tieline.model.SiteClock;
import io.tieline.profile.OpcUaPath;
import io.tieline.profile.OpcUaPlan;
import io.tieline.profile.Rate;
import io.tieline.profile.ValueRule;
import io.tieline.southbound.DeviceSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.encoding.DefaultEncodingContext;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryDecoder;
import org.eclipse.milo.opcua.stack.core.encoding.binary.OpcUaBinaryEncoder;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathTarget;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.ResponseHeader;
import org.eclipse.milo.opcua.stack.core.types.structured.TranslateBrowsePathsToNodeIdsResponse;
import org.eclipse.milo.opcua.stack.core.util.Unit;
import org.eclipse.milo.opcua.stack.transport.client.ClientApplicationContext;
import org.eclipse.milo.opcua.stack.transport.client.OpcClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.OpcClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;
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

    /** Hands out mutated answers, in the order they were laid ready; never answers when there are none. */
    private static final class Nonsense implements OpcClientTransport {
        private final OpcClientTransportConfig config;
        private final ArrayDeque<byte[]> ready = new ArrayDeque<>();
        private OpcUaClient client;
        private int decoded;
        private int refused;

        @SuppressWarnings("NullAway.Init") // the client needs its transport first
        Nonsense(Threads threads) {
            OpcTcpClientTransportConfigBuilder builder = OpcTcpClientTransportConfig.newBuilder();
            threads.configure(builder);
            config = builder.build();
        }

        @Override
        public OpcClientTransportConfig getConfig() {
            return config;
        }

        @Override
        public CompletableFuture<Unit> connect(ClientApplicationContext context) {
            return CompletableFuture.completedFuture(Unit.VALUE);
        }

        @Override
        public CompletableFuture<Unit> disconnect() {
            return CompletableFuture.completedFuture(Unit.VALUE);
        }

        @Override
        public CompletableFuture<UaResponseMessageType> sendRequestMessage(UaRequestMessageType request) {
            byte[] answer = ready.poll();
            if (answer == null) {
                return new CompletableFuture<>();
            }
            ByteBuf buffer = Unpooled.wrappedBuffer(answer);
            try {
                Object message = new OpcUaBinaryDecoder(client.getStaticEncodingContext())
                        .setBuffer(buffer)
                        .decodeMessage(null);
                if (message instanceof UaResponseMessageType response) {
                    decoded++;
                    return CompletableFuture.completedFuture(response);
                }
                refused++;
                return CompletableFuture.failedFuture(new ClassCastException("no response"));
            } catch (RuntimeException e) {
                // On a channel this ends in exceptionCaught, which closes it.
                refused++;
                return CompletableFuture.failedFuture(e);
            }
        }
    }

    /** Sees to it that whatever was put could be true. */
    private static final class Guard implements SampleTarget {
        private final int points;
        private boolean open;
        private long puts;

        Guard(int points) {
            this.points = points;
        }

        private void check(int point) {
            assertThat(open).isTrue();
            if (point < 0 || point >= points) {
                throw new AssertionError("point " + point);
            }
            puts++;
        }

        @Override
        public void begin(long utcMillis) {
            open = true;
        }

        @Override
        public void put(int point, double value) {
            check(point);
            if (value < -1e6 || value > 1e6 || Double.isNaN(value)) {
                throw new AssertionError("good, but " + value);
            }
        }

        @Override
        public void put(int point, double value, Quality quality) {
            check(point);
            if (quality.isGood()) {
                put(point, value);
            }
        }

        @Override
        public void putText(int point, String text) {
            check(point);
            if (text.length() > 1000) {
                throw new AssertionError("a text of " + text.length());
            }
        }

        @Override
        public void putBad(int point, Quality why) {
            check(point);
            if (why.isUsable()) {
                throw new AssertionError("bad because of " + why);
            }
        }

        @Override
        public void commit() {
            open = false;
        }
    }

    private final Random random = new Random(SEED);
    private final List<Variable> variables = variables();
    private final ResponseHeader header =
            new ResponseHeader(DateTime.MIN_VALUE, uint(1), StatusCode.GOOD, null, null, null);

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

    private static DataValue[] values() {
        return new DataValue[] {
            new DataValue(Variant.ofDouble(87.5)),
            new DataValue(Variant.ofFloat(48.1f)),
            new DataValue(Variant.ofString("4711")),
            new DataValue(Variant.ofBoolean(true))
        };
    }

    private byte[] encoded(OpcUaClient client, UaResponseMessageType message) {
        ByteBuf buffer = Unpooled.buffer();
        new OpcUaBinaryEncoder(client.getStaticEncodingContext())
                .setBuffer(buffer)
                .encodeMessage(null, message);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
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

    private PublishResponse publish() {
        MonitoredItemNotification[] items = new MonitoredItemNotification[4];
        DataValue[] values = values();
        for (int i = 0; i < items.length; i++) {
            items[i] = new MonitoredItemNotification(uint(i), values[i]);
        }
        return new PublishResponse(
                header,
                uint(7),
                new UInteger[0],
                false,
                new NotificationMessage(uint(1), DateTime.MIN_VALUE, new ExtensionObject[] {
                    ExtensionObject.encode(DefaultEncodingContext.INSTANCE, new DataChangeNotification(items, null))
                }),
                null,
                null);
    }

    private MonitoredItemCreateResult[] created() {
        MonitoredItemCreateResult[] results = new MonitoredItemCreateResult[4];
        Arrays.fill(results, new MonitoredItemCreateResult(StatusCode.GOOD, uint(1), 100.0, uint(1), null));
        return results;
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
            Guard guard = new Guard(variables.size());
            Values.Doubtful doubtful = new Values.Doubtful();
            SiteClock clock = SiteClock.system();
            ReadPlan plan = new ReadPlan(services, Limit.of(Double.NaN), variables, clock);
            byte[] read = encoded(client, new ReadResponse(header, values(), null));
            byte[] translate = encoded(
                    client,
                    new TranslateBrowsePathsToNodeIdsResponse(
                            header,
                            new BrowsePathResult[] {
                                new BrowsePathResult(StatusCode.GOOD, new BrowsePathTarget[] {
                                    new BrowsePathTarget(new NodeId(2, 5).expanded(), UInteger.MAX)
                                })
                            },
                            null));
            byte[] browse = encoded(
                    client,
                    new BrowseResponse(
                            header,
                            new BrowseResult[] {
                                new BrowseResult(StatusCode.GOOD, null, new ReferenceDescription[] {
                                    new ReferenceDescription(
                                            NodeIds.Organizes,
                                            true,
                                            new NodeId(2, 5).expanded(),
                                            new QualifiedName(2, "Board"),
                                            LocalizedText.english("Board"),
                                            NodeClass.Object,
                                            NodeIds.FolderType.expanded())
                                })
                            },
                            null));
            byte[] subscription =
                    encoded(client, new CreateSubscriptionResponse(header, uint(7), 100.0, uint(100), uint(1)));
            byte[] items = encoded(client, new CreateMonitoredItemsResponse(header, created(), null));
            byte[] publish = encoded(client, publish());
            int sent = 0;
            while (sent < MESSAGES) {
                transport.ready.clear();
                switch (random.nextInt(10)) {
                    case 0 -> {
                        transport.ready.add(mutated(translate));
                        new Paths(services, limits).find(List.of(BOARD));
                        sent++;
                    }
                    case 1 -> {
                        transport.ready.add(mutated(browse));
                        new Browser(services, limit).find(BOARD);
                        sent++;
                    }
                    case 2, 3 -> {
                        boolean whole = random.nextBoolean();
                        transport.ready.add(whole ? subscription : mutated(subscription));
                        transport.ready.add(whole ? items : mutated(items));
                        transport.ready.add(mutated(publish));
                        transport.ready.add(mutated(publish));
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
                        transport.ready.add(mutated(read));
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
