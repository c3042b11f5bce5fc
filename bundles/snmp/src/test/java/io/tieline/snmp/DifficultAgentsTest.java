package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.document.Problems;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.ProfileReader;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.ReadListener;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** Agents that do not do what the standard says, and what is learned about each of them. */
final class DifficultAgentsTest {

    private static final OID ROOT = new OID("1.3.6.1.4.1.99999.1");
    private static final int OUTLETS = 60;
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final TestAgent agent;
    private final SnmpProtocol protocol;
    private @Nullable DeviceImage image;

    DifficultAgentsTest() throws IOException {
        agent = new TestAgent();
        protocol = new SnmpProtocol(library(), SiteClock.system());
    }

    private static ProfileLibrary library() {
        String profile =
                """
                profile: test-pdu
                title: Test PDU
                kind: pdu
                protocol: snmp
                facts: this test
                recognise:
                  - sysObjectID: 1.3.6.1.4.1.99999
                snmp: {base: 1.3.6.1.4.1.99999.1, maxVariables: 40}
                read:
                  - {point: "outlet.{1}.power", column: .1.1, unit: W}
                """;
        return new ProfileLibrary(
                List.of(ProfileReader.read("test.yaml", profile, new Problems()).orElseThrow()));
    }

    private static OID outlet(int number) {
        return new OID(ROOT).append(1).append(1).append(number);
    }

