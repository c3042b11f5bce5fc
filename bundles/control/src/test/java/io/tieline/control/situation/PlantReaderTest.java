package io.tieline.control.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.control.Site;
import io.tieline.control.backup.Generator;
import io.tieline.control.backup.Outlet;
import io.tieline.control.situation.Witness.Kind;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.LoadClass;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What generators, outlets, UPS and transfer switches say, read from the live image. */
class PlantReaderTest {

    private static final long NOW = Site.START;
    private static final int GRID = 0;
    private static final int UPS = 1;
    private static final int ATS = 2;
    private static final int GENSET = 3;
    private static final int PDU = 4;

    private final LiveImage image = new LiveImage(List.of(
            new Device(GRID, "grid", DeviceKind.METER),
            new Device(UPS, "ups-a", DeviceKind.UPS),
            new Device(ATS, "ats-1", DeviceKind.TRANSFER_SWITCH),
            new Device(GENSET, "genset-1", DeviceKind.GENSET),
            new Device(PDU, "pdu-1", DeviceKind.PDU)));

    private Situation read() {
        return new SituationReader(image, roles(PDU)).read(NOW);
    }

    private static Roles roles(int pdu) {
        return new Roles(
                GRID,
                Roles.NONE,
                List.of(),
                List.of(UPS),
                List.of(ATS),
                List.of(),
                List.of(GENSET),
                List.of(new Roles.Outlet(pdu, 7, LoadClass.P3, true, 2.5)));
    }

    private void put(int device, Map<String, Double> values) {
        DeviceImage target = image.device(device);
        List<Map.Entry<String, Double>> points = List.copyOf(new TreeMap<>(values).entrySet());
        target.adopt(PointSet.named(points.stream().map(Map.Entry::getKey).toList()));
        target.target().begin(NOW);
        for (int i = 0; i < points.size(); i++) {
            target.target().put(i, points.get(i).getValue());
        }
        target.target().commit();
    }

    private static double state(String point, String state) {
        return PointCatalog.point(point).definition().stateValue(state);
    }

    @Test
    void nothingReadIsNothingKnown() {
        Situation now = read();
        assertThat(now.witnesses()).noneMatch(Witness::known);
        assertThat(now.plant().generators().get(0).state()).isEqualTo(Generator.State.UNKNOWN);
        assertThat(now.plant().outlets().get(0).state()).isEqualTo(Outlet.State.UNKNOWN);
        assertThat(now.plant().outlets().get(0).powerW()).isNaN();
        assertThat(now.plant().gridEnergy().isPresent()).isFalse();
        assertThat(now.plant().wrongSequence()).isFalse();
        assertThat(now.plant().acknowledged()).isFalse();
        assertThat(now.acknowledged().plant().acknowledged()).isTrue();
    }

    @Test
    void aGeneratorTellsItsStateAndByItsLoadItsRating() {
        for (Map.Entry<String, Generator.State> known : Map.of(
                        "stopped", Generator.State.STOPPED,
                        "starting", Generator.State.STARTING,
                        "running", Generator.State.RUNNING,
                        "cooling", Generator.State.COOLING,
                        "fault", Generator.State.FAULT)
                .entrySet()) {
            put(
                    GENSET,
                    Map.of(
                            "genset.state", state("genset.state", known.getKey()),
                            "genset.power", 100_000.0,
                            "genset.load", 25.0,
                            "genset.frequency", 49.9));
            assertThat(read().plant().generators())
                    .containsExactly(new Generator(GENSET, "genset-1", known.getValue(), 100_000, 49.9, 400_000));
        }
        put(GENSET, Map.of("genset.power", 4_000.0, "genset.load", 4.9));
        assertThat(read().plant().generators().get(0).ratedW())
                .as("too little to divide by")
                .isNaN();
    }

    @Test
    void anEngineThatRunsWithoutVoltageIsNotReady() {
        double running = state("genset.state", "running");
        put(GENSET, Map.of("genset.state", running, "genset.voltage.l1", 2.0, "genset.voltage.l2", 0.0));
        assertThat(read().plant().generators().get(0).state()).isEqualTo(Generator.State.STARTING);
        put(GENSET, Map.of("genset.state", running, "genset.voltage.l1", 2.0, "genset.voltage.l2", 51.0));
        assertThat(read().plant().generators().get(0).state()).isEqualTo(Generator.State.RUNNING);
        put(GENSET, Map.of("genset.state", running, "genset.voltage", 0.0, "genset.power", 1.0));
        assertThat(read().plant().generators().get(0).state())
                .as("where power flows there is voltage")
                .isEqualTo(Generator.State.RUNNING);
    }

