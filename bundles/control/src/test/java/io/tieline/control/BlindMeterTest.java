package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.AlarmType;
import io.tieline.control.grid.GridState;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Input.Confidence;
import io.tieline.control.situation.Situation;
import io.tieline.control.situation.Witness;
import io.tieline.control.situation.Witness.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A grid meter that answers and sees no voltage while everyone else sees the grid: its voltage inputs have lost their fuses. */
class BlindMeterTest {

    private static List<String> told(Decision decision, AlarmType type) {
        return decision.alarms().stream()
                .filter(alarm -> alarm.type() == type)
                .map(Decision.Alarm::text)
                .toList();
    }

    /** What a meter shows whose lowest and highest phase stand so. */
    private static Situation shown(Situation now, double lowV, double highV, double watts) {
        return new Situation(
                Input.good(watts, 0),
                Input.good(lowV, 0),
                Input.good(highV, 0),
                highV == 0 ? Input.MISSING : Input.good(50, 0),
                now.siteLoad(),
                now.criticalLoad(),
                now.cabinets(),
                now.witnesses(),
                now.plant());
    }

    @Nested
    class AfterAnOutage {

        private final OutageSite site = new OutageSite(4).reserve(Duration.ofMinutes(10), Duration.ofMinutes(8));
        private Decision latest = site.decide();

        AfterAnOutage() {
            site.hasGenerator = false;
            run(2, 230);
            site.volts = 0;
            site.run(60);
            assertThat(site.latest().grid().state()).isEqualTo(GridState.LOST);
            site.volts = 230;
        }

        /** The site is on the grid; the meter shows a voltage of its own in the lowest phase. */
        private void run(int seconds, double lowV) {
            for (int second = 0; second < seconds; second++) {
                site.utc += 1000;
                site.nanos += 1_000_000_000L;
                Situation now = shown(site.situation(), lowV, lowV, lowV < 100 ? 0 : site.loadW());
                latest = site.core.decide(site.acknowledge ? now.acknowledged() : now, site.utc, site.nanos);
                site.acknowledge = false;
            }
        }

        private GridState state() {
            return latest.grid().state();
        }

        @Test
        void anOperatorIsAskedWithTheRemedyAndNothingGoesOnByItself() {
            run(1, 0);
            assertThat(told(latest, AlarmType.LOCKOUT))
                    .singleElement()
                    .asString()
                    .contains(
                            "Only the grid meter does not say that the grid is back",
                            "it sees no voltage in any phase, everyone else sees the grid",
                            "check the fuses of its voltage inputs",
                            "control.acknowledge");
            assertThat(latest.waitsForOperator()).isTrue();
            run(3600, 0);
            assertThat(state()).isEqualTo(GridState.LOST);
        }

        @ParameterizedTest(name = "{0} V")
        @ValueSource(doubles = {0, 3.1})
        void withHisWordTheSiteGoesBackAndRestsUntilTheMeterMeasures(double volts) {
            run(1, volts);
            site.acknowledge = true;
            run(1, volts);
            assertThat(state()).isEqualTo(GridState.QUALIFY);
            run(298, volts);
            assertThat(state()).isEqualTo(GridState.QUALIFY);
            assertThat(told(latest, AlarmType.METER_LOST))
                    .singleElement()
                    .asString()
                    .contains("goes back to the grid without the grid meter", "check the fuses of its voltage inputs");
            run(65, volts);
            assertThat(state()).isEqualTo(GridState.DEGRADED);
            run(3600, volts);
            assertThat(state()).isEqualTo(GridState.DEGRADED);
            assertThat(latest.grid().reason()).contains("the batteries rest until it measures");
            assertThat(latest.powerW()).isZero();
            assertThat(latest.flows().loadW()).as("no power without voltage").isNaN();
            assertThat(told(latest, AlarmType.METER_LOST))
                    .singleElement()
                    .asString()
                    .contains("no voltage in any phase", "check the fuses of its voltage inputs");
            run(1, 230);
            assertThat(state()).isEqualTo(GridState.OK);
            assertThat(latest.alarms()).isEmpty();
        }

        @Test
        void aUpsOnBatteryMakesItAnOutageAgain() {
            run(1, 0);
            site.acknowledge = true;
            run(370, 0);
            assertThat(state()).isEqualTo(GridState.DEGRADED);
            site.upsFault = true;
            run(3, 0);
            assertThat(state()).isEqualTo(GridState.LOST);
            assertThat(latest.grid().reason()).contains("the meter sees 0 % of the voltage");
            assertThat(latest.waitsForOperator()).as("the UPS is on battery").isFalse();
        }

