package io.tieline.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.model.Device;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.DeviceKind;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import io.tieline.model.Severity;
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
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/** What devices complain about, in the ways SNMP agents have for it. */
final class DeviceAlarmsTest {

    private static final String UPS = "1.3.6.1.2.1.33.1";

    private final TestAgent agent = new TestAgent();
    private final SnmpProtocol protocol = new SnmpProtocol(ProfileLibrary.builtIn(), SiteClock.system());

    DeviceAlarmsTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        protocol.close();
        agent.close();
    }

    private SnmpSession connect(String profile) throws Exception {
        DeviceTarget target = new DeviceTarget(
                new Device(0, "x", DeviceKind.UPS),
                URI.create("snmp://127.0.0.1:" + agent.port()),
                profile,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Map.of());
        return (SnmpSession) protocol.connect(target).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void alarmTableOfRfc1628SetsTheFlagsOfItsRows() throws Exception {
        agent.with(UPS + ".2.4.0", new Integer32(97))
                .with(UPS + ".6.1.0", new Gauge32(1))
                .with(UPS + ".6.2.1.2.7", new OID(UPS + ".6.3.8"));
        SnmpSession session = connect("rfc1628-ups");

        assertThat(SnmpV3Test.read(session).usable("alarm.overload")).isEqualTo(1);
        assertThat(SnmpV3Test.read(session).usable("alarm.fan_failed")).isZero();
        assertThat(session.alarms())
                .contains(new DeviceAlarm(
                        "alarm.overload", Severity.CRITICAL, "upsAlarmOutputOverload", "upsAlarmOutputOverload"));
    }

    @Test
    void alarmThatLeavesTheTableClears() throws Exception {
        agent.with(UPS + ".2.4.0", new Integer32(97))
                .with(UPS + ".6.1.0", new Gauge32(1))
                .with(UPS + ".6.2.1.2.7", new OID(UPS + ".6.3.2"));
        SnmpSession session = connect("rfc1628-ups");
        assertThat(SnmpV3Test.read(session).usable("alarm.on_battery")).isEqualTo(1);

        agent.with(UPS + ".6.1.0", new Gauge32(0)).objects.remove(new OID(UPS + ".6.2.1.2.7"));

        assertThat(SnmpV3Test.read(session).usable("alarm.on_battery")).isZero();
    }

    @Test
    void tableWithFewerRowsThanCountedEndsNoAlarm() throws Exception {
        agent.with(UPS + ".2.4.0", new Integer32(97))
                .with(UPS + ".6.1.0", new Gauge32(2))
                .with(UPS + ".6.2.1.2.7", new OID(UPS + ".6.3.8"));
        SnmpSession session = connect("rfc1628-ups");

        DeviceSnapshot values = SnmpV3Test.read(session);
        assertThat(values.usable("alarm.overload")).isEqualTo(1);
        assertThat(values.quality(values.points().indexOf("alarm.fan_failed"))).isEqualTo(Quality.BAD_PROTOCOL);
    }

    @Test
    void counterThatIsATextCountsAndOneThatIsNoNumberSaysNothing() throws Exception {
        agent.with(UPS + ".2.4.0", new Integer32(97))
                .with(UPS + ".6.1.0", new OctetString("1"))
                .with(UPS + ".6.2.1.2.7", new OID(UPS + ".6.3.8"));
        SnmpSession session = connect("rfc1628-ups");
        assertThat(SnmpV3Test.read(session).usable("alarm.overload")).isEqualTo(1);
        assertThat(SnmpV3Test.read(session).usable("alarm.fan_failed")).isZero();

        agent.with(UPS + ".6.1.0", new Integer32(-1));

        assertThat(SnmpV3Test.read(session).usable("alarm.fan_failed")).isNaN();
    }

    @Test
    void positionInATextOfZerosAndOnesIsAnAlarm() throws Exception {
        String flags = "0001000010000000000100000000000000000000000000000000000000000000";
        agent.with("1.3.6.1.4.1.318.1.1.1.2.2.1.0", new Gauge32(100))
                .with("1.3.6.1.4.1.318.1.1.1.11.1.1.0", new OctetString(flags));
        SnmpSession session = connect("apc-ups");

        assertThat(SnmpV3Test.read(session).usable("alarm.overload")).isEqualTo(1);
        assertThat(SnmpV3Test.read(session).usable("alarm.charger_failed")).isZero();
    }

    @Test
    void everyRowOfATableHasItsOwnAlarm() throws Exception {
        String rectifiers = "1.3.6.1.4.1.6302.2.1.2.11.4.1";
        agent.with("1.3.6.1.4.1.6302.2.1.2.2.0", new Integer32(54_100))
                .with(rectifiers + ".8.3", new Integer32(2))
                .with(rectifiers + ".8.4", new Integer32(1));
        SnmpSession session = connect("emerson-netsure");

        assertThat(SnmpV3Test.read(session).usable("alarm.1.rectifier_failed")).isZero();
        assertThat(SnmpV3Test.read(session).usable("alarm.2.rectifier_failed")).isEqualTo(1);
        assertThat(session.alarms()).extracting(DeviceAlarm::point).contains("alarm.2.rectifier_failed");
    }
}
