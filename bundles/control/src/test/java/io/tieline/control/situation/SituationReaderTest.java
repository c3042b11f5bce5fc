package io.tieline.control.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Site;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.LoadClass;
import io.tieline.model.PointSet;
import io.tieline.model.Quality;
import io.tieline.model.SiteClock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SituationReaderTest {

    private static final long NOW = Site.START;

    private final LiveImage image = new LiveImage(List.of(
            new Device(0, "cab-1", DeviceKind.BATTERY),
            new Device(1, "grid", DeviceKind.METER),
            new Device(2, "ups-a", DeviceKind.UPS),
            new Device(3, "board", DeviceKind.SWITCHBOARD)));
    private final SituationReader reader = new SituationReader(
            image,
            Roles.byKind(image.devices().stream().map(DeviceImage::device).toList()));

    private void put(int device, long utcMillis, Map<String, Double> values) {
        DeviceImage target = image.device(device);
        List<Map.Entry<String, Double>> points = List.copyOf(new TreeMap<>(values).entrySet());
        target.adopt(PointSet.named(points.stream().map(Map.Entry::getKey).toList()));
        target.target().begin(utcMillis);
        for (int i = 0; i < points.size(); i++) {
            target.target().put(i, points.get(i).getValue());
        }
        target.target().commit();
    }

    private static double state(String point, String state) {
        return io.tieline.model.PointCatalog.point(point).definition().stateValue(state);
    }

    private Map<String, Double> cabinet() {
        return new TreeMap<>(Map.of(
                "battery.soc", 60.0,
                "battery.capacity.rated", 200_000.0,
                "battery.limit.charge.power", 80_000.0,
                "battery.limit.discharge.power", 90_000.0,
                "pcs.nominal.power", 100_000.0,
                "pcs.power", 10_000.0,
                "battery.state", state("battery.state", "standby")));
    }

    private Cabinet read(Map<String, Double> values) {
        put(0, NOW - 500, values);
        return reader.read(NOW).cabinets().get(0);
    }

    @Test
    void aCabinetIsWhatItSaysItIs() {
        assertThat(read(cabinet()))
                .isEqualTo(new Cabinet(0, "cab-1", "", 60, 200_000, 100_000, 80_000, 90_000, 10_000, 0.5));
    }

    @Test
    void whatACabinetDoesNotSayForSureItCannotDo() {
        assertThat(reader.read(NOW).cabinets().get(0).unavailable()).startsWith("its state of charge is not known");
        Map<String, Double> values = cabinet();
        values.put("battery.state", state("battery.state", "fault"));
        assertThat(read(values).unavailable()).isEqualTo("the battery says fault");
        values = cabinet();
        values.put("pcs.state", state("pcs.state", "fault"));
        assertThat(read(values).unavailable()).isEqualTo("its power conversion says fault");
        values = cabinet();
        values.put("battery.soc", 130.0);
        assertThat(read(values).unavailable()).startsWith("its state of charge is not known");
        values = cabinet();
        values.remove("battery.capacity.rated");
        assertThat(read(values).unavailable()).contains("capacity").contains("site file");
        values = cabinet();
        values.put("battery.limit.discharge.power", -1.0);
        assertThat(read(values).unavailable()).contains("power limits");
        values = cabinet();
        values.put("device.comm.state", state("device.comm.state", "offline"));
        assertThat(read(values).unavailable()).isEqualTo("it does not answer");
        read(cabinet());
        image.device(0).degrade(Quality.UNCERTAIN_STALE, NOW);
        assertThat(reader.read(NOW).cabinets().get(0).unavailable()).contains("no fresh value for three polls");
    }

    @Test
    void aCabinetTellsHowItsCellsStand() {
        Map<String, Double> values = cabinet();
        values.putAll(Map.of(
                "battery.cell.temperature.min", 18.0,
                "battery.cell.temperature.max", 27.5,
                "battery.temperature", 22.0,
                "battery.soh", 90.0,
                "battery.cell.voltage.min", 3.21,
                "battery.cell.voltage.max", 3.35));
        Cabinet cabinet = read(values);
        assertThat(cabinet.condition()).isEqualTo(new Cabinet.Condition(18, 27.5, 90, 3.21, 3.35, ""));
        assertThat(cabinet.capacityWh()).as("rated energy, aged").isEqualTo(180_000);
        values.put("battery.capacity.actual", 185_000.0);
        assertThat(read(values).capacityWh())
                .as("what it holds today is told with its age in it")
                .isEqualTo(185_000);
        values.remove("battery.cell.temperature.max");
        assertThat(read(values).condition().hottestC()).isEqualTo(22);
    }

    @Test
    void aReportedDangerIsAHazardAndADoubtfulOneToo() {
        Map<String, Double> values = cabinet();
        values.putAll(Map.of("alarm.fan_error", 1.0, "alarm.3.fire_alarm", 0.0, "alarm.hydrogen_gas_high", 0.0));
        assertThat(read(values).condition().hazard()).isEmpty();
        values.put("alarm.3.fire_alarm", 1.0);
        assertThat(read(values).condition().hazard()).isEqualTo("alarm 3 fire alarm");
        image.device(0).degrade(Quality.UNCERTAIN_STALE, NOW);
        assertThat(reader.read(NOW).cabinets().get(0).condition().hazard()).isEqualTo("alarm 3 fire alarm");
        values.put("alarm.3.fire_alarm", 0.0);
        values.put("flow.leak", 1.0);
        assertThat(read(values).condition().hazard()).isEqualTo("flow leak");
    }

    @Test
    void aFullCabinetTakesNothing() {
        Map<String, Double> values = cabinet();
        values.put("battery.state", state("battery.state", "full"));
        assertThat(read(values).chargeLimitW()).isZero();
        assertThat(read(values).dischargeLimitW()).isEqualTo(90_000);
    }

    @Test
    void theMeterCarriesItsAgeAndTheWorstPhases() {
        put(
                1,
                NOW - 2000,
                Map.of(
                        "meter.power",
                        5e5,
                        "meter.frequency",
                        50.0,
                        "meter.voltage.l1",
                        231.0,
                        "meter.voltage.l2",
                        190.0,
                        "meter.voltage.l3",
                        229.0));
        Situation now = reader.read(NOW);
        assertThat(now.gridPower()).isEqualTo(Input.good(5e5, 2));
        assertThat(now.gridVoltageLow().value()).isEqualTo(190);
        assertThat(now.gridVoltageHigh().value()).isEqualTo(231);
        assertThat(reader.read(NOW - 3_600_000).gridPower().ageSeconds())
                .as("a value from the future is as doubtful as one from the past")
                .isGreaterThan(3000);
    }

    @Test
    void aPhaseThatIsNotReadLeavesTheOthersInDoubt() {
        put(1, NOW, Map.of("meter.voltage.l1", 231.0, "meter.voltage.l2", 229.0, "meter.voltage.l3", 230.0));
        bad(1, "meter.voltage.l2", Quality.BAD_TIMEOUT);
        Input lowest = reader.read(NOW).gridVoltageLow();
        assertThat(lowest.value()).isEqualTo(230);
        assertThat(lowest.confidence()).isEqualTo(Input.Confidence.DOUBTFUL);
        assertThat(lowest.why()).isEqualTo("no answer in time");
        bad(1, "meter.voltage.l2", Quality.BAD_SENTINEL);
        assertThat(reader.read(NOW).gridVoltageLow())
                .as("a meter of fewer phases says so")
                .isEqualTo(Input.good(230, 0));
        for (int phase = 1; phase <= 3; phase++) {
            bad(1, "meter.voltage.l" + phase, Quality.BAD_TIMEOUT);
        }
        assertThat(reader.read(NOW).gridVoltageHigh().confidence()).isEqualTo(Input.Confidence.LOST);
    }

    @Test
    void aFrequencyTheMeterSaysItHasNotIsNotMeasured() {
        put(1, NOW, Map.of("meter.power", 5e5, "meter.frequency", 50.0));
        bad(1, "meter.frequency", Quality.BAD_SENTINEL);
        assertThat(reader.read(NOW).gridFrequency()).isEqualTo(Input.MISSING);
        bad(1, "meter.frequency", Quality.BAD_TIMEOUT);
        assertThat(reader.read(NOW).gridFrequency().confidence()).isEqualTo(Input.Confidence.LOST);
    }

    private void bad(int device, String point, Quality why) {
        DeviceImage target = image.device(device);
        target.target().begin(NOW);
        target.target().putBad(target.points().indexOf(point), why);
        target.target().commit();
    }

    @Test
    void witnessesThatDoNotAnswerSayNothing() {
        assertThat(reader.read(NOW).witnesses()).noneMatch(Witness::known);
        put(2, NOW, Map.of("ups.on_battery", 1.0, "ups.output.power", 40_000.0));
        put(3, NOW, Map.of("breaker.1.closed", 0.0));
        Situation now = reader.read(NOW);
        assertThat(now.witnesses())
                .containsExactly(
                        new Witness(Witness.Kind.UPS, "ups-a", true, true),
                        new Witness(Witness.Kind.BREAKER, "board", true, true));
        assertThat(now.criticalLoad().value()).isEqualTo(40_000);
    }

    @Test
    void linesAgainstEachOtherAreBroughtToNeutral() {
        put(1, NOW, Map.of("meter.voltage.l12", 400.0, "meter.voltage.l23", 380.0, "meter.voltage.l31", 410.0));
        Situation now = reader.read(NOW);
        assertThat(now.gridVoltageLow().value()).isCloseTo(219.4, within(0.05));
        assertThat(now.gridVoltageHigh().value()).isCloseTo(236.7, within(0.05));
        put(1, NOW, Map.of("meter.voltage", 229.0, "meter.voltage.l12", 380.0));
        assertThat(reader.read(NOW).gridVoltageLow().value())
                .as("a mean to neutral goes before them")
                .isEqualTo(229);
    }

    @Test
    void aClockThatIsSetMakesNoValueOlder() {
        put(1, NOW, Map.of("meter.power", 5e5));
        reader.read(new SiteClock.Moment(NOW, 0));
        long anHourOn = NOW + 3_600_000;
        assertThat(reader.read(new SiteClock.Moment(anHourOn + 1_000, 1_000_000_000L))
                        .gridPower()
                        .ageSeconds())
                .isEqualTo(1);
    }

    @Test
    void whereNotEveryUpsTellsItsLoadTheSumIsNotKnown() {
        LiveImage two =
                new LiveImage(List.of(new Device(0, "ups-a", DeviceKind.UPS), new Device(1, "ups-b", DeviceKind.UPS)));
        SituationReader both = new SituationReader(
                two,
                Roles.byKind(two.devices().stream().map(DeviceImage::device).toList()));
        assertThat(both.read(NOW).criticalLoad().confidence())
                .as("none has been heard yet")
                .isEqualTo(Input.Confidence.LOST);
        for (int ups = 0; ups < 2; ups++) {
            assertThat(both.read(NOW).criticalLoad().isFresh(10)).isFalse();
            two.device(ups).adopt(PointSet.named(List.of("ups.output.power")));
            two.device(ups).target().begin(NOW - 2_000);
            two.device(ups).target().put(0, 30_000);
            two.device(ups).target().commit();
        }
        assertThat(both.read(NOW).criticalLoad()).isEqualTo(Input.good(60_000, 2));
    }

    @Test
    void upsThatAnswerWithoutTellingTheirLoadWillNotTellItLater() {
        put(2, NOW, Map.of("ups.on_battery", 0.0, "device.comm.state", state("device.comm.state", "offline")));
        assertThat(reader.read(NOW).criticalLoad().isPresent()).isTrue();
        for (String answering : List.of("online", "degraded")) {
            put(2, NOW, Map.of("ups.on_battery", 0.0, "device.comm.state", state("device.comm.state", answering)));
            assertThat(reader.read(NOW).criticalLoad()).as(answering).isEqualTo(Input.MISSING);
        }
    }

    @Test
    void aRoleWithoutADeviceIsRefusedByItsName() {
        List<Integer> none = List.of(9);
        Map<String, Roles> wrong = Map.of(
                "gridMeter", new Roles(9, Roles.NONE, List.of(), List.of(), List.of(), List.of()),
                "loadMeter", new Roles(1, 4, List.of(), List.of(), List.of(), List.of()),
                "cabinets", new Roles(1, Roles.NONE, List.of(Roles.Cabinet.of(-1)), List.of(), List.of(), List.of()),
                "upses", new Roles(1, Roles.NONE, List.of(), none, List.of(), List.of()),
                "transferSwitches", new Roles(1, Roles.NONE, List.of(), List.of(), none, List.of()),
                "gridBreakers",
                        new Roles(1, Roles.NONE, List.of(), List.of(), List.of(), List.of(new Roles.Breaker(9, 1))),
                "generators", new Roles(1, Roles.NONE, List.of(), List.of(), List.of(), List.of(), none, List.of()),
                "outlets",
                        new Roles(
                                1,
                                Roles.NONE,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(new Roles.Outlet(9, 1, LoadClass.P4, false, 1))));
        wrong.forEach((name, roles) -> assertThatThrownBy(() -> new SituationReader(image, roles))
                .as(name)
                .hasMessageStartingWith(name + ": the site has no device ")
                .hasMessageEndingWith("its devices are 0 to 3"));
        Roles.Cabinet pcsIsMissing = new Roles.Cabinet(0, 9, Double.NaN, Double.NaN);
        assertThatThrownBy(() -> new SituationReader(
                        image, new Roles(1, 3, List.of(pcsIsMissing), List.of(), List.of(), List.of())))
                .hasMessageStartingWith("cabinets: ");
    }
}
