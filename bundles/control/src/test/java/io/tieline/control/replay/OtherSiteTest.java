package io.tieline.control.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.ControlCore;
import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.Decision.Setpoint;
import io.tieline.control.replay.Recorded.Begin;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Plant;
import io.tieline.control.situation.Situation;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the site would have been had one cabinet of 100 kWh and 50 kW been told something else than it was. */
class OtherSiteTest {

    private static final ControlSettings SETTINGS = ControlSettings.defaults(ZoneOffset.UTC);
    private static final double CAPACITY_WH = 100_000;
    private static final double NOMINAL_W = 50_000;
    private static final double GRID_W = 300_000;
    private static final double COUNTED_WH = 7_000_000;
    private static final double HOUR = 3_600;
    /** Each way, of a round trip of 88 %. */
    private static final double EFFICIENCY = Math.sqrt(0.88);

    private double soc = 50;
    private double powerW;
    private boolean answers = true;
    private long nanos = 77_000_000_000L;
    private final OtherSite site = new OtherSite(recorded(Optional.empty()));

    private Recorded recorded(Optional<Begin> begin) {
        return new Recorded(begin, situation(), 1_795_356_000_000L, nanos, 0);
    }

    private Situation situation() {
        double chargeW = soc >= 99 ? 0 : NOMINAL_W;
        double dischargeW = soc <= 1 ? 0 : NOMINAL_W;
        Cabinet cabinet = new Cabinet(
                0, "cab-1", "", soc, CAPACITY_WH, NOMINAL_W, chargeW, dischargeW, answers ? powerW : Double.NaN, 0);
        return new Situation(
                Input.good(GRID_W, 0),
                Input.good(230, 0),
                Input.good(230, 0),
                Input.good(50, 0),
                Input.MISSING,
                Input.MISSING,
                List.of(cabinet),
                List.of(),
                new Plant(List.of(), List.of(), Input.good(COUNTED_WH, 0), false, false));
    }

    /** A decision of which only the setpoint matters here; NaN: the cabinet was released. */
    private Decision told(double watts) {
        Decision any = new ControlCore(SETTINGS, ControlState.initial()).decide(situation(), 1_795_356_000_000L, nanos);
        boolean released = Double.isNaN(watts);
        return new Decision(
                any.utcMillis(),
                any.mode(),
                any.grid(),
                any.powerW(),
                List.of(new Setpoint(0, "cab-1", watts, released, released ? "lost" : "")),
                any.flows(),
                any.window(),
                any.target(),
                any.reserve(),
                any.supply(),
                any.orders(),
                any.claims(),
                any.binding(),
                any.guardedBy(),
                any.deliveries(),
                any.alarms(),
                any.significant());
    }

    /** So much later, after it was told one thing and would have been told another. */
    private Situation after(double seconds, double toldW, double wouldW) {
        nanos += Math.round(seconds * 1e9);
        return site.next(recorded(Optional.empty()), told(toldW), told(wouldW));
    }

    private static Cabinet only(Situation situation) {
        return situation.cabinets().get(0);
    }

    @Test
    void toldTheSameItIsTheSiteOnTheRecord() {
        powerW = 10_000;
        assertThat(site.next(recorded(Optional.empty()), null, null)).isEqualTo(situation());
        assertThat(after(HOUR, 10_000, 10_000)).isEqualTo(situation());
    }

    @Test
    void whatACabinetGivesMoreTheGridGivesLessAndTheCellsLoseMore() {
        powerW = 10_000;
        Situation other = after(HOUR, 10_000, 30_000);
        assertThat(other.gridPower().value()).isEqualTo(GRID_W - 20_000);
        assertThat(only(other).powerW()).isEqualTo(30_000);
        assertThat(only(other).socPercent()).isCloseTo(50 - 20 / EFFICIENCY, within(1e-9));
        assertThat(other.plant().gridEnergy().value()).isCloseTo(COUNTED_WH - 20_000, within(1e-6));
    }