    @BeforeEach
    void fill() {
        agent.with("1.3.6.1.2.1.1.1.0", new OctetString("a test"))
                .with("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.99999.7"));
        IntStream.rangeClosed(1, OUTLETS).forEach(i -> agent.objects.put(outlet(i), new Gauge32(1000 + i)));
    }

    @AfterEach
    void close() throws IOException {
        protocol.close();
        agent.close();
    }

    private DeviceSession connect(Map<String, String> options) throws Exception {
        DeviceTarget target = new DeviceTarget(
                new Device(0, "pdu-1", DeviceKind.PDU),
                URI.create("snmp://127.0.0.1:" + agent.port()),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                TIMEOUT,
                options);
        return protocol.connect(target).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Reads once; every outlet must have its own value or be bad. */
    private DeviceSnapshot read(DeviceSession session) throws Exception {
        DeviceImage here = image;
        if (here == null) {
            here = new LiveImage(List.of(new Device(0, "pdu-1", DeviceKind.PDU))).device(0);
            here.adopt(session.points());
            image = here;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.read(session.groups().get(0), here.target(), new ReadListener() {
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
        DeviceSnapshot snapshot = new DeviceSnapshot();
        here.read(snapshot);
        PointSet points = session.points();
        for (int i = 0; i < points.size(); i++) {
            String name = points.get(i).name();
            if (snapshot.quality(i).isUsable()) {
                int number = Integer.parseInt(name.substring("outlet.".length(), name.indexOf(".power")));
                assertThat(snapshot.value(i)).as(name).isEqualTo(1000 + number);
            }
        }
        return snapshot;
    }

    private static long good(DeviceSnapshot snapshot) {
        return IntStream.range(0, OUTLETS)
                .filter(i -> snapshot.quality(i) == Quality.GOOD)
                .count();
    }

    /** Requests of one read, once the agent is known. */
    private int requests(DeviceSession session) throws Exception {
        agent.requests.set(0);
        read(session);
        return agent.requests.get();
    }

    @Test
    void requestsGrowToWhatTheProfileAllows() throws Exception {
        DeviceSession session = connect(Map.of());
        read(session);
        read(session);
        assertThat(requests(session)).isEqualTo(2);
        assertThat(agent.largest.get()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13, 33})
    void sizeIsLearnedFromAnAgentThatSaysItIsTooBig(int most) throws Exception {
        agent.mostVariables = most;
        DeviceSession session = connect(Map.of());
        IntStream.range(0, 8).forEach(i -> readQuietly(session));
        assertThat(good(read(session))).isEqualTo(OUTLETS);
        assertThat(requests(session)).isEqualTo((OUTLETS + most - 1) / most);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 21, 38})
    void sizeIsLearnedFromAnAgentThatKeepsSilent(int most) throws Exception {
        agent.dropsAbove = most;
        DeviceSession session = connect(Map.of());
        IntStream.range(0, 8).forEach(i -> readQuietly(session));
        assertThat(good(read(session))).isEqualTo(OUTLETS);
        agent.requests.set(0);
        read(session);
        assertThat(agent.requests.get()).isLessThanOrEqualTo((OUTLETS + most - 1) / most + 1);
    }

    @Test
    void sizeIsLearnedFromAnAgentThatCutsItsAnswersOff() throws Exception {
        agent.cutsOffAfter = 11;
        DeviceSession session = connect(Map.of());
        assertThat(good(read(session))).isEqualTo(OUTLETS);
        assertThat(good(read(session))).isEqualTo(OUTLETS);
        assertThat(requests(session)).isEqualTo(6);
    }

    private void readQuietly(DeviceSession session) {
        try {
            read(session);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void valuesKeepTheirPlaceWhenAnswersComeBackwardsWithOthersBetweenAndTwice() throws Exception {
        DeviceSession session = connect(Map.of());
        agent.answersBackwards = true;
        agent.addsOthers = true;
        agent.answersTwice = true;
        assertThat(good(read(session))).isEqualTo(OUTLETS);
        assertThat(good(read(session))).isEqualTo(OUTLETS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 60})
    void missingObjectThatIsLeftOutIsBadAndCostsNothingLater(int missing) throws Exception {
        DeviceSession session = connect(Map.of());
        read(session);
        read(session);
        agent.objects.remove(outlet(missing));
        agent.leavesOutWhatIsMissing = true;
        assertThat(good(read(session))).isEqualTo(OUTLETS - 1);
        int index = session.points().indexOf("outlet." + missing + ".power");
        assertThat(read(session).quality(index)).isEqualTo(Quality.BAD_NOT_SUPPORTED);
        read(session);
        assertThat(requests(session)).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneMissingObjectDoesNotSpoilTheOthersInVersion1(boolean anonymous) throws Exception {
        DeviceSession session = connect(Map.of("version", "1"));
        agent.hidesTheErrorIndex = anonymous;
        agent.objects.remove(outlet(23));
        agent.objects.remove(outlet(24));
        assertThat(good(read(session))).isEqualTo(OUTLETS - 2);
        read(session);
        assertThat(requests(session)).isLessThanOrEqualTo(3);
        agent.objects.put(outlet(23), new Gauge32(1023));
        for (int i = 0; i < 200; i++) {
            read(session);
        }
        assertThat(good(read(session))).isEqualTo(OUTLETS - 1);
    }

    @Test
    void deadAgentIsAskedNoMoreThanItsTimeAllows() throws Exception {
        DeviceSession session = connect(Map.of());
        IntStream.range(0, 3).forEach(i -> readQuietly(session));
        agent.silent = true;
        long from = System.nanoTime();
        assertThatThrownBy(() -> read(session)).hasMessageContaining("no answer");
        assertThat(Duration.ofNanos(System.nanoTime() - from))
                .isBetween(TIMEOUT.minusMillis(20), TIMEOUT.multipliedBy(2));
    }

    @Test
    void tableWithoutEndIsCutOff() throws Exception {
        agent.endless = new OID(ROOT).append(1).append(1);
        DeviceSession session = connect(Map.of());
        assertThat(session.points().size()).isBetween(OUTLETS, Walk.MOST_ROWS);
        assertThat(agent.requests.get()).isLessThan(300);
    }

    @Test
    void walkEndsWhenItsBudgetIsSpent() throws Exception {
        agent.endless = ROOT;
        DeviceTarget target = new DeviceTarget(
                new Device(0, "pdu-1", DeviceKind.PDU),
                URI.create("snmp://127.0.0.1:" + agent.port()),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                TIMEOUT,
                Map.of());
        AtomicLong seconds = new AtomicLong();
        // A clock that runs a second per look.
        Budget budget = Budget.of(Duration.ofMillis(1), () -> TimeUnit.SECONDS.toNanos(seconds.getAndIncrement()));
        Notifications none = new Notifications(System::nanoTime);
        try (SnmpPorts ports = SnmpPorts.open(null, none, new AlarmBoard(SiteClock.system(), event -> {}))) {
            Agent asked = new Agent(ports.wire(), Credentials.of(target).address(), new RequestSize(8), budget);
            assertThatThrownBy(() -> asked.walk(ROOT, 10).get(5, TimeUnit.SECONDS))
                    .hasMessageContaining("did not end");
            assertThat(agent.requests.get()).isEqualTo(9);
        }
    }
}
