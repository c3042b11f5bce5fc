package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.backup.Generator;
import io.tieline.control.backup.GeneratorWatch;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.LoadShedding;
import io.tieline.control.backup.LoadShedding.Demand;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.grid.GridState;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.BackupSettings;
import io.tieline.control.settings.BackupSettings.Shedding;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.model.LoadClass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How much load is too much, and how much more there is room for. */
class LoadNeedTest {

    private static final ControlSettings SETTINGS = ControlSettings.defaults(Site.UTC)
            .withReserve(new ReserveSettings(
                    Duration.ofMinutes(10), 10, 0, 0, 1, Duration.ofMinutes(6), 10, false, false, Duration.ZERO));
    private static final Generator GENSET = new Generator(30, "genset", Generator.State.RUNNING, 0, 50, 400_000);

    private static ReserveBudget usable(double wattHours) {
        return new ReserveBudget(50_000, 200_000, 200_000, 100_000, wattHours, 0, 600, 200_000, false, 50_000, 60);
    }

    private static Demand of(
            GridState state, double usableWh, GeneratorWatch generators, ControlSettings settings, double loadW) {
        return of(state, usableWh, generators, settings, loadW, Double.NaN);
    }

    private static Demand of(
            GridState state,
            double usableWh,
            GeneratorWatch generators,
            ControlSettings settings,
            double loadW,
            double limitShortW) {
        GridMemory grid = GridMemory.restored(state, 0, "", 0, true);
        return LoadNeed.of(
                grid,
                usable(usableWh),
                generators,
                List.of(GENSET),
                LoadShedding.NONE,
                settings,
                loadW,
                limitShortW,
                1_000_000_000L);
    }

    @ParameterizedTest
    @EnumSource(
            value = GridState.class,
            names = {"SUSPECT", "CONTRADICTION", "DEGRADED"})
    void inDoubtNothingIsSwitched(GridState state) {
        assertThat(of(state, 0, GeneratorWatch.AT_REST, SETTINGS, 500_000, 100_000))
                .isEqualTo(Demand.NONE);
    }

    @Test
    void onBatteriesWhatDoesNotLastIsShedAndWhatLastsHalfAsLongAgainComesBack() {
        // Ten minutes are needed: 50 kWh carry 300 kW for so long.
        Demand tooMuch = of(GridState.LOST, 50_000, GeneratorWatch.AT_REST, SETTINGS, 360_000);
        assertThat(tooMuch.cutW()).isCloseTo(60_000, within(1e-6));
        assertThat(tooMuch.least()).isEqualTo(LoadClass.P2);
        assertThat(tooMuch.roomW()).isZero();
        assertThat(tooMuch.why()).isEqualTo("the batteries last 8 minutes, 10 are needed");
        Demand enough = of(GridState.LOST, 50_000, GeneratorWatch.AT_REST, SETTINGS, 300_000);
        assertThat(enough.cutW()).isZero();
        assertThat(enough.roomW()).as("not half as long again").isZero();
        Demand little = of(GridState.LOST, 50_000, GeneratorWatch.AT_REST, SETTINGS, 150_000);
        assertThat(little.roomW()).isCloseTo(50_000, within(1e-6));
        assertThat(little.stepW()).isCloseTo(SETTINGS.backup().shedding().stepShare() * 150_000, within(1e-6));
    }

    @Test
    void atTheBlackStartFloorEverythingButTheLastClassGoes() {
        Demand last = of(GridState.LOST, 0, GeneratorWatch.AT_REST, SETTINGS, 10_000);
        assertThat(last.cutW()).isInfinite();
        assertThat(last.least()).isEqualTo(LoadClass.P1);
        assertThat(last.why()).isEqualTo("the batteries are down to what a black start needs");
        assertThat(of(GridState.LOST, 1, GeneratorWatch.AT_REST, SETTINGS, 0).least())
                .as("above it no more than redundant compute")
                .isEqualTo(LoadClass.P2);
    }

    @Test
    void whileTheLoadIsNotMeasuredNothingIsSwitched() {
        assertThat(of(GridState.LOST, 50_000, GeneratorWatch.AT_REST, SETTINGS, Double.NaN))
                .isEqualTo(Demand.NONE);
    }