    @Test
    void anOutletIsWhatTheSiteFileSaysAndThePduTells() {
        put(PDU, Map.of("outlet.7.state", state("outlet.7.state", "on"), "outlet.7.power", 320.0));
        assertThat(read().plant().outlets())
                .containsExactly(new Outlet(PDU, "pdu-1/outlet.7", 7, LoadClass.P3, true, 2.5, Outlet.State.ON, 320));
        put(PDU, Map.of("outlet.7.state", state("outlet.7.state", "off")));
        assertThat(read().plant().outlets().get(0).state()).isEqualTo(Outlet.State.OFF);
        put(PDU, Map.of("outlet.7.state", state("outlet.7.state", "pending")));
        assertThat(read().plant().outlets().get(0).state()).isEqualTo(Outlet.State.UNKNOWN);
    }

    private Witness ups(String mode, double onBattery) {
        put(UPS, Map.of("ups.mode", state("ups.mode", mode), "ups.on_battery", onBattery));
        return read().witnesses().get(0);
    }

    @Test
    void aUpsSaysBatteryBypassOrThatItTestsItself() {
        assertThat(ups("online", 0)).isEqualTo(new Witness(Kind.UPS, "ups-a", false, true, false));
        assertThat(ups("battery", 1)).isEqualTo(new Witness(Kind.UPS, "ups-a", true, true, false));
        assertThat(ups("bypass", 0)).isEqualTo(new Witness(Kind.UPS, "ups-a", false, true, true));
        assertThat(ups("maint_bypass", 0)).isEqualTo(new Witness(Kind.UPS, "ups-a", false, true, true));
        assertThat(ups("test", 1)).isEqualTo(new Witness(Kind.UPS, "ups-a", false, true, false));
        put(UPS, Map.of("ups.mode", state("ups.mode", "battery")));
        assertThat(read().witnesses().get(0)).isEqualTo(new Witness(Kind.UPS, "ups-a", true, true, false));
    }

    private Witness ats(String active, String preferred) {
        put(
                ATS,
                Map.of(
                        "ats.active_source", state("ats.active_source", active),
                        "ats.preferred_source", state("ats.preferred_source", preferred)));
        return read().witnesses().get(1);
    }

    @Test
    void aTransferSwitchIsOnItsNormalSourceOrNot() {
        assertThat(ats("a", "a")).isEqualTo(new Witness(Kind.TRANSFER_SWITCH, "ats-1", false, true));
        assertThat(ats("b", "a").saysLost()).isTrue();
        assertThat(ats("b", "b").saysLost()).isFalse();
        assertThat(ats("b", "none").saysLost()).isTrue();
        assertThat(ats("none", "a").saysLost()).isTrue();
    }

    @Test
    void theMeterTellsItsCounterAndTheSequenceOfThePhases() {
        put(GRID, Map.of("meter.power", 5e5, "meter.energy.import", 123_456.0, "alarm.phase_sequence", 1.0));
        assertThat(read().plant().gridEnergy().value()).isEqualTo(123_456);
        assertThat(read().plant().wrongSequence()).isTrue();
        put(GRID, Map.of("meter.power", 5e5, "alarm.phase_rotation", 1.0));
        assertThat(read().plant().wrongSequence()).isTrue();
        put(GRID, Map.of("meter.power", 5e5, "alarm.phase_rotation", 0.0));
        assertThat(read().plant().wrongSequence()).isFalse();
    }

    @Test
    void aWrongSequenceStandsUntilTheMeterSaysOtherwise() {
        put(GRID, Map.of("meter.power", 1e5, "alarm.phase_sequence", 1.0));
        image.device(GRID).degrade(Quality.UNCERTAIN_STALE, NOW);
        assertThat(read().plant().wrongSequence()).isTrue();
        put(GRID, Map.of("meter.power", 1e5, "alarm.phase_sequence", 0.0));
        assertThat(read().plant().wrongSequence()).isFalse();
    }

    @Test
    void aRoleWithoutADeviceIsRefused() {
        assertThatThrownBy(() -> new SituationReader(image, roles(9))).hasMessageContaining("outlets");
        Roles wrong = new Roles(GRID, Roles.NONE, List.of(), List.of(), List.of(), List.of(), List.of(12), List.of());
        assertThatThrownBy(() -> new SituationReader(image, wrong)).hasMessageContaining("generators");
    }

    @Test
    void everyGensetIsAGenerator() {
        Roles roles =
                Roles.byKind(image.devices().stream().map(DeviceImage::device).toList());
        assertThat(roles.generators()).containsExactly(GENSET);
        assertThat(roles.outlets()).isEmpty();
    }
}
