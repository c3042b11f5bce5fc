package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Problems;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.ProfileReader;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.RawValue;
import io.tieline.southbound.ReadListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.transport.TransportType;

/** Many agents at once, and one with very much to tell. */
final class CrowdTest {

    private static final int AGENTS = 300;
    private static final int OUTLETS = 60;
    private static final String PROFILE =
            """
            profile: test-pdu
            title: Test PDU
            kind: pdu
            protocol: snmp
            facts: this test
            recognise:
              - sysObjectID: 1.3.6.1.4.1.99999
            snmp: {base: 1.3.6.1.4.1.99999.1}
            read:
              - {point: "outlet.{1}.voltage", column: .1.7, unit: V}
            """;

    private final List<TestAgent> agents = new ArrayList<>();
    private final ReceiveLoop loop = new ReceiveLoop();
    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final SnmpProtocol protocol = new SnmpProtocol(
            new ProfileLibrary(List.of(
                    ProfileReader.read("test.yaml", PROFILE, new Problems()).orElseThrow())),
            SiteClock.system());

    CrowdTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        protocol.close();
        for (TestAgent agent : agents) {
            agent.close();
        }
        loop.close();
    }

    /** Hears everybody: an agent. */
    private static final class Everybody implements Admission {
        @Override
        public int readable() {
            return 1000;
        }

        @Override
        public boolean admits(InetSocketAddress sender) {
            return true;
        }

        @Override
        public void sent(InetSocketAddress receiver) {}
    }

    private TestAgent agent(String sysObjectId) throws IOException {
        UdpPort port = new UdpPort(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Everybody(), TransportType.any);
        TestAgent agent = new TestAgent(port, null);
        agent.with("1.3.6.1.2.1.1.1.0", new OctetString("a test")).with("1.3.6.1.2.1.1.2.0", new OID(sysObjectId));
        loop.read(port);
        agents.add(agent);
        return agent;
    }

    private static void columns(TestAgent agent, int columns, int rows) {
        for (int column = 1; column <= columns; column++) {
            for (int row = 1; row <= rows; row++) {
                agent.objects.put(
                        new OID(new int[] {1, 3, 6, 1, 4, 1, 99999, 1, 1, column, row}),
                        new Gauge32(1000L * column + row));
            }
        }
    }

    private static DeviceTarget target(TestAgent agent) {
        return new DeviceTarget(
                new Device(0, "pdu-1", DeviceKind.PDU),
                URI.create("snmp://127.0.0.1:" + agent.port()),
                DeviceTarget.AUTO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Map.of());
    }

    private DeviceSession connect(TestAgent agent) throws Exception {
        return protocol.connect(target(agent)).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void threeHundredAgentsComeUpTogetherOnTwoThreads() throws Exception {
        for (int i = 0; i < AGENTS; i++) {
            columns(agent("1.3.6.1.4.1.99999.7"), 8, OUTLETS);
        }
        List<CompletableFuture<DeviceSession>> connecting = agents.stream()
                .map(agent -> protocol.connect(target(agent)).toCompletableFuture())
                .toList();
        CompletableFuture.allOf(connecting.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        for (int round = 0; round < 3; round++) {
            List<CompletableFuture<Void>> reads =
                    connecting.stream().map(session -> read(session.join())).toList();
            CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        }
        assertThat(threads()).hasSizeLessThanOrEqualTo(2);
    }

    /** Those that came with it and stay: the one that connects goes when nobody connects. */
    private Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.equals("tieline-snmp-connect") && !name.startsWith("ForkJoinPool"))
                .collect(Collectors.toSet());
    }

    private static CompletableFuture<Void> read(DeviceSession session) {
        DeviceImage image = new LiveImage(List.of(new Device(0, "pdu-1", DeviceKind.PDU))).device(0);
        image.adopt(session.points());
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.read(session.groups().get(0), image.target(), new ReadListener() {
            @Override
            public void completed() {
                DeviceSnapshot snapshot = new DeviceSnapshot();
                image.read(snapshot);
                boolean right = IntStream.rangeClosed(1, OUTLETS)
                        .allMatch(row -> snapshot.usable("outlet." + row + ".voltage") == 7000 + row);
                if (right) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(new IllegalStateException("a value is wrong"));
                }
            }

            @Override
            public void failed(DeviceFault fault) {
                done.completeExceptionally(new IllegalStateException(fault.text()));
            }
        });
        return done;
    }

    /** The largest recording of a device that is known has 22 566 objects. */
    @Test
    void ofALargeTableOnlyItsColumnsAreRead() throws Exception {
        TestAgent large = agent("1.3.6.1.4.1.99999.7");
        columns(large, 376, OUTLETS);
        large.with("1.3.6.1.2.1.1.4.0", new OctetString("")).with("1.3.6.1.2.1.1.5.0", new OctetString(""));
        large.with("1.3.6.1.2.1.1.6.0", new OctetString("")).with("1.3.6.1.2.1.1.7.0", new OctetString(""));
        assertThat(large.objects).hasSize(22_566);
        DeviceSession session = connect(large);
        assertThat(session.points().size()).isEqualTo(OUTLETS);
        assertThat(large.requests.get()).isLessThan(12);
        read(session).get(5, TimeUnit.SECONDS);
    }

    @Test
    void rawValueIsWhatStandsOnTheWire() throws Exception {
        TestAgent agent = agent("1.3.6.1.4.1.99999.7");
        columns(agent, 8, 3);
        DeviceSession session = connect(agent);
        int point = session.points().indexOf("outlet.2.voltage");
        assertThat(session.raw(point).toCompletableFuture().get(5, TimeUnit.SECONDS))
                .contains(new RawValue("1.3.6.1.4.1.99999.1.1.7.2", "Gauge 7002"));
        agent.objects.clear();
        assertThat(session.raw(point).toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isEmpty();
    }

    @Test
    void recognisedProfileIsProposedWithItsReason() throws Exception {
        TestAgent agent = agent("1.3.6.1.4.1.99999.7");
        columns(agent, 8, 3);
        List<Proposal> proposals =
                protocol.propose(target(agent)).toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(proposals).singleElement().satisfies(proposal -> {
            assertThat(proposal.profile()).isEqualTo("test-pdu");
            assertThat(proposal.confidence()).isGreaterThan(0.5);
            assertThat(proposal.because()).contains("1.3.6.1.4.1.99999.7", "a test", "3 values read");
        });
    }

    @Test
    void unknownCardThatSpeaksAKnownMibIsAGuess() throws Exception {
        TestAgent agent = agent("1.3.6.1.4.1.4242");
        assertThat(protocol.propose(target(agent)).toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isEmpty();
        columns(agent, 8, 3);
        assertThat(protocol.propose(target(agent)).toCompletableFuture().get(10, TimeUnit.SECONDS))
                .singleElement()
                .satisfies(proposal ->
                        assertThat(proposal.confidence()).isPositive().isLessThanOrEqualTo(0.5));
    }
}
