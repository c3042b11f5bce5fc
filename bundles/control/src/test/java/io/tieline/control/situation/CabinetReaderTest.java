package io.tieline.control.situation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Site;
import io.tieline.model.Device;
import io.tieline.model.DeviceImage;
import io.tieline.model.DeviceKind;
import io.tieline.model.LiveImage;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A battery and its power conversion, two devices that are one cabinet. */
class CabinetReaderTest {

    private static final int BATTERY = 0;
    private static final int PCS = 1;

    private final LiveImage image = new LiveImage(
            List.of(new Device(BATTERY, "rack-1", DeviceKind.BATTERY), new Device(PCS, "pcs-1", DeviceKind.PCS)));
    private final Map<String, Double> battery = new TreeMap<>(Map.of(
            "battery.soc", 60.0,
            "battery.capacity.rated", 200_000.0,
            "battery.limit.charge.power", 80_000.0,
            "battery.limit.discharge.power", 90_000.0));
    private final Map<String, Double> pcs =
            new TreeMap<>(Map.of("pcs.nominal.power", 100_000.0, "pcs.power", 10_000.0, "pcs.grid.connected", 1.0));

    private static double state(String point, String state) {
        return PointCatalog.point(point).definition().stateValue(state);
    }

    private void put(int device, Map<String, Double> values) {
        DeviceImage target = image.device(device);
        target.adopt(PointSet.named(List.copyOf(values.keySet())));
        target.target().begin(Site.START);
        List<Double> numbers = List.copyOf(values.values());
        for (int i = 0; i < numbers.size(); i++) {
            target.target().put(i, numbers.get(i));
        }
        target.target().commit();
    }

    private Cabinet read(double ratedW, double ratedWh) {
        put(BATTERY, battery);
        put(PCS, pcs);
        Roles roles = new Roles(
                Roles.NONE,
                Roles.NONE,
                List.of(new Roles.Cabinet(BATTERY, PCS, ratedW, ratedWh)),
                List.of(),
                List.of(),
                List.of());
        return new SituationReader(image, roles).read(Site.START).cabinets().get(0);
    }

    private Cabinet read() {
        return read(Double.NaN, Double.NaN);
    }

    @Test
    void setpointsGoToTheConversionAndTheNameIsTheBatterys() {
        Cabinet cabinet = read();
        assertThat(cabinet.unavailable()).isEmpty();
        assertThat(cabinet.device()).isEqualTo(PCS);
        assertThat(cabinet.id()).isEqualTo("rack-1");
        assertThat(cabinet.powerW()).isEqualTo(10_000);
    }

    @Test
    void theLeastOfAllLimitsThatAreToldCounts() {
        pcs.put("pcs.limit.charge.power", 70_000.0);
        pcs.put("pcs.limit.discharge.power", 95_000.0);
        assertThat(read().chargeLimitW()).isEqualTo(70_000);
        assertThat(read().dischargeLimitW()).isEqualTo(90_000);
        battery.remove("battery.limit.charge.power");
        battery.remove("battery.limit.discharge.power");
        assertThat(read().dischargeLimitW()).isEqualTo(95_000);
        pcs.remove("pcs.limit.charge.power");
        assertThat(read().chargeLimitW()).isEqualTo(100_000);
    }

    @Test
    void aLimitOfNothingIsALimitAndNoFault() {
        battery.put("battery.limit.charge.power", 0.0);
        assertThat(read().unavailable()).isEmpty();
        assertThat(read().chargeLimitW()).isZero();
        assertThat(read().dischargeLimitW()).isEqualTo(90_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "battery.limit.charge.power",
                "battery.limit.discharge.power",
                "pcs.limit.charge.power",
                "pcs.limit.discharge.power"
            })
    void aNegativeLimitIsNonsenseWhoeverTellsIt(String point) {
        (point.startsWith("pcs") ? pcs : battery).put(point, -1.0);
        assertThat(read().unavailable()).startsWith("it does not tell its power limits");
    }

