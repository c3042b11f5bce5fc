package io.tieline.snmp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tieline.document.Problems;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.SiteClock;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileReader;
import io.tieline.profile.SnmpPlan;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceTarget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snmp4j.PDU;
import org.snmp4j.PDUv1;
import org.snmp4j.ScopedPDU;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;

/**
 * A million spoiled messages through the whole way of an answer: snmp4j's dispatcher, its v1, v2c and v3, polls,
 * decoders, discovery and traps. Nothing may throw, hang, hold memory, or become a good value that no well-formed
 * message has carried.
 */
final class SnmpFuzzTest {

    private static final String ROOT = "1.3.6.1.4.1.99999.1";
    private static final UdpAddress AGENT = new UdpAddress("127.0.0.1/161");
    private static final UdpAddress GATEWAY = new UdpAddress("127.0.0.1/50161");
    private static final Map<String, String> SECRETS =
            Map.of("user", "fuzz", "authSecret", "authentication-secret", "privSecret", "privacy-secret");

    private static final String PROFILE =
            """
            profile: fuzz-pdu
            title: Fuzz PDU
            kind: pdu
            protocol: snmp
            facts: this test
            recognise:
              - sysObjectID: 1.3.6.1.4.1.99999
            snmp: {base: 1.3.6.1.4.1.99999.1, maxVariables: 12}
            read:
              - {point: device.model, oid: .1.0, rate: fast}
              - {point: pdu.energy, oid: .2.0, unit: Wh, rate: fast}
              - {point: pdu.inlet.voltage, oid: .3.0, unit: V, rate: fast}
              - {point: pdu.inlet.frequency, oid: .4.0, unit: Hz, rate: fast}
              - {point: "outlet.{1}.voltage", column: .5.1, unit: V, rate: fast}
              - {point: "outlet.{1}.energy", column: .5.2, unit: Wh, rate: fast}
            """;

    private final MemoryPort agentPort = new MemoryPort(AGENT.toString());
    private final MemoryPort ourPort = new MemoryPort(GATEWAY.toString());
    private final Notifications notifications = new Notifications(System::nanoTime);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Wire wire = new Wire(ourPort);
    private final TestAgent agent;
    private final Profile profile =
            ProfileReader.read("fuzz.yaml", PROFILE, new Problems()).orElseThrow();
    private long mostAllocated;