        @Test
        void whoDoesNotAnswerHindersTheWayBack() {
            site.upsAnswers = false;
            run(1, 0);
            site.acknowledge = true;
            run(2, 0);
            assertThat(state()).isEqualTo(GridState.LOST);
            assertThat(latest.waitsForOperator()).isFalse();
        }
    }

    @Test
    void aMeterThatIsRightIsBelievedHoweverLongTheOutageLasts() {
        OutageSite site = new OutageSite(4);
        site.run(2);
        site.volts = 0;
        site.run(1800);
        assertThat(site.latest().grid().state()).isEqualTo(GridState.ON_GEN);
        assertThat(site.latest().flows().gridW()).isZero();
        assertThat(told(site.latest(), AlarmType.METER_LOST)).isEmpty();
    }

    @Nested
    class OnTheGrid {

        private final Site site = new Site(4, 100_000, 200_000, tuning -> tuning.target(700_000));
        private Decision latest = site.decide();

        OnTheGrid() {
            site.loadW = 850_000;
            run(10, 230, 230);
        }

        private void run(int seconds, double lowV, double highV) {
            for (int second = 0; second < seconds; second++) {
                site.utc += 1000;
                site.nanos += 1_000_000_000L;
                latest = site.core.decide(shown(site.situation(), lowV, highV, 1_000), site.utc, site.nanos);
            }
        }

        @ParameterizedTest(name = "{0} V and {1} V: {2}")
        @CsvSource({"0, 0, any", "0, 230, a", "4, 7, any"})
        void theBatteriesRestAndTheFusesAreNamed(double lowV, double highV, String phases) {
            run(59, lowV, highV);
            assertThat(latest.grid().state()).isEqualTo(GridState.SUSPECT);
            assertThat(told(latest, AlarmType.METER_LOST))
                    .as("others may tell later")
                    .isEmpty();
            run(2, lowV, highV);
            assertThat(latest.powerW()).isZero();
            assertThat(latest.flows().loadW())
                    .as("its power counts for nothing")
                    .isNaN();
            assertThat(told(latest, AlarmType.METER_LOST))
                    .containsExactly("The grid meter cannot steer: it sees no voltage in " + phases
                            + " phase, everyone else sees the grid; check the fuses of its voltage inputs and their"
                            + " wires");
            run(600, lowV, highV);
            assertThat(latest.grid().state()).isEqualTo(GridState.DEGRADED);
            assertThat(latest.grid().reason()).matches("the meter sees . % of the voltage");
            assertThat(latest.powerW()).isZero();
            run(30, 230, 230);
            assertThat(latest.grid().state()).isEqualTo(GridState.OK);
        }

        @Test
        void aSagIsNoBlindMeter() {
            run(600, 120, 230);
            assertThat(latest.grid().state()).isEqualTo(GridState.SUSPECT);
            assertThat(told(latest, AlarmType.METER_LOST)).isEmpty();
        }

        @Test
        void noLoadMeterStandsInForOneThatSaysThereIsNoGrid() {
            site.loadIsMetered = true;
            run(600, 0, 0);
            assertThat(latest.grid().state()).isEqualTo(GridState.DEGRADED);
            assertThat(latest.powerW()).isZero();
        }

        @Test
        void anOldVoltageProvesNothing() {
            for (int second = 0; second < 600; second++) {
                site.utc += 1000;
                site.nanos += 1_000_000_000L;
                Situation now = shown(site.situation(), 0, 0, 1_000);
                Input old = new Input(0, 20, Confidence.DOUBTFUL, "old");
                latest = site.core.decide(
                        new Situation(
                                now.gridPower(),
                                old,
                                old,
                                now.gridFrequency(),
                                now.siteLoad(),
                                now.criticalLoad(),
                                now.cabinets(),
                                now.witnesses(),
                                now.plant()),
                        site.utc,
                        site.nanos);
            }
            assertThat(told(latest, AlarmType.METER_LOST)).isEmpty();
        }

        @Test
        void aClosedBreakerSeesNoVoltage() {
            for (int second = 0; second < 600; second++) {
                site.utc += 1000;
                site.nanos += 1_000_000_000L;
                Situation now = shown(site.situation(), 0, 0, 0);
                latest = site.core.decide(
                        new Situation(
                                now.gridPower(),
                                now.gridVoltageLow(),
                                now.gridVoltageHigh(),
                                now.gridFrequency(),
                                now.siteLoad(),
                                now.criticalLoad(),
                                now.cabinets(),
                                List.of(new Witness(Kind.BREAKER, "board", false, true))),
                        site.utc,
                        site.nanos);
            }
            assertThat(latest.grid().state()).isEqualTo(GridState.SUSPECT);
            assertThat(told(latest, AlarmType.METER_LOST)).isEmpty();
        }
    }
}
