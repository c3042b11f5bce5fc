package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.tieline.document.Problems;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.ProfileReader;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.transport.DefaultUdpTransportMapping;

/** Traps and informs from Net-SNMP's own sender. */
final class NotificationsTest {

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
              - {point: pdu.load, oid: .1.0, unit: "%"}
            """;

    private static final Path SENDER = Path.of("/usr/bin/snmptrap");

    private final AlarmBoard alarms = new AlarmBoard(SiteClock.system(), event -> {});
    private final TestAgent agent = new TestAgent();
    private final SnmpProtocol protocol = new SnmpProtocol(
            new ProfileLibrary(List.of(
                    ProfileReader.read("test.yaml", PROFILE, new Problems()).orElseThrow())),
            SiteClock.system(),
            alarms,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final AtomicInteger news = new AtomicInteger();

    NotificationsTest() throws Exception {
        agent.with("1.3.6.1.2.1.1.1.0", new OctetString("a test"))
                .with("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.99999.7"))
                .with("1.3.6.1.4.1.99999.1.1.0", new Gauge32(42));
    }

    @AfterEach
    void close() throws Exception {
        protocol.close();
        agent.close();
    }

    private DeviceSession connect(Map<String, String> options) throws Exception {
        DeviceTarget target = new DeviceTarget(
                new Device(0, "pdu-1", DeviceKind.PDU),
                URI.create("snmp://127.0.0.1:" + agent.port()),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                options);
        DeviceSession session = protocol.connect(target).toCompletableFuture().get(20, TimeUnit.SECONDS);
        session.onNews(news::incrementAndGet);
        return session;
    }

    /** @return the exit code: not 0 if an inform was not acknowledged */
    private int send(String... arguments) throws Exception {
        assumeTrue(Files.isExecutable(SENDER), "traps skipped: apt-get install snmp");
        List<String> command = new ArrayList<>(List.of(SENDER.toString()));
        for (String argument : arguments) {
            command.add(argument.equals("HERE") ? "127.0.0.1:" + port() : argument);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MIBS", "");
        Process process = builder.start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    private int port() {
        return protocol.trapAddress().orElseThrow().getPort();
    }

    private void awaitNews(int times) {
        await().atMost(5, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(10)).until(() -> news.get() >= times);
    }

    @Test
    void trapsOfBothVersionsWakeTheirDevice() throws Exception {
        connect(Map.of());
        send("-v2c", "-c", "public", "HERE", "", "1.3.6.1.4.1.99999.0.1");
        awaitNews(1);
        send("-v1", "-c", "public", "HERE", "1.3.6.1.4.1.99999", "127.0.0.1", "6", "1", "");
        awaitNews(2);
        assertThat(protocol.notifications().heard()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"public", "private"})
    void informIsAcknowledgedOnlyToADeviceThatIsKnown(String community) throws Exception {
        connect(Map.of());
        int code = send("-v2c", "-Ci", "-c", community, "-t", "1", "-r", "0", "HERE", "", "1.3.6.1.4.1.99999.0.1");
        assertThat(code == 0).isEqualTo(community.equals("public"));
        assertThat(news.get() > 0).isEqualTo(community.equals("public"));
        assertThat(protocol.notifications().unknown() > 0).isEqualTo(community.equals("private"));
    }

    @Test
    void trapsMayHaveACommunityOfTheirOwn() throws Exception {
        connect(Map.of("trapCommunity", "alarms"));
        send("-v2c", "-c", "alarms", "HERE", "", "1.3.6.1.4.1.99999.0.1");
        awaitNews(1);
    }

    @Test
    void closedSessionIsWokenNoMore() throws Exception {
        connect(Map.of()).close();
        send("-v2c", "-c", "public", "HERE", "", "1.3.6.1.4.1.99999.0.1");
        await().atMost(5, TimeUnit.SECONDS).until(() -> protocol.notifications().unknown() == 1);
        assertThat(news).hasValue(0);
    }

    @Test
    void version3IsBelievedOnlyWithItsSecrets() throws Exception {
        Map<String, String> user =
                Map.of("user", "v3user", "authSecret", "authentication-secret", "privSecret", "privacy-secret");
        DeviceTarget target = new DeviceTarget(
                new Device(0, "pdu-1", DeviceKind.PDU),
                URI.create("snmp://127.0.0.1:161"),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                user);
        Credentials credentials = Credentials.of(target);
        try (TestAgent secure =
                new TestAgent(new DefaultUdpTransportMapping(new UdpAddress("127.0.0.1/0")), credentials.user())) {
            secure.objects.putAll(agent.objects);
            DeviceSession session = protocol.connect(new DeviceTarget(
                            target.device(),
                            URI.create("snmp://127.0.0.1:" + secure.port()),
                            DeviceTarget.AUTO,
                            target.poll(),
                            target.timeout(),
                            user))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            session.onNews(news::incrementAndGet);
            String engine = "0x"
                    + new OctetString(secure.snmp().getLocalEngineID())
                            .toHexString()
                            .replace(":", "");
            // A trap's engine is the agent's, and its clock must be right.
            String clock = secure.snmp().getUSM().getEngineBoots() + ","
                    + secure.snmp().getUSM().getEngineTime();
            String[] right = {
                "-v3",
                "-e",
                engine,
                "-Z",
                clock,
                "-u",
                "v3user",
                "-l",
                "authPriv",
                "-a",
                "SHA-256",
                "-A",
                "authentication-secret",
                "-x",
                "AES",
                "-X",
                "privacy-secret",
                "HERE",
                "",
                "1.3.6.1.4.1.99999.0.1"
            };
            String[] wrong = right.clone();
            wrong[12] = "another-secret";
            send(wrong);
            send("-v2c", "-c", "v3user", "HERE", "", "1.3.6.1.4.1.99999.0.1");
            assertThat(news).hasValue(0);
            send(right);
            awaitNews(1);
            // An inform's engine is ours, which its sender asks for.
            List<String> inform = new ArrayList<>(List.of(right));
            inform.subList(1, 5).clear();
            inform.add(1, "-Ci");
            assertThat(send(inform.toArray(String[]::new))).isZero();
            awaitNews(2);
            assertThat(news).hasValue(2);
        }
    }

    /** The flood comes as fast as this machine can send, and for longer than any buffer lasts. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void floodCostsWhatItIsAllowedTo(boolean known) throws Exception {
        DeviceSession session = connect(Map.of());
        if (!known) {
            session.close();
        }
        byte[] trap = new byte[200];
        Thread receiver = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tieline-snmp"))
                .reduce((first, second) -> second)
                .orElseThrow();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(receiver.getId());
        long from = System.nanoTime();
        AtomicLong sent = new AtomicLong();
        try (DatagramSocket socket = new DatagramSocket()) {
            DatagramPacket packet =
                    new DatagramPacket(trap, trap.length, protocol.trapAddress().orElseThrow());
            while (System.nanoTime() - from < 1_000_000_000L) {
                socket.send(packet);
                sent.incrementAndGet();
            }
            // Whoever asks at this moment is answered all the same.
            assertThat(connect(Map.of()).points().size()).isEqualTo(1);
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        Notifications.Count count = protocol.notifications();
        assertThat(sent.get()).isGreaterThan(10_000);
        assertThat(count.unknown() + count.excess() + count.heard()).isLessThan((long) (5000 * seconds) + 500);
        assertThat(known ? count.excess() : count.unknown()).isGreaterThan(500);
        assertThat(news.get()).isLessThanOrEqualTo((int) (20 * seconds) + 41);
        assertThat(threads.getThreadAllocatedBytes(receiver.getId()) - before).isLessThan(20_000_000);
    }

    @Test
    void portThatIsTakenIsAnAlarmAndTheDevicesAreReadAllTheSame() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                SnmpPorts ports = SnmpPorts.open(
                        (InetSocketAddress) taken.getLocalSocketAddress(),
                        new Notifications(System::nanoTime),
                        alarms)) {
            assertThat(ports.traps()).isNull();
            assertThat(alarms.standing().get(0).text()).contains("choose a free port");
        }
    }
}