    @Test
    void whatItTakesMoreTheGridGivesMoreAndTheCellsGainLess() {
        powerW = -10_000;
        Situation other = after(HOUR, -10_000, -30_000);
        assertThat(other.gridPower().value()).isEqualTo(GRID_W + 20_000);
        assertThat(only(other).socPercent()).isCloseTo(50 + 20 * EFFICIENCY, within(1e-9));
        assertThat(other.plant().gridEnergy().value()).isCloseTo(COUNTED_WH + 20_000, within(1e-6));
    }

    @Test
    void chargingInsteadOfDischargingCostsBothLosses() {
        powerW = 10_000;
        Situation other = after(HOUR, 10_000, -10_000);
        assertThat(only(other).socPercent()).isCloseTo(50 + 10 / EFFICIENCY + 10 * EFFICIENCY, within(1e-9));
    }

    @Test
    void whatWasGivenOnceIsMissingFromThenOn() {
        after(HOUR, 0, 20_000);
        Situation later = after(HOUR, 0, 0);
        assertThat(later.gridPower().value()).isEqualTo(GRID_W);
        assertThat(only(later).socPercent()).isCloseTo(50 - 20 / EFFICIENCY, within(1e-9));
        assertThat(later.plant().gridEnergy().value())
                .as("the counter does not forget")
                .isEqualTo(COUNTED_WH - 20_000);
    }

    @Test
    void emptyCellsGiveNoMore() {
        Situation empty = after(2 * HOUR, 0, 40_000);
        assertThat(only(empty).socPercent()).isZero();
        assertThat(only(empty).dischargeLimitW()).isZero();
        assertThat(only(empty).chargeLimitW()).isEqualTo(NOMINAL_W);
        Situation later = after(HOUR, 0, 40_000);
        assertThat(later.gridPower().value()).isEqualTo(GRID_W);
        assertThat(only(later).powerW()).isZero();
        assertThat(only(after(HOUR, 0, -10_000)).socPercent())
                .as("but they can be charged again")
                .isCloseTo(10 * EFFICIENCY, within(1e-9));
    }

    @Test
    void fullCellsTakeNoMore() {
        Situation full = after(2 * HOUR, 0, -40_000);
        assertThat(only(full).socPercent()).isEqualTo(100);
        assertThat(only(full).chargeLimitW()).isZero();
        assertThat(only(full).dischargeLimitW()).isEqualTo(NOMINAL_W);
        assertThat(after(HOUR, 0, -40_000).gridPower().value()).isEqualTo(GRID_W);
        assertThat(only(after(HOUR, 0, 10_000)).socPercent())
                .as("but they can give")
                .isCloseTo(100 - 10 / EFFICIENCY, within(1e-9));
    }

    @Test
    void theLimitsOfAFullOrEmptyBatteryOnTheRecordAreNotThoseOfTheOther() {
        soc = 99.5;
        assertThat(only(after(HOUR, 0, 10_000)).chargeLimitW()).isEqualTo(NOMINAL_W);
        soc = 0.5;
        assertThat(only(after(2 * HOUR, 0, -20_000)).dischargeLimitW()).isEqualTo(NOMINAL_W);
    }

    @Test
    void whereTheCabinetWasReleasedItDidWhatItDid() {
        assertThat(after(HOUR, Double.NaN, 10_000)).isEqualTo(situation());
        assertThat(after(HOUR, 10_000, Double.NaN)).isEqualTo(situation());
    }

    @Test
    void ofACabinetThatDoesNotTellNothingIsMadeUp() {
        answers = false;
        assertThat(only(after(HOUR, 0, 10_000)).socPercent()).isEqualTo(50);
        answers = true;
        soc = Double.NaN;
        assertThat(after(HOUR, 0, 10_000).gridPower().value()).isEqualTo(GRID_W);
    }

    @Test
    void whileTheGatewayWasDownNobodyWasTold() {
        nanos = 1_000_000_000L;
        Begin begin = new Begin(SETTINGS, ControlState.initial(), true);
        Situation first = site.next(recorded(Optional.of(begin)), told(0), told(20_000));
        assertThat(only(first).socPercent()).as("its clock began anew").isEqualTo(50);
        assertThat(only(after(HOUR, 0, 20_000)).socPercent()).isCloseTo(50 - 20 / EFFICIENCY, within(1e-9));
    }
}