    @Test
    void whatItDoesNotTellIsTakenFromTheSiteFile() {
        pcs.remove("pcs.nominal.power");
        battery.remove("battery.capacity.rated");
        Cabinet cabinet = read(75_000, 150_000);
        assertThat(cabinet.unavailable()).isEmpty();
        assertThat(cabinet.nominalPowerW()).isEqualTo(75_000);
        assertThat(cabinet.capacityWh()).isEqualTo(150_000);
        assertThat(cabinet.dischargeLimitW()).isEqualTo(75_000);
    }

    @Test
    void withoutARatedPowerItIsTakenForAsStrongAsItsLimits() {
        pcs.remove("pcs.nominal.power");
        assertThat(read().nominalPowerW()).isEqualTo(90_000);
        assertThat(read().unavailable()).isEmpty();
    }

    @ParameterizedTest(name = "a health of {0} % leaves {1} Wh of 200 kWh")
    @CsvSource({"90, 180000", "100, 200000", "0, 200000", "101, 200000", "-5, 200000"})
    void aHealthThatCannotBeIsNotBelieved(double health, double capacityWh) {
        battery.put("battery.soh", health);
        assertThat(read().capacityWh()).isEqualTo(capacityWh);
    }

    @ParameterizedTest(name = "a state of charge of {0} % is one: {1}")
    @CsvSource({"0, true", "100, true", "-0.1, false", "100.1, false"})
    void aStateOfChargeLiesBetweenEmptyAndFull(double soc, boolean believed) {
        battery.put("battery.soc", soc);
        assertThat(read().isAvailable()).isEqualTo(believed);
    }

    @ParameterizedTest(name = "a conversion that says {0}: {1}")
    @CsvSource({"off, its power conversion says off", "fault, its power conversion says fault", "standby, ''"})
    void aConversionThatIsOffIsNotCommanded(String said, String unavailable) {
        pcs.put("pcs.state", state("pcs.state", said));
        assertThat(read().unavailable()).isEqualTo(unavailable);
    }

    @Test
    void anEmptyBatteryGivesNothingAndTakesAsBefore() {
        battery.put("battery.state", state("battery.state", "empty"));
        assertThat(read().dischargeLimitW()).isZero();
        assertThat(read().chargeLimitW()).isEqualTo(80_000);
    }

    @Test
    void oneThatCarriesTheLoadByItselfIsNotCommandedButIsTheBackup() {
        pcs.put("pcs.grid.connected", 0.0);
        pcs.put("pcs.mode", state("pcs.mode", "grid_forming"));
        for (double soc : new double[] {0, 60, 100}) {
            battery.put("battery.soc", soc);
            assertThat(read().unavailable()).isEqualTo("its power conversion is not connected to the grid");
            assertThat(read().islanded()).as("at %s %%", soc).isTrue();
        }
        battery.put("battery.soc", 101.0);
        assertThat(read().islanded()).as("nobody knows how long it lasts").isFalse();
        battery.put("battery.soc", -1.0);
        assertThat(read().islanded()).isFalse();
    }

    @Test
    void oneThatIsOffTheGridAndFollowsItCarriesNothing() {
        pcs.put("pcs.grid.connected", 0.0);
        pcs.put("pcs.mode", state("pcs.mode", "grid_following"));
        assertThat(read().islanded()).isFalse();
        pcs.put("pcs.grid.connected", 1.0);
        pcs.put("pcs.mode", state("pcs.mode", "grid_forming"));
        assertThat(read().islanded()).as("on the grid it is commanded").isFalse();
        assertThat(read().unavailable()).isEmpty();
    }

    @Test
    void thePowerIsThatOfTheConversionElseOfTheBatteryElseUnknown() {
        battery.put("battery.power", 12_000.0);
        assertThat(read().powerW()).isEqualTo(10_000);
        pcs.remove("pcs.power");
        assertThat(read().powerW()).isEqualTo(12_000);
        battery.remove("battery.power");
        assertThat(read().unavailable()).isEqualTo("its power is not known: not measured on this site");
    }
}
