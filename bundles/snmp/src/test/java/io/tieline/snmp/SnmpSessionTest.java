package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.document.Problems;
import io.tieline.model.Command;
import io.tieline.model.CommandResult;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.LiveImage;
import io.tieline.model.Quality;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.ProfileReader;
import io.tieline.southbound.DeviceException;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.DeviceTarget;
import io.tieline.southbound.PollGroup;
import io.tieline.southbound.ReadListener;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snmp4j.PDU;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;

class SnmpSessionTest {

    private static final String ROOT = "1.3.6.1.4.1.99999.1";
    private static final String PROFILE =
            """
            profile: test-pdu
            title: Test PDU
            kind: pdu
            protocol: snmp
            facts: this test
            recognise:
              - sysObjectID: 1.3.6.1.4.1.99999
            snmp: {base: 1.3.6.1.4.1.99999.1, maxVariables: 8}
            fixed: {device.manufacturer: Test}
            read:
              - {point: device.model, oid: .1.0}
              - {point: pdu.energy, oid: .2.0, unit: 0.1 kWh, rate: fast}
              - {point: pdu.pf, oid: .3.0, unit: 0.01, sentinels: [-1]}
              - {point: pdu.load, oid: .4.0, unit: "%", least: 0, most: 150}
              - {point: "pdu.inlet.voltage.{phase}", column: .5.1.2, unit: V}
              - {point: "pdu.inlet.current.{phase}", column: .5.1.3, digits: .5.1.9, unit: A}
              - {point: "pdu.inlet.power.{phase}", column: .5.1.4, unit: W}
              - {point: "outlet.{1}.state", column: .6.1.2, states: {1: "on", 2: "off"}, native: {1: energised, 2: dead}}
            total:
              - {point: pdu.power, sum: "pdu.inlet.power.{phase}"}
            commands:
              - {command: "outlet.{n}.switch", oid: ".6.1.3.{n}", choices: {1: 1, 2: 0}, readBack: "outlet.{n}.state"}
              - {command: "outlet.{n}.press", targets: {0: ".6.1.7.{n}", 1: ".6.1.8.{n}"}, value: 5, readBack: "outlet.{n}.state"}
              - {command: "outlet.{n}.set", oid: ".6.1.2.{n}", choices: {1: 1, 2: 0}, readBack: "outlet.{n}.state"}
            """;

    private TestAgent agent;
    private SnmpProtocol protocol;
    private final DeviceSnapshot snapshot = new DeviceSnapshot();
    private DeviceImage image;

    SnmpSessionTest() throws IOException {
        agent = new TestAgent();
        protocol = new SnmpProtocol(
                new ProfileLibrary(List.of(
                        ProfileReader.read("test.yaml", PROFILE, new Problems()).orElseThrow())),
                SiteClock.system());
        image = new LiveImage(List.of(device())).device(0);
    }

    private static Device device() {
        return new Device(0, "pdu-1", DeviceKind.PDU);
    }

