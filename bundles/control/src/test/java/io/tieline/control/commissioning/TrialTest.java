package io.tieline.control.commissioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.settings.CommissioningSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The steps of one cabinet of 100 kW behind a meter that shows 500 kW without it, looked at twice a second. */
class TrialTest {

    private static final CommissioningSettings SETTINGS = CommissioningSettings.REQUIRED;
    private static final double LOOK_SECONDS = 0.5;
    private static final double LEAST_STEP_W = 100;

    private double chargeW = 100_000;
    private double dischargeW = 100_000;
    /** How much of the step the meter shows. */
    private double shown = 1;
    /** By turns more and less than that from one pair of steps to the next. */
    private double unsure;
    /** Share of the step the cabinet reaches. */
    private double reached = 1;

    private double driftW;

    private final List<Double> told = new ArrayList<>();

    private Look.Cabinet cabinet(double powerW, long nanos) {
        return new Look.Cabinet("cab-1", "", 100_000, chargeW, dischargeW, powerW, nanos);
    }

    private Trial run() {
        long nanos = 77_000_000_000L;
        Trial trial = Trial.begin(cabinet(0, nanos), LEAST_STEP_W, SETTINGS, nanos);
        for (int look = 0; look < 1000 && !trial.isOver(); look++) {
            nanos += (long) (LOOK_SECONDS * 1e9);
            int pair = trial.leg() / 2;
            double ratio = shown + (pair % 2 == 0 ? unsure : -unsure);
            double powerW = trial.watts() * reached;
            double gridW = 500_000 + driftW * look - trial.watts() * ratio;
            int leg = trial.leg();
            trial = trial.next(new Look("", gridW, List.of(), 0, nanos), cabinet(powerW, nanos), SETTINGS);
            if (trial.leg() != leg) {
                told.add(trial.watts());
            }
        }
        return trial;
    }

    private CabinetResult result() {
        return run().result(SETTINGS);
    }

    @Test
    void itGoesUpDownDownUpSoThatADriftingLoadCancelsOut() {
        driftW = 40;
        CabinetResult result = result();
        assertThat(told.subList(0, 8))
                .containsExactly(5_000.0, -5_000.0, -5_000.0, 5_000.0, 5_000.0, -5_000.0, -5_000.0, 5_000.0);
        assertThat(result.meterRatio()).isCloseTo(1, within(1e-9));
    }

    @Test
    void fourPairsAreEnoughWhereTheMeterIsSteady() {
        CabinetResult result = result();
        assertThat(result.steps()).isEqualTo(8);
        assertThat(result.answers()).isEqualTo(8);
        assertThat(result.uncertainty()).isCloseTo(0, within(1e-9));
        assertThat(result.slowestSeconds()).isEqualTo(0.5);
        assertThat(result.passed()).isTrue();
        assertThat(result.why()).isEqualTo("the meter follows with 100 %, the answer takes at most 0.5 s");
    }

    @Test
    void moreAreMadeUntilTheRatioIsKnownToFourPercent() {
        unsure = 0.1;
        CabinetResult result = result();
        // 0.1 around the mean over n pairs is known to 0.1 / sqrt(n - 1): eight pairs are the first even number.
        assertThat(result.steps()).isEqualTo(16);
        assertThat(result.uncertainty()).isCloseTo(0.1 / Math.sqrt(7), within(1e-9));
        assertThat(result.passed()).isTrue();
    }

    @Test
    void sixteenPairsAreTheMost() {
        unsure = 0.35;
        CabinetResult result = result();
        assertThat(result.steps()).isEqualTo(32);
        assertThat(result.uncertainty()).isCloseTo(0.35 / Math.sqrt(15), within(1e-9));
        assertThat(result.passed())
                .as("known to a tenth, which is enough to judge a fifth")
                .isTrue();
        unsure = 0.5;
        assertThat(result().why()).contains("the load moves too much");
    }

    @Test
    void aMeterOnTheWrongTransformerRatioIsToldFromATurnedOne() {
        shown = 0.79;
        assertThat(result().why()).startsWith("the meter shows 79 % of the step: check the ratio");
        shown = 0.81;
        assertThat(result().passed()).isTrue();
        shown = 1.19;
        assertThat(result().passed()).isTrue();
        shown = 1.21;
        assertThat(result().passed()).isFalse();
        shown = -0.81;
        assertThat(result().why()).startsWith("the meter moves the wrong way (-81 %)");
        shown = -1.19;
        assertThat(result().why()).contains("the wrong way");
        for (double neither : new double[] {-0.79, -1.21}) {
            shown = neither;
            assertThat(result().why()).contains("check the ratio");
        }
    }

    @Test
    void aCabinetThatStopsShortOfTheStepDoesNotFollow() {
        reached = 0.81;
        assertThat(result().answers()).as("within a fifth of the step").isEqualTo(8);
        reached = 0.79;
        CabinetResult result = result();
        assertThat(result.answers()).isZero();
        assertThat(result.why()).startsWith("it followed 0 of 8 steps");
    }

    @Test
    void oneThatCannotChargeIsMovedBetweenRestAndDischarge() {
        chargeW = 0;
        Trial trial = run();
        assertThat(told).contains(5_000.0, 0.0).doesNotContain(-5_000.0);
        assertThat(trial.swingW()).isEqualTo(5_000);
        assertThat(trial.result(SETTINGS).passed()).isTrue();
    }

    @Test
    void oneThatCannotDischargeTheOtherWay() {
        dischargeW = 0;
        assertThat(result().passed()).isTrue();
        assertThat(told).contains(-5_000.0, 0.0).doesNotContain(5_000.0);
    }
}
