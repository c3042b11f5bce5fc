package io.tieline.chemistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of section 4 of the control reference, spot by spot. */
class BuiltInChemistriesTest {

    static Stream<Chemistry> chemistries() {
        return ChemistryLibrary.all().stream();
    }

    private static Chemistry of(String id) {
        return ChemistryLibrary.find(id).orElseThrow();
    }

    @Test
    void theLibraryHasTheSevenOfTheTable() {
        assertThat(ChemistryLibrary.ids())
                .containsExactly("lfp", "nizn", "nmc", "sodium-ion", "vrla", "zinc-bromine-flow", "zinc-halogen");
    }

    @ParameterizedTest
    @MethodSource("chemistries")
    void everyOneGivesAndTakesInTheUsualRoomAndNothingInTheFurnace(Chemistry chemistry) {
        assertThat(chemistry.chargeRate(25, 25, 50)).isPositive();
        assertThat(chemistry.dischargeRate(25, 25, 50)).isPositive();
        assertThat(chemistry.chargeRate(25, 60, 50)).isZero();
        assertThat(chemistry.dischargeRate(25, 60, 50)).isZero();
        assertThat(chemistry.chargeRate(-30, 25, 50)).isZero();
        assertThat(chemistry.chargeRate(Double.NaN, Double.NaN, 50)).isEqualTo(chemistry.chargeRate(25, 25, 50));
        assertThat(chemistry.efficiency().at(0.5)).isBetween(0.65, 0.9);
        assertThat(chemistry.efficiency().at(0.05))
                .isLessThan(chemistry.efficiency().at(0.5));
        assertThat(chemistry.energyFactor(25, 0.1)).isBetween(0.9, 1.0);
        assertThat(chemistry.calibration().anchors()).isNotEmpty();
    }

    @Test
    void lithiumIronPhosphateIsAsTheTableSays() {
        Chemistry lfp = of("lfp");
        assertThat(lfp.soc()).isEqualTo(new Chemistry.SocWindow(0, 10, 95, 100));
        assertThat(lfp.chargeRate(25, 30, 50)).isEqualTo(0.5);
        assertThat(lfp.chargeRate(5, 30, 50)).as("at most 0.2C below 10 °C").isLessThanOrEqualTo(0.2);
        assertThat(lfp.chargeRate(-1, 30, 50)).isZero();
        assertThat(lfp.chargeRate(25, 30, 99)).as("tapered").isCloseTo(0.5 * 0.19, within(1e-9));
        assertThat(lfp.derate().at(45)).isEqualTo(0.9);
        assertThat(lfp.derate().at(50)).isCloseTo(0.45, within(1e-9));
        assertThat(lfp.energyFactor(10, 0.5)).isEqualTo(0.95);
        assertThat(lfp.calibration().errorPercent(0, 50))
                .as("15 points in 50 cycles")
                .isEqualTo(15);
        assertThat(lfp.calibration().isDue(7 * 86_400, 0)).isTrue();
        assertThat(lfp.calibration().isDue(6.9 * 86_400, 24.9)).isFalse();
        assertThat(lfp.calibration().isDue(0, 25)).isTrue();
        assertThat(lfp.imbalance()).isEqualTo(new Chemistry.Imbalance(0.03, 0.1));
        assertThat(lfp.leavesBackup()).isFalse();
    }

    @Test
    void zincMustBeStrippedWithinThreeDaysAndTheStaticOneIsAPlaceholder() {
        Maintenance strip = of("zinc-bromine-flow").maintenance().get(0);
        assertThat(strip.kind()).isEqualTo(Maintenance.Kind.STRIP);
        assertThat(strip.every()).isEqualTo(Duration.ofHours(72));
        assertThat(strip.ends()).isEqualTo(Maintenance.End.EMPTY);
        assertThat(strip.offline()).isTrue();
        assertThat(of("zinc-bromine-flow").leavesBackup()).isTrue();
        assertThat(of("zinc-bromine-flow").response()).isEqualTo(Chemistry.Response.SLOW);
        assertThat(of("zinc-bromine-flow").dischargeRate(25, 25, 50)).isEqualTo(0.3);
        assertThat(of("zinc-bromine-flow").dischargeRate(9, 25, 50)).isZero();
        assertThat(of("zinc-halogen").vendorDataRequired()).isTrue();
        assertThat(ChemistryLibrary.all())
                .filteredOn(Chemistry::vendorDataRequired)
                .hasSize(1);
    }

    @Test
    void nickelZincMustNotFloatAndLeadMust() {
        assertThat(of("nizn").floatCharge().use()).isEqualTo(Chemistry.FloatCharge.Use.FORBIDDEN);
        assertThat(of("vrla").floatCharge().use()).isEqualTo(Chemistry.FloatCharge.Use.REQUIRED);
        assertThat(of("vrla").energyFactor(10, 0.1)).isEqualTo(0.86);
        assertThat(of("vrla").energyFactor(-4, 0.1)).isEqualTo(0.65);
        assertThat(of("vrla").maintenance().get(0).kind()).isEqualTo(Maintenance.Kind.CAPACITY_TEST);
        assertThat(of("vrla").leavesBackup()).as("a test empties it").isTrue();
    }

    @Test
    void whatIsNotSpecifiedLimitsNothing() {
        Chemistry any = Chemistry.UNSPECIFIED;
        assertThat(any.chargeRate(-40, 80, 3)).isGreaterThan(1e5);
        assertThat(any.dischargeRate(Double.NaN, 80, 3)).isGreaterThan(1e5);
        assertThat(any.energyFactor(-40, 9)).isEqualTo(1);
        assertThat(any.calibration().isDue(1e8, 1e6)).isFalse();
        assertThat(any.leavesBackup()).isFalse();
        assertThat(any.ageing().sohPercent(1e6)).isEqualTo(100);
    }
}