    @Test
    void generatorsThatFellOffTakeTheLoadBackFromNothing() {
        Demand fallen = of(GridState.LOST, 50_000, GeneratorWatch.restored(Phase.WAITING, 1, true), SETTINGS, 10_000);
        assertThat(fallen.cutW()).isInfinite();
        assertThat(fallen.least()).isEqualTo(LoadClass.P2);
    }

    @Test
    void generatorsAreRelievedAboveAndLoadedBelowTheirRating() {
        GeneratorWatch onLoad = GeneratorWatch.restored(Phase.ON_LOAD, 0, true);
        assertThat(of(GridState.ON_GEN, 0, onLoad, SETTINGS, 380_000).cutW())
                .as("95 % is bearable")
                .isZero();
        assertThat(of(GridState.ON_GEN, 0, onLoad, SETTINGS, 380_001).cutW())
                .as("down to 90 %")
                .isCloseTo(20_001, within(1e-6));
        Demand room = of(GridState.QUALIFY, 0, onLoad, SETTINGS, 300_000);
        assertThat(room.roomW()).isCloseTo(60_000, within(1e-6));
        assertThat(room.stepW()).isEqualTo(SETTINGS.backup().shedding().stepShare() * 400_000);
        assertThat(LoadNeed.rated(List.of(GENSET, GENSET), SETTINGS.backup())).isEqualTo(800_000);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING,  NaN,    0,      400000, one that has not told yet is not counted",
        "STOPPED,  400000, 0,      400000, one that stands helps nobody",
        "STARTING, 400000, 0,      400000, nor one that is on its way",
        "FAULT,    400000, 0,      400000, nor one in fault",
        "COOLING,  400000, 0,      800000, one that has not stopped yet still runs",
        "UNKNOWN,  400000, 0,      800000, one that only does not answer may run",
        "STOPPED,  NaN,    600000, 300000, the rating of all together is shared out",
        "RUNNING,  NaN,    600000, 600000, both run",
    })
    void onlyGeneratorsThatMayRunCount(
            Generator.State state, double ratedW, double configuredW, double sum, String why) {
        Generator other = new Generator(31, "genset-2", state, 0, 50, ratedW);
        BackupSettings settings =
                SETTINGS.backup().withGenerators(SETTINGS.backup().generators().withRatedW(configuredW));
        assertThat(LoadNeed.rated(List.of(GENSET, other), settings)).as(why).isEqualTo(sum);
    }

    @Test
    void whereNoGeneratorTellsItsRatingThereIsNoLimit() {
        Generator mute = new Generator(31, "genset-2", Generator.State.RUNNING, 0, 50, Double.NaN);
        assertThat(LoadNeed.rated(List.of(mute), SETTINGS.backup())).isNaN();
    }

    @Test
    void onTheGridOnlyTheImportLimitShedsAndOnlyIfTheOwnerAllowsIt() {
        ControlSettings accepting = SETTINGS.withLimits(new LimitSettings(500_000, 0));
        ControlSettings shedding =
                accepting.withBackup(BackupSettings.DEFAULT.withShedding(Shedding.DEFAULT.withAtImportLimit(true)));
        Demand over = of(GridState.OK, 0, GeneratorWatch.AT_REST, shedding, 600_000, 40_000);
        assertThat(over.cutW()).isEqualTo(40_000);
        assertThat(over.least()).as("never more than training").isEqualTo(LoadClass.P3);
        assertThat(over.why()).isEqualTo("the import limit of 500 kW cannot be kept otherwise");
        assertThat(of(GridState.OK, 0, GeneratorWatch.AT_REST, accepting, 600_000, 40_000)
                        .cutW())
                .as("the excess is accepted")
                .isZero();
        assertThat(of(GridState.RECHARGE, 0, GeneratorWatch.AT_REST, shedding, 300_000, -120_000)
                        .roomW())
                .as("a tenth of the limit stays free")
                .isCloseTo(70_000, within(1e-6));
        assertThat(of(GridState.OK, 0, GeneratorWatch.AT_REST, shedding, 300_000, -30_000)
                        .roomW())
                .isZero();
        assertThat(of(GridState.OK, 0, GeneratorWatch.AT_REST, shedding, 300_000, Double.NaN)
                        .roomW())
                .as("a load that is not known leaves no room")
                .isZero();
        assertThat(of(GridState.OK, 0, GeneratorWatch.AT_REST, SETTINGS, 300_000, -1)
                        .roomW())
                .as("no limit")
                .isInfinite();
    }
}
