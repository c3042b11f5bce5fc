package io.tieline.rig.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteSimulationTest {

    private static final long SEED = 7;
    private static final double UPS_LOAD_W = 120_000;

    private final LoadTrace trace = LoadTrace.generated(SEED).scaledToPeak(3e6);
    private final StartChoice start = StartChoice.best(trace, 1e6, 0.9e6);
    private final List<Cabinet> cabinets = SiteSimulation.seededCabinets(8, CabinetRating.DEMO, SEED);
    private final UpsModel ups = new UpsModel(200_000, 60_000, 1);
    private final SiteSimulation site =
            new SiteSimulation(trace, start.quarter(), 0, SEED, cabinets, List.of(ups), UPS_LOAD_W);

    private void run(double minutes, double targetW) {
        double[] targets = new double[cabinets.size()];
        Arrays.fill(targets, targetW);
        for (int i = 0; i < minutes * 60; i++) {
            site.step(targets, 0.02, 1);
        }
    }

    @Test
    void theMeterSeesLoadMinusBattery() {
        run(5, 50_000);
        double battery = cabinets.stream().mapToDouble(Cabinet::powerW).sum();
        assertThat(battery).isGreaterThan(300_000);
        assertThat(site.gridW()).isEqualTo(site.loadW() - battery, within(1e-6));
    }

    @Test
    void theSitesEnergyBalances() {
        run(30, 60_000);
        run(30, -60_000);
        SiteSummary summary = site.summary();
        assertThat(summary.importWh() - summary.exportWh())
                .isEqualTo(summary.loadWh() - summary.dischargedWh() + summary.chargedWh(), within(1.0));
    }

    @Test
    void theSameSeedGivesTheSameSite() {
        SiteSimulation twin = new SiteSimulation(
                trace,
                start.quarter(),
                0,
                SEED,
                SiteSimulation.seededCabinets(8, CabinetRating.DEMO, SEED),
                List.of(new UpsModel(200_000, 60_000, 1)),
                UPS_LOAD_W);
        run(10, 0);
        for (int i = 0; i < 600; i++) {
            twin.step(new double[8], 0.02, 1);
        }
        assertThat(twin.loadW()).isEqualTo(site.loadW());
    }

    @Test
    void withoutTheGridUpsAndCabinetsCarryOnAndEverythingRecovers() {
        run(1, 0);
        site.grid(false);
        run(2, 0);
        assertThat(site.gridW()).isZero();
        assertThat(site.hertz()).isZero();
        assertThat(ups.onBattery()).isTrue();
        assertThat(ups.onBatterySeconds()).isEqualTo(120, within(1e-6));
        double runtime = ups.runtimeMinutes();
        assertThat(cabinets).allSatisfy(cabinet -> assertThat(cabinet.powerW()).isPositive());
        run(2, 0);
        assertThat(ups.runtimeMinutes()).isLessThan(runtime);
        site.grid(true);
        run(2, 0);
        assertThat(ups.onBattery()).isFalse();
        assertThat(ups.outputW()).isPositive();
        assertThat(cabinets).allSatisfy(cabinet -> assertThat(cabinet.powerW()).isZero());
        assertThat(site.gridW()).isEqualTo(site.loadW(), within(1e-6));
    }

    @Test
    void theDemoBeginsBeforeAPeakTheBatteryCanShave() {
        run(60.1, 0);
        assertThat(site.summary().rawPeakW()).isGreaterThan(start.targetW());
        run(119, 0);
        assertThat(site.summary().runningRawW()).isLessThan(start.targetW());
        assertThat(site.summary().rawPeakW()).isEqualTo(start.peakW(), within(0.04 * start.peakW()));
    }
}
