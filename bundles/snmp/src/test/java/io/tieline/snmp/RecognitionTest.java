package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Device;
import io.tieline.model.DeviceKind;
import io.tieline.model.SiteClock;
import io.tieline.profile.ProfileLibrary;
import io.tieline.southbound.DeviceTarget;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** Devices whose firmware we have never seen. */
final class RecognitionTest {

    private final TestAgent agent = new TestAgent();
    private final SnmpProtocol protocol = new SnmpProtocol(ProfileLibrary.builtIn(), SiteClock.system());

    RecognitionTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        protocol.close();
        agent.close();
    }

    private SnmpSession connect(String sysObjectId) throws Exception {
        agent.with("1.3.6.1.2.1.1.1.0", new OctetString("a device")).with("1.3.6.1.2.1.1.2.0", new OID(sysObjectId));
        DeviceTarget target = new DeviceTarget(
                new Device(0, "x", DeviceKind.UPS),
                URI.create("snmp://127.0.0.1:" + agent.port()),
                DeviceTarget.AUTO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Map.of());
        return (SnmpSession) protocol.connect(target).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private void standardUps() {
        agent.with("1.3.6.1.2.1.33.1.2.3.0", new Integer32(42))
                .with("1.3.6.1.2.1.33.1.2.4.0", new Integer32(97))
                .with("1.3.6.1.2.1.33.1.2.5.0", new Integer32(546));
    }

    @Test
    void unknownMakerWithTheStandardMibIsReadByTheStandardProfile() throws Exception {
        standardUps();

        assertThat(connect("1.3.6.1.4.1.99999.1").identity().profile()).isEqualTo("rfc1628-ups");
    }

    @Test
    void makersIdentifierWithoutItsObjectsFallsBackToTheProfileThatReadsSomething() throws Exception {
        standardUps();

        // The identifier is that of a Raritan PDU, the objects are those of a UPS.
        assertThat(connect("1.3.6.1.4.1.13742.6").identity().profile()).isEqualTo("rfc1628-ups");
    }

    @Test
    void scaleOfAReadingMayStandInAnotherColumn() throws Exception {
        String sensors = "1.3.6.1.4.1.1718.3.2.5.1";
        agent.with(sensors + ".6.1.1", new Integer32(680))
                .with(sensors + ".6.1.2", new Integer32(200))
                .with(sensors + ".13.1.1", new Integer32(1))
                .with(sensors + ".13.1.2", new Integer32(0))
                .with("1.3.6.1.4.1.1718.3.1.6.0", new Integer32(100));

        SnmpSession session = connect("1.3.6.1.4.1.1718.3");

        assertThat(SnmpV3Test.read(session).usable("sensor.1.temperature")).isEqualTo(20);
        assertThat(SnmpV3Test.read(session).usable("sensor.2.temperature")).isEqualTo(20);
    }
}
