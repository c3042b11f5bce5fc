package io.tieline.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Problems;
import io.tieline.model.DeviceAlarm;
import io.tieline.model.DeviceSnapshot;
import io.tieline.model.Quality;
import io.tieline.model.Severity;
import io.tieline.profile.Profile;
import io.tieline.profile.ProfileLibrary;
import io.tieline.profile.ProfileReader;
import io.tieline.southbound.DeviceSession;
import io.tieline.southbound.Proposal;
import io.tieline.southbound.RawValue;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says about itself and its variables, with a profile as a user writes it. */
class DeclaredUnitsTest {

    private static final String PROFILE =
            """
            profile: acme-ups
            title: ACME UPS
            kind: ups
            protocol: opcua
            facts: a test
            recognise:
              - {productUri: "tieline:test", confidence: 0.7}
            opcua: {base: Ups}
            read:
              - {point: ups.output.power, path: Power}
              - {point: battery.voltage, path: Voltage, unit: device}
              - {point: battery.current, path: Current, unit: device, sign: invert}
              - {point: battery.temperature, path: Temperature}
              - {point: ups.input.frequency, path: Frequency}
              - {point: battery.soc, path: Charge, least: 0, most: 100}
            alarms:
              - {path: FanOk, alarm: fan_failed, text: A fan stands still, severity: minor, activeLow: true}
              - {path: Overload, alarm: overload, severity: critical}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path keys;

    @SuppressWarnings("NullAway.Init")
    private ClientSide client;

    @SuppressWarnings("NullAway.Init")
    private PeerServer server;

    @BeforeEach
    void begin() throws Exception {
        client = new ClientSide(keys);
        server = client.opened(new PeerServer(SecurityPolicy.None));
        server.set("Ups/Power", NodeIds.Float, 12.5f);
        server.setUnit("Ups/Power", 'K' << 16 | 'W' << 8 | 'T', "kW", 0, 20);
        server.set("Ups/Voltage", NodeIds.Double, 48.0);
        server.set("Ups/Current", NodeIds.Double, 1500.0);
        server.setUnit("Ups/Current", -1, "mA", 0, 0);
        server.set("Ups/Temperature", NodeIds.Double, 20.0);
        server.setUnit("Ups/Temperature", 'V' << 16 | 'L' << 8 | 'T', "V", 0, 0);
        server.set("Ups/Frequency", NodeIds.Double, 50.0);
        server.set("Ups/Charge", NodeIds.Double, 80.0);
        server.setUnit("Ups/Charge", 'P' << 8 | '1', "%", 0, 50);
        server.set("Ups/FanOk", NodeIds.Boolean, true);
        server.set("Ups/Overload", NodeIds.Boolean, true);
    }

    @AfterEach
    void closeAll() throws Exception {
        client.close();
    }

    private static ProfileLibrary library() {
        Problems problems = new Problems();
        Profile profile = ProfileReader.read("acme.yaml", PROFILE, problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
        return new ProfileLibrary(List.of(profile));
    }

    private DeviceSession connect() throws Exception {
        return client.connect(library(), server.port, ClientSide.PLAIN);
    }

    private static Quality quality(DeviceSnapshot values, String point) {
        return values.quality(values.points().indexOf(point));
    }

    @Test
    void theUnitIsTheServersWhereTheProfileLeavesItToIt() throws Exception {
        DeviceSnapshot values = ClientSide.read(connect());
        assertThat(values.usable("ups.output.power")).isEqualTo(12_500);
        assertThat(values.usable("battery.current")).isEqualTo(-1.5);
        assertThat(values.usable("ups.input.frequency")).as("none declared").isEqualTo(50);
    }

    @Test
    void aUnitThatCannotBeIsBadAndSaid() throws Exception {
        DeviceSnapshot values = ClientSide.read(connect());
        assertThat(quality(values, "battery.temperature")).isEqualTo(Quality.BAD_CONFIGURATION);
        assertThat(quality(values, "battery.voltage")).isEqualTo(Quality.BAD_CONFIGURATION);
        assertThat(client.alarms.standing())
                .filteredOn(alarm -> alarm.type().equals("opcua.profile"))
                .singleElement()
                .satisfies(alarm -> assertThat(alarm.text())
                        .contains("Ups/Temperature is in V", "°C")
                        .contains("Ups/Voltage has no EngineeringUnits"));
    }

    @Test
    void beyondTheServersRangeAValueIsDoubtfulUnlessTheProfileKnowsBetter() throws Exception {
        server.set("Ups/Power", NodeIds.Float, 25f);
        DeviceSnapshot values = ClientSide.read(connect());
        assertThat(quality(values, "ups.output.power")).isEqualTo(Quality.UNCERTAIN_SENSOR_LIMITED);
        assertThat(values.usable("ups.output.power")).isEqualTo(25_000);
        assertThat(quality(values, "battery.soc")).isEqualTo(Quality.GOOD);
    }

    @Test
    void booleansAreAlarmsWithCodeTextAndSeverity() throws Exception {
        DeviceSession session = connect();
        DeviceSnapshot values = ClientSide.read(session);
        assertThat(values.usable("alarm.fan_failed")).isZero();
        assertThat(values.usable("alarm.overload")).isEqualTo(1);
        server.set("Ups/FanOk", NodeIds.Boolean, false);
        ClientSide.until("the alarm", () -> {
            try {
                return ClientSide.read(session).usable("alarm.fan_failed") == 1;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(session.alarms())
                .containsExactly(
                        new DeviceAlarm("alarm.fan_failed", Severity.MINOR, "FanOk", "A fan stands still"),
                        new DeviceAlarm("alarm.overload", Severity.CRITICAL, "Overload", "Overload"));
    }

    @Test
    void rawShowsPathIdAndWhatStandsOnTheWire() throws Exception {
        DeviceSession session = connect();
        RawValue raw = session.raw(session.points().indexOf("ups.output.power"))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .orElseThrow();
        assertThat(raw.where()).contains("/Ups/Power").contains("s=Ups/Power");
        assertThat(raw.value()).isEqualTo("Float 12.5");
    }

    private List<Proposal> proposals(String... options) throws Exception {
        OpcUaProtocol protocol = client.protocol(library());
        return protocol.propose(client.target(
                        server.port,
                        options.length == 0 ? java.util.Map.of() : java.util.Map.of(options[0], options[1])))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void aProfileIsProposedWithItsReasonEvenWithoutASession() throws Exception {
        assertThat(proposals("security", "None")).singleElement().satisfies(proposal -> {
            assertThat(proposal.profile()).isEqualTo("acme-ups");
            assertThat(proposal.confidence()).isEqualTo(0.7);
            assertThat(proposal.because()).contains("urn:tieline:test", "8 of its 8 variables");
        });
        assertThat(proposals()).singleElement().satisfies(proposal -> assertThat(proposal.because())
                .contains("urn:tieline:test", "could not be looked at"));
    }
}