    @BeforeEach
    void fill() {
        agent.with("1.3.6.1.2.1.1.1.0", new OctetString("a test"))
                .with("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.99999.7"))
                .with(ROOT + ".1.0", new OctetString("PDU 3000 \0"))
                .with(ROOT + ".2.0", new OctetString(" 1234 "))
                .with(ROOT + ".3.0", new Gauge32(4294967295L))
                .with(ROOT + ".4.0", new TimeTicks(42));
        for (int phase = 1; phase <= 3; phase++) {
            agent.with(ROOT + ".5.1.2." + phase, new Integer32(230 + phase))
                    .with(ROOT + ".5.1.3." + phase, new Gauge32(1234))
                    .with(ROOT + ".5.1.9." + phase, new Integer32(phase))
                    .with(ROOT + ".5.1.4." + phase, new Gauge32(100 * phase));
        }
        agent.with(ROOT + ".6.1.2.4", new Integer32(2)).with(ROOT + ".6.1.3.4", new Integer32(2));
    }

    @AfterEach
    void close() throws IOException {
        protocol.close();
        agent.close();
    }

    private DeviceSession connect(Map<String, String> options) throws Exception {
        DeviceTarget target = new DeviceTarget(
                device(),
                URI.create("snmp://127.0.0.1:" + agent.port()),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofMillis(300),
                options);
        return protocol.connect(target).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private void readAll(DeviceSession session) throws Exception {
        image.adopt(session.points());
        for (PollGroup group : session.groups()) {
            read(session, group).get(10, TimeUnit.SECONDS);
        }
        image.read(snapshot);
    }

    private CompletableFuture<Void> read(DeviceSession session, PollGroup group) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        session.read(group, image.target(), new ReadListener() {
            @Override
            public void completed() {
                done.complete(null);
            }

            @Override
            public void failed(DeviceFault fault) {
                done.completeExceptionally(new DeviceException(fault));
            }
        });
        return done;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2c"})
    void readsScalarsTablesDigitsTotalsAndStates(String version) throws Exception {
        readAll(connect(Map.of("version", version)));
        assertThat(snapshot.usable("pdu.energy")).isEqualTo(123_400);
        assertThat(snapshot.usable("pdu.load")).isEqualTo(42);
        assertThat(snapshot.usable("pdu.inlet.voltage.l3")).isEqualTo(233);
        assertThat(snapshot.usable("pdu.inlet.current.l1")).isEqualTo(123.4);
        assertThat(snapshot.usable("pdu.inlet.current.l3")).isEqualTo(1.234);
        assertThat(snapshot.usable("pdu.power")).isEqualTo(600);
        assertThat(text("device.model")).isEqualTo("PDU 3000");
        assertThat(text("device.manufacturer")).isEqualTo("Test");
        assertThat(snapshot.usable("outlet.4.state")).isZero();
        assertThat(text("outlet.4.state.native")).isEqualTo("dead");
    }

    private String text(String point) {
        return String.valueOf(snapshot.text(snapshot.points().indexOf(point)));
    }

    private Quality quality(String point) {
        return snapshot.quality(snapshot.points().indexOf(point));
    }

    @Test
    void sentinelOfASignedObjectInAnUnsignedTypeIsNoNumber() throws Exception {
        readAll(connect(Map.of()));
        assertThat(quality("pdu.pf")).isEqualTo(Quality.BAD_SENTINEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2c"})
    void objectThatVanishesIsNotSupportedAndTheOthersGoOn(String version) throws Exception {
        DeviceSession session = connect(Map.of("version", version));
        readAll(session);
        agent.objects.remove(new OID(ROOT + ".4.0"));
        readAll(session);
        assertThat(quality("pdu.load")).isEqualTo(Quality.BAD_NOT_SUPPORTED);
        assertThat(quality("pdu.energy")).isEqualTo(Quality.GOOD);
    }

    @Test
    void rubbishIsNeverANumber() throws Exception {
        DeviceSession session = connect(Map.of());
        agent.with(ROOT + ".2.0", new OctetString("12x4"))
                .with(ROOT + ".4.0", new Integer32(100_000))
                .with(ROOT + ".3.0", new OctetString("N/A"))
                .with(ROOT + ".5.1.2.1", new OID("1.3.6"));
        readAll(session);
        assertThat(quality("pdu.energy")).isEqualTo(Quality.BAD_PROTOCOL);
        assertThat(quality("pdu.load")).isEqualTo(Quality.BAD_OUT_OF_RANGE);
        assertThat(quality("pdu.pf")).isEqualTo(Quality.BAD_SENTINEL);
        assertThat(quality("pdu.inlet.voltage.l1")).isEqualTo(Quality.BAD_PROTOCOL);
        assertThat(quality("pdu.inlet.voltage.l2")).isEqualTo(Quality.GOOD);
    }

    @Test
    void requestsThatAreTooBigAreHalved() throws Exception {
        agent.mostVariables = 2;
        readAll(connect(Map.of()));
        assertThat(snapshot.usable("pdu.power")).isEqualTo(600);
    }

    @Test
    void agentThatRunsInCirclesEndsTheWalk() throws Exception {
        agent.circles = true;
        readAll(connect(Map.of()));
        assertThat(snapshot.usable("pdu.energy")).isEqualTo(123_400);
    }

    @Test
    void silenceFailsTheReadAndTheSessionRecovers() throws Exception {
        DeviceSession session = connect(Map.of());
        readAll(session);
        agent.silent = true;
        assertThatThrownBy(() -> read(session, session.groups().get(0)).get(10, TimeUnit.SECONDS))
                .cause()
                .hasMessageContaining("no answer");
        agent.silent = false;
        readAll(session);
        assertThat(quality("pdu.energy")).isEqualTo(Quality.GOOD);
    }

    @Test
    void closingFailsAPendingRead() throws Exception {
        DeviceSession session = connect(Map.of());
        image.adopt(session.points());
        agent.silent = true;
        CompletableFuture<Void> pending = read(session, session.groups().get(0));
        session.close();
        assertThat(pending).failsWithin(Duration.ofMillis(200));
    }

    @Test
    void unknownDeviceIsNotRecognised() {
        agent.with("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.4242"));
        assertThatThrownBy(() -> connect(Map.of()))
                .cause()
                .isInstanceOfSatisfying(
                        DeviceException.class,
                        e -> assertThat(e.fault().kind()).isEqualTo(DeviceFault.Kind.UNRECOGNISED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"comunity", "version", "user"})
    void wrongOptionSaysWhatToDo(String option) {
        assertThatThrownBy(() -> connect(Map.of(option, option.equals("user") ? "" : "x", "auth", "sha256")))
                .cause()
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("; ");
    }

    @Test
    void switchIsConfirmedByWhatTheDeviceShows() throws Exception {
        DeviceSession session = connect(Map.of());
        assertThat(session.commands()).contains("outlet.4.switch", "outlet.4.set");
        assertThat(write(session, "outlet.4.set", 1)).isEqualTo(new CommandResult.Confirmed(1));
        assertThat(agent.objects.get(new OID(ROOT + ".6.1.2.4"))).isEqualTo(new Integer32(1));
    }

    @Test
    void switchWithoutEffectIsNotConfirmed() throws Exception {
        assertThat(write(connect(Map.of()), "outlet.4.switch", 1)).isInstanceOf(CommandResult.TimedOut.class);
    }

    @Test
    void eachArgumentMayHaveItsOwnObject() throws Exception {
        assertThat(write(connect(Map.of()), "outlet.4.press", 0)).isEqualTo(new CommandResult.Confirmed(0));
        assertThat(agent.objects.get(new OID(ROOT + ".6.1.7.4"))).isEqualTo(new Integer32(5));
        assertThat(agent.objects).doesNotContainKey(new OID(ROOT + ".6.1.8.4"));
    }

    @Test
    void refusalOfTheAgentIsARefusal() throws Exception {
        agent.refuseSet = PDU.notWritable;
        assertThat(write(connect(Map.of()), "outlet.4.set", 1)).isInstanceOf(CommandResult.Refused.class);
    }

    @Test
    void argumentThatIsNoChoiceIsRefused() throws Exception {
        assertThat(write(connect(Map.of()), "outlet.4.set", 7)).isInstanceOf(CommandResult.Refused.class);
    }

    private static CommandResult write(DeviceSession session, String name, double argument) throws Exception {
        return session.write(new Command(name, argument, Duration.ZERO, Duration.ofMillis(700), "test"))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }
}
