package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.document.Document;
import io.tieline.document.Fields;
import io.tieline.document.Node;
import io.tieline.document.Problems;
import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.PointDefinition;
import io.tieline.model.PointKind;
import io.tieline.model.SiteClock;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.SnmpPlan;
import io.tieline.southbound.DeviceTarget;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/**
 * Every shipped SNMP profile against a small device of our own, {@code fixtures/PROFILE.yaml}: it is recognised and its
 * points have the values the facts give for the raw numbers. A profile without a fixture fails.
 */
final class ShippedProfilesTest {

    static Stream<String> profiles() {
        return ProfileLibrary.builtIn().speaking(SnmpPlan.class).stream()
                .filter(profile -> !profile.recognition().isEmpty())
                .map(Profile::id);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void profileReadsItsDevice(String profile) throws Exception {
        Fields fixture = fixture(profile);
        try (TestAgent agent = new TestAgent();
                SnmpProtocol protocol = new SnmpProtocol(ProfileLibrary.builtIn(), SiteClock.system())) {
            fixture.items("objects").forEach(item -> add(agent, ((Node.Scalar) item).text()));
            SnmpSession session = connect(protocol, agent);

            assertThat(session.identity().profile()).isEqualTo(profile);
            DeviceSnapshot snapshot = SnmpV3Test.read(session);
            Fields expect = fixture.fields("expect").orElseThrow();
            for (Node.Scalar point : expect.keys()) {
                check(snapshot, point.text(), expect.text(point.text()).orElseThrow());
            }
        }
    }

    private static void check(DeviceSnapshot snapshot, String point, String expected) {
        int index = snapshot.points().indexOf(point);
        assertThat(index).as(point).isNotNegative();
        PointDefinition definition = snapshot.points().get(index).definition();
        if (definition.kind() == PointKind.TEXT) {
            assertThat(snapshot.text(index)).as(point).isEqualTo(expected);
            return;
        }
        double wanted = definition.kind() == PointKind.STATE
                ? definition.stateValue(expected)
                : definition.kind() == PointKind.FLAG
                        ? (expected.equals("true") ? 1 : 0)
                        : Double.parseDouble(expected);
        assertThat(snapshot.usable(point))
                .as(point + ", " + snapshot.quality(index).reason())
                .isCloseTo(wanted, within(Math.max(1e-6 * Math.abs(wanted), 1e-6)));
    }

    private static Fields fixture(String profile) throws IOException {
        String name = "/fixtures/" + profile + ".yaml";
        try (InputStream stream = ShippedProfilesTest.class.getResourceAsStream(name)) {
            assertThat(stream).as("a fixture " + name).isNotNull();
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return Document.parse(name, text, new Problems()).orElseThrow();
        }
    }

    /** @param object {@code OID|type|value} */
    private static void add(TestAgent agent, String object) {
        String[] part = object.split("\\|", 3);
        Variable value =
                switch (part[1]) {
                    case "int" -> new Integer32(Integer.parseInt(part[2]));
                    case "gauge" -> new Gauge32(Long.parseLong(part[2]));
                    case "ticks" -> new TimeTicks(Long.parseLong(part[2]));
                    case "oid" -> new OID(part[2]);
                    default -> new OctetString(part[2].getBytes(StandardCharsets.UTF_8));
                };
        agent.with(part[0], value);
    }

    private static SnmpSession connect(SnmpProtocol protocol, TestAgent agent) throws Exception {
        DeviceTarget target = new DeviceTarget(
                new Device(0, "x", DeviceKind.SENSOR),
                URI.create("snmp://127.0.0.1:" + agent.port()),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Map.of());
        return (SnmpSession) protocol.connect(target).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