    SnmpFuzzTest() throws Exception {
        wire.hear(ourPort, notifications);
        agent = new TestAgent(agentPort, credentials(SECRETS).user());
        agent.with("1.3.6.1.2.1.1.1.0", new OctetString("a test"))
                .with("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.99999.7"))
                .with(ROOT + ".1.0", new OctetString("PDU 3000"))
                .with(ROOT + ".2.0", new Counter64(123_456_789L))
                .with(ROOT + ".3.0", new Integer32(600))
                .with(ROOT + ".4.0", new TimeTicks(50));
        for (int outlet = 1; outlet <= 6; outlet++) {
            agent.with(ROOT + ".5.1." + outlet, new Gauge32(1000L + outlet))
                    .with(ROOT + ".5.2." + outlet, new Counter32(70_000L + outlet));
        }
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        agent.close();
    }

    private static Credentials credentials(Map<String, String> options) throws Exception {
        return Credentials.of(new DeviceTarget(
                new Device(0, "pdu-1", DeviceKind.PDU),
                URI.create("snmp://127.0.0.1:161"),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofMinutes(10),
                options));
    }

    /** As SnmpProtocol does it, with every exchange carried by hand. */
    private Agent introduced(String version) throws Exception {
        Credentials credentials = credentials(version.equals("3") ? SECRETS : Map.of("version", version));
        if (credentials.address() instanceof UserTarget<UdpAddress> user) {
            CompletableFuture<OctetString> engine = wire.engine(user);
            carry(engine);
            wire.admit(requireNonNull(credentials.user()), engine.get(), AGENT, true);
            user.setAuthoritativeEngineID(engine.get().getValue());
        }
        return new Agent(wire, credentials.address(), new RequestSize(12), Budget.unlimited());
    }

    private void carry(CompletableFuture<?> until) {
        while (!until.isDone()) {
            ourPort.receive(AGENT, answer(requireNonNull(ourPort.take())));
        }
    }

    private byte[] answer(byte[] request) {
        agentPort.receive(GATEWAY, request);
        byte[] answer = agentPort.take();
        assertThat(answer).as("the agent answers").isNotNull();
        return requireNonNull(answer);
    }

    /** One message through the real path, with what it allocates. */
    private void inject(byte[] message) {
        long before = threads.getCurrentThreadAllocatedBytes();
        ourPort.receive(AGENT, message);
        mostAllocated = Math.max(mostAllocated, threads.getCurrentThreadAllocatedBytes() - before);
    }

    @ParameterizedTest(name = "SNMPv{0}, {1} messages, seed {2}")
    @CsvSource({"1, 100000, 20260101", "2c, 400000, 20260102", "3, 130000, 20260103"})
    void spoiledAnswersToPolls(String version, int messages, long seed) throws Exception {
        Agent to = introduced(version);
        CompletableFuture<Collection<Discovery.Found>> found = new Discovery(to, (SnmpPlan) profile.plan()).run();
        carry(found);
        Layout layout = Layout.of(profile, (SnmpPlan) profile.plan(), found.get());
        Layout.Group group = layout.groups().get(0);
        Watched target = new Watched(layout.points());
        Poll poll = new Poll(to, group, new Recorder(layout.points().size(), target), SiteClock.system());
        Reading honest = new Reading();
        poll.start(target, honest);
        while (!honest.ended) {
            ourPort.receive(AGENT, answer(requireNonNull(ourPort.take())));
        }
        double[] truth = target.good.clone();
        assertThat(Arrays.stream(truth).filter(value -> !Double.isNaN(value)).count())
                .isEqualTo(15);

        Mutator mutator = new Mutator(seed);
        byte[] before = new byte[40];
        long completed = 0;
        long lost = 0;
        for (int done = 0; done < messages; ) {
            // What was learned from lies about an agent ends with its session, too.
            poll = new Poll(
                    new Agent(wire, to.target(), new RequestSize(12), Budget.unlimited()),
                    group,
                    new Recorder(layout.points().size(), target),
                    SiteClock.system());
            Reading reading = new Reading();
            Evidence evidence = new Evidence();
            target.clear();
            poll.start(target, reading);
            for (int exchange = 0; !reading.ended; exchange++) {
                byte[] request = ourPort.take();
                assertThat(request).as("the read goes on").isNotNull();
                assertThat(exchange).as("the read comes to an end").isLessThan(200);
                evidence.asked(requireNonNull(request));
                byte[] honestAnswer = answer(request);
                int next = done + 40;
                while (done < next && !reading.ended && ourPort.isIdle()) {
                    byte[] spoiled = mutator.mutated(honestAnswer, before);
                    evidence.add(spoiled);
                    inject(spoiled);
                    done++;
                }
                if (!reading.ended && ourPort.isIdle()) {
                    evidence.add(honestAnswer);
                    inject(honestAnswer);
                }
                if (!reading.ended && ourPort.isIdle()) {
                    // snmp4j lets an unauthenticated name spoil one try of SNMPv3; the next try has a fresh state.
                    lost++;
                    poll.abort(new DeviceFault(DeviceFault.Kind.TIMEOUT, "no answer"));
                }
                before = honestAnswer;
            }
            completed += reading.fault == null ? 1 : 0;
            for (int i = 0; i < truth.length; i++) {
                double value = target.good[i];
                if (!Double.isNaN(value) && value != truth[i]) {
                    String oid = layout.source(layout.points().get(i).name())
                            .orElseThrow()
                            .toDottedString();
                    assertThat(evidence.carries(oid, value))
                            .as(
                                    "%s = %s, seed %d, after %s",
                                    layout.points().get(i).name(), value, seed, evidence)
                            .isTrue();
                }
            }
        }
        assertThat(completed).isGreaterThan(messages / 1000);
        assertThat(lost)
                .as("answers lost for a lie before them")
                .isLessThanOrEqualTo(version.equals("3") ? messages / 50 : 0);
        assertThat(wire.pending()).as("requests left behind").isZero();
        assertThat(mostAllocated).as("bytes for one message").isLessThan(1_000_000);
    }

    @ParameterizedTest(name = "SNMPv{0}, {1} messages, seed {2}")
    @CsvSource({"1, 30000, 20260104", "2c, 50000, 20260105"})
    void spoiledAnswersToDiscovery(String version, int messages, long seed) throws Exception {
        Mutator mutator = new Mutator(seed);
        byte[] before = new byte[40];
        Agent to = introduced(version);
        for (int done = 0; done < messages; ) {
            AtomicLong exchanges = new AtomicLong();
            Agent fresh = new Agent(wire, to.target(), new RequestSize(12), Budget.of(Duration.ofHours(1), () -> 0));
            CompletableFuture<?> run = new Recogniser(List.of(profile))
                    .recognise(fresh)
                    .thenCompose(matches -> new Discovery(fresh, (SnmpPlan) profile.plan()).run());
            while (!run.isDone()) {
                byte[] request = ourPort.take();
                assertThat(request).as("discovery goes on").isNotNull();
                assertThat(exchanges.incrementAndGet())
                        .as("discovery comes to an end")
                        .isLessThan(6000);
                byte[] honest = answer(requireNonNull(request));
                for (int i = 0; i < 10 && !run.isDone() && ourPort.isIdle(); i++, done++) {
                    inject(mutator.mutated(honest, before));
                }
                if (!run.isDone() && ourPort.isIdle()) {
                    inject(honest);
                }
                before = honest;
            }
            // Either way is right; that it ends is what counts.
            run.handle((value, failure) -> value).join();
        }
        assertThat(wire.pending()).as("requests left behind").isZero();
        assertThat(mostAllocated).as("bytes for one message").isLessThan(1_000_000);
    }

    @ParameterizedTest(name = "{0} messages, seed {1}")
    @CsvSource("300000, 20260106")
    void spoiledTraps(int messages, long seed) throws Exception {
        introduced("3");
        List<byte[]> honest = new ArrayList<>(traps());
        AtomicLong woken = new AtomicLong();
        notifications.subscribe(credentials(Map.of("version", "2c")).sender()).wakes(woken::incrementAndGet);
        Mutator mutator = new Mutator(seed);
        for (int i = 0; i < messages; i++) {
            inject(mutator.mutated(honest.get(i % honest.size()), honest.get((i + 1) % honest.size())));
            while (ourPort.take() != null) {
                // Reports and acknowledgements go nowhere.
                assertThat(woken.get()).isLessThanOrEqualTo(i + 1L);
            }
        }
        Notifications.Count count = notifications.count();
        assertThat(count.heard()).isEqualTo(woken.get()).isPositive();
        assertThat(mostAllocated).as("bytes for one message").isLessThan(1_000_000);
    }

    private List<byte[]> traps() throws Exception {
        PDU trap = new PDU();
        PDU inform = new PDU();
        PDUv1 old = new PDUv1();
        ScopedPDU secure = new ScopedPDU();
        old.setType(PDU.V1TRAP);
        old.setEnterprise(new OID(ROOT));
        trap.setType(PDU.NOTIFICATION);
        secure.setType(PDU.NOTIFICATION);
        inform.setType(PDU.INFORM);
        Credentials community = credentials(Map.of("version", "2c"));
        community.address().setAddress(GATEWAY);
        Credentials first = credentials(Map.of("version", "1"));
        first.address().setAddress(GATEWAY);
        Credentials user = credentials(SECRETS);
        user.address().setAddress(GATEWAY);
        for (PDU pdu : List.of(trap, inform, secure, old)) {
            pdu.add(new VariableBinding(SnmpConstants.sysUpTime, new TimeTicks(4242)));
            pdu.add(new VariableBinding(SnmpConstants.snmpTrapOID, new OID(ROOT + ".0.1")));
            pdu.add(new VariableBinding(new OID(ROOT + ".3.0"), new Integer32(600)));
        }
        agent.snmp().send(trap, community.address());
        ResponseListener nobody = new ResponseListener() {
            @Override
            public <A extends Address> void onResponse(ResponseEvent<A> event) {}
        };
        agent.snmp().send(inform, community.address(), null, nobody);
        agent.snmp().send(old, first.address());
        agent.snmp().send(secure, user.address());
        List<byte[]> messages = new ArrayList<>();
        for (byte[] message = agentPort.take(); message != null; message = agentPort.take()) {
            messages.add(message);
        }
        assertThat(messages).hasSize(4);
        return messages;
    }
}
