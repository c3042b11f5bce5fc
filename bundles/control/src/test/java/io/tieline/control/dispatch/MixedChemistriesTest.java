package io.tieline.control.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.Site;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.fleet.LoadHours;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Zinc beside lithium and sodium (reference, dispatch): cabinets of 100 kW and 100 kWh; zinc gives 30 kW of them. */
class MixedChemistriesTest {

    private static final double EACH_W = 100_000;
    private static final double EACH_WH = 100_000;
    private static final long MINUTE = 60_000_000_000L;

    private final Dispatch dispatch = new Dispatch();
    private final List<StorageSettings.Unit> units = new ArrayList<>();
    private final List<Double> socPercent = new ArrayList<>();
    private FleetMemory memory = FleetMemory.of(0);
    private double[] parts = new double[0];
    private long nanos;

    private void cabinets(String chemistry, double... soc) {
        Chemistry found = ChemistryLibrary.find(chemistry).orElseThrow();
        for (double each : soc) {
            units.add(new StorageSettings.Unit(found, ""));
            socPercent.add(each);
        }
        memory = FleetMemory.of(units.size());
        parts = new double[units.size()];
    }

    private Fleet fleet() {
        List<Cabinet> cabinets = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            cabinets.add(new Cabinet(
                    i,
                    "cab-" + i,
                    "",
                    socPercent.get(i),
                    EACH_WH,
                    EACH_W,
                    EACH_W,
                    EACH_W,
                    0,
                    0,
                    false,
                    Cabinet.Condition.at(25)));
        }
        ControlSettings settings = ControlSettings.defaults(Site.UTC)
                .withReserve(new ReserveSettings(Duration.ZERO, 10, 0, 0, 1))
                .withStorage(new StorageSettings(units));
        return Fleet.of(cabinets, memory, settings, 10);
    }

    /** Splits a power, commands it and lets time pass. */
    private void run(double siteW, double seconds) {
        Fleet fleet = fleet();
        dispatch.split(siteW, fleet, memory, 0.1, 0, nanos, parts);
        assertThat(DoubleStream.of(parts).sum()).isCloseTo(siteW, within(1.0));
        for (int i = 0; i < parts.length; i++) {
            memory.following().command(i, fleet.cabinets().get(i), parts[i], nanos);
            socPercent.set(i, socPercent.get(i) - parts[i] * seconds / 36 / EACH_WH);
        }
        memory = memory.decided(siteW, seconds, LoadHours.NONE);
        nanos += Math.round(seconds * 1e9);
    }

    private void lasted(double siteW) {
        memory = memory.decided(siteW, 1e6, LoadHours.NONE);
    }

    @Test
    void aStepIsTakenByFastCellsWhileZincHoldsItsBase() {
        cabinets("zinc-bromine-flow", 60, 60);
        cabinets("lfp", 60, 60);
        lasted(50_000);
        for (double step : new double[] {50_000, 120_000, 80_000, 140_000, 65_000}) {
            run(step, 0);
            assertThat(parts[0] + parts[1]).as("at %s W", step).isCloseTo(50_000, within(2000.0));
        }
    }

    @Test
    void zincIsNotRunBelowItsMinimumWhileFastCellsCanDoIt() {
        cabinets("zinc-bromine-flow", 60, 60);
        cabinets("lfp", 60, 60);
        lasted(9_000);
        run(40_000, 0);
        assertThat(parts[0] + parts[1]).as("a tenth of 100 kW is its least").isZero();
        lasted(11_000);
        run(40_000, 0);
        assertThat(parts[0] + parts[1]).isCloseTo(11_000, within(1.0));
        lasted(9_000);
        run(40_000, 0);
        assertThat(parts[0] + parts[1]).as("who runs goes on").isCloseTo(9_000, within(1.0));
        lasted(4_000);
        run(40_000, 0);
        assertThat(parts[0] + parts[1]).as("down to half of it").isZero();
    }

    @Test
    void noFastCabinetIsKeptRunningForARestThatZincCanDo() {
        cabinets("zinc-bromine-flow", 60, 60);
        cabinets("lfp", 60);
        lasted(40_000);
        run(41_000, 0);
        assertThat(parts[2]).isZero();
        run(51_000, 0);
        assertThat(parts[2]).as("a rest worth a cabinet").isCloseTo(11_000, within(1.0));
        run(60_000, 0);
        lasted(60_000);
        run(61_000, 0);
        assertThat(parts[2]).as("zinc is at its limit").isCloseTo(1_000, within(1.0));
    }

    @Test
    void aZincCabinetWithABigConversionIsLoadedBeforeTheNextOneBegins() {
        cabinets("zinc-bromine-flow", 60, 60, 60);
        lasted(25_000);
        run(25_000, 0);
        assertThat(DoubleStream.of(parts).filter(watts -> watts > 0))
                .as("its limit is below the best load of its conversion")
                .hasSize(1);
        nanos += MINUTE;
        run(29_000, 0);
        assertThat(DoubleStream.of(parts).filter(watts -> watts > 0))
                .as("and it goes on to its limit")
                .hasSize(1);
        run(45_000, 0);
        assertThat(DoubleStream.of(parts).filter(watts -> watts > 0)).hasSize(2);
    }

    @Test
    void ofEquallyFullOnesWhoLosesLessGoesFirstAndBalanceStaysStronger() {
        cabinets("vrla", 60);
        cabinets("sodium-ion", 60);
        cabinets("lfp", 60);
        run(40_000, 0);
        assertThat(parts).containsExactly(0, 0, 40_000);
        memory = FleetMemory.of(3);
        run(-5_000, 0);
        assertThat(parts).as("charging as well").containsExactly(0, 0, -5_000);
        memory = FleetMemory.of(3);
        socPercent.set(0, 64.0);
        run(40_000, 0);
        assertThat(parts).as("four points fuller").containsExactly(40_000, 0, 0);
    }

    @Test
    void slowAndFastCellsTwentyPointsApartAreWithinFiveAfterTwoCycles() {
        cabinets("zinc-bromine-flow", 70, 70);
        cabinets("lfp", 50, 50);
        double moved = 0;
        double direction = 1;
        double widest = 0;
        while (moved < 2 * 2 * 4 * EACH_WH) {
            double mean = socPercent.stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
            direction = mean < 30 ? -1 : mean > 80 ? 1 : direction;
            run(direction * 50_000, 60);
            moved += 50_000.0 / 60;
            double gap = Math.abs(socPercent.get(0) + socPercent.get(1) - socPercent.get(2) - socPercent.get(3)) / 2;
            widest = moved > 1.5 * 4 * EACH_WH ? Math.max(widest, gap) : 0;
        }
        System.out.printf("RESULT mixed-balance spread=%.2f%n", widest);
        assertThat(widest).isLessThan(5);
    }
}
