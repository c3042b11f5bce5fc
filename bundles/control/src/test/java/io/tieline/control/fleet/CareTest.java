package io.tieline.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.chemistry.Chemistry;
import io.tieline.chemistry.ChemistryLibrary;
import io.tieline.control.settings.StorageSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Cabinet.Condition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CareTest {

    private static final Chemistry LFP = ChemistryLibrary.find("lfp").orElseThrow();
    private static final Chemistry ZINC =
            ChemistryLibrary.find("zinc-bromine-flow").orElseThrow();
    private static final Chemistry SODIUM = ChemistryLibrary.find("sodium-ion").orElseThrow();

    private static Cabinet at(double soc, double powerW) {
        return at(soc, powerW, 25);
    }

    private static Cabinet at(double soc, double powerW, double celsius) {
        return new Cabinet(0, "cab", "", soc, 100_000, 50_000, 50_000, 50_000, powerW, 0, false, Condition.at(celsius));
    }

    private static Care anchored() {
        return Care.NEW.next(at(100, 0), LFP, 600);
    }

    @Test
    void theErrorIsTheWorstUntilTheFirstAnchorAndGrowsFromThere() {
        assertThat(Care.NEW.errorPercent(LFP.calibration())).isEqualTo(15);
        Care full = Care.NEW.next(at(100, 0), LFP, 599);
        assertThat(full.errorPercent(LFP.calibration()))
                .as("not long enough at rest")
                .isEqualTo(15);
        full = full.next(at(100, 0), LFP, 1);
        assertThat(full.errorPercent(LFP.calibration())).isEqualTo(1);
        // 50 kW for 4 h through 100 kWh is one equivalent full cycle, both ways counted.
        Care worn = full.next(at(60, 50_000), LFP, 2 * 3600).next(at(60, -50_000), LFP, 2 * 3600);
        assertThat(worn.anchor().cycles()).isCloseTo(1, within(1e-9));
        assertThat(worn.errorPercent(LFP.calibration())).isCloseTo(1 + 0.3 + 0.1 * 4 / 24, within(1e-9));
        Care old = full.next(at(60, 0), LFP, 30 * 86_400);
        assertThat(old.errorPercent(LFP.calibration())).isCloseTo(4, within(1e-9));
    }

    @Test
    void everyChemistryHasItsOwnAnchors() {
        assertThat(Care.NEW.next(at(50, 0), LFP, 36_000).anchor()).isEqualTo(Since.NEVER);
        assertThat(Care.NEW.next(at(50, 0), SODIUM, 36_000).anchor()).isEqualTo(Since.NOW);
        assertThat(Care.NEW.next(at(50, 20_000), SODIUM, 36_000).anchor()).isEqualTo(Since.NEVER);
        assertThat(Care.NEW.next(at(0.5, 0), ZINC, 36_000).anchor()).isEqualTo(Since.NOW);
        assertThat(Care.NEW.next(at(100, 0), ZINC, 36_000).anchor()).isEqualTo(Since.NEVER);
    }

    @Test
    void aCabinetThatWasTooHotWaitsUntilItIsFiveDegreesCooler() {
        Care hot = Care.NEW.next(at(50, 0, 55.1), LFP, 1);
        assertThat(hot.hot()).isTrue();
        assertThat(hot.next(at(50, 0, 50.5), LFP, 1).hot()).isTrue();
        assertThat(hot.next(at(50, 0, Double.NaN), LFP, 1).hot())
                .as("a silent sensor cools nothing")
                .isTrue();
        assertThat(hot.next(at(50, 0, 49.5), LFP, 1).hot()).isFalse();
        assertThat(Care.NEW.next(at(50, 0, 54), LFP, 1).hot()).isFalse();
        assertThat(Care.NEW.next(at(50, 0, 5), ZINC, 1).hot())
                .as("too cold is not too hot")
                .isFalse();
    }

    @Test
    void theTemperatureRiseIsThatOfAWholeMinute() {
        Care care = Care.NEW.next(at(50, 0, 25), LFP, 1);
        for (int i = 1; i <= 60; i++) {
            care = care.next(at(50, 0, 25 + i / 20.0), LFP, 1);
        }
        assertThat(care.warmth().perMinute()).isCloseTo(3, within(0.06));
        assertThat(Care.NEW
                        .next(at(50, 0, 25), LFP, 1)
                        .next(at(50, 0, 26), LFP, 1)
                        .warmth()
                        .perMinute())
                .as("a step of the sensor")
                .isZero();
    }

    @Test
    void maintenanceIsDoneOnceItHasStoodForItsTime() {
        Care due = Care.NEW.next(at(40, 0), ZINC, 1);
        assertThat(due.upkeep().get(0).seconds()).as("unknown: half due").isEqualTo(36 * 3600.0);
        Care going = due.begin(0).next(at(20, 30_000), ZINC, 3600);
        assertThat(going.job()).isEqualTo(new Care.Job(0, false, 0));
        Care there = going.next(at(0.9, 30_000), ZINC, 60);
        assertThat(there.job()).isEqualTo(new Care.Job(0, true, 0));
        there = there.next(at(3, 0), ZINC, 3 * 3600 - 1);
        assertThat(there.job().runs()).as("its state of charge may wander").isTrue();
        there = there.next(at(3, 0), ZINC, 1);
        assertThat(there.job()).isEqualTo(Care.Job.NONE);
        assertThat(there.upkeep().get(0)).isEqualTo(Since.NOW);
    }

    @Test
    void onlyWhatHasNotArrivedIsGivenUp() {
        Care going = Care.NEW.next(at(40, 0), ZINC, 1).begin(0);
        assertThat(going.abandon().job()).isEqualTo(Care.Job.NONE);
        Care there = going.next(at(0, 0), ZINC, 1);
        assertThat(there.abandon()).isEqualTo(there);
    }

    @Test
    void anOutageGivesUpWhateverHasNotArrived() {
        List<Cabinet> cabinets = List.of(at(40, 0), at(0.5, 0), at(60, 0));
        StorageSettings storage = StorageSettings.all(3, ZINC);
        CareBook quiet = CareBook.EMPTY.next(cabinets, storage, 1, 1_000);
        assertThat(quiet.abandonAll()).as("there is nothing to give up").isSameAs(quiet);
        CareBook going = quiet.with(0, quiet.of(0).begin(0))
                .with(1, quiet.of(1).begin(0))
                .next(cabinets, storage, 1, 2_000);
        CareBook left = going.abandonAll();
        assertThat(left.of(0).job()).isEqualTo(Care.Job.NONE);
        assertThat(left.of(1).job()).as("it has arrived and stands").isEqualTo(new Care.Job(0, true, 0));
        assertThat(left.of(0).upkeep())
                .as("it is as overdue as before")
                .isEqualTo(going.of(0).upkeep());
        assertThat(left.of(2)).isEqualTo(going.of(2));
    }

    @Test
    void aCabinetThatWasExchangedForAnotherBeginsAnew() {
        StorageSettings storage = StorageSettings.all(1, LFP);
        CareBook book = CareBook.EMPTY.next(List.of(at(100, 0)), storage, 600, 1_000);
        assertThat(book.of(0).anchor()).isEqualTo(Since.NOW);
        Cabinet other = new Cabinet(0, "other", "", 60, 100_000, 50_000, 50_000, 50_000, 0, 0, false, Condition.at(25));
        assertThat(book.next(List.of(other), storage, 1, 2_000).of(0).anchor()).isEqualTo(Since.NEVER);
    }

    @Test
    void whatIsRememberedSurvivesARestartAndTheTimeAway() {
        StorageSettings storage = StorageSettings.all(2, LFP);
        List<Cabinet> cabinets = List.of(
                new Cabinet(0, "a", "", 100, 100_000, 50_000, 50_000, 50_000, 0, 0, false, Condition.at(56)),
                new Cabinet(1, "b.c", "", 3, 100_000, 50_000, 50_000, 50_000, 9_000, 0, false, Condition.at(25)));
        CareBook book = CareBook.EMPTY.next(cabinets, storage, 0, 1_000_000).next(cabinets, storage, 700, 1_700_000);
        book = book.with(1, book.of(1).begin(0));
        Map<String, Object> saved = new HashMap<>();
        book.toMap(saved);
        CareBook again = CareBook.fromMap(saved);
        Map<String, Object> once = new HashMap<>();
        again.toMap(once);
        assertThat(once).isEqualTo(saved);
        CareBook later = again.next(List.of(cabinets.get(1), cabinets.get(0)), storage, 0, 5_300_000);
        assertThat(later.of(0).job()).isEqualTo(new Care.Job(0, false, 0));
        assertThat(later.of(0).anchor()).isEqualTo(Since.NEVER);
        assertThat(later.of(0).lowSeconds()).isEqualTo(700);
        assertThat(later.of(0).upkeep().get(0).seconds())
                .isEqualTo(book.of(1).upkeep().get(0).seconds() + 3600);
        assertThat(later.of(1).anchor().seconds()).isEqualTo(3600);
        assertThat(later.of(1).hot()).isTrue();
        assertThat(later.of(1).full()).isTrue();
    }

    @Test
    void aChangedSiteKeepsWhatIsKnownOfTheCabinetsThatStay() {
        CareBook book = CareBook.EMPTY;
        Cabinet a = new Cabinet(0, "a", "", 100, 100_000, 50_000, 1, 1, 0, 0, false, Condition.at(25));
        Cabinet b = new Cabinet(1, "b", "", 50, 100_000, 50_000, 1, 1, 0, 0, false, Condition.at(25));
        book = book.next(List.of(a), StorageSettings.all(2, LFP), 0, 1)
                .next(List.of(a), StorageSettings.all(2, LFP), 600, 2);
        assertThat(book.of(0).anchor()).isEqualTo(Since.NOW);
        book = book.next(List.of(b, a), StorageSettings.all(2, LFP), 10, 3);
        assertThat(book.of(0).anchor()).isEqualTo(Since.NEVER);
        assertThat(book.of(1).anchor().seconds()).isLessThan(11);
    }

    @Test
    void nonsenseInTheMemoryIsForgotten() {
        CareBook book = CareBook.fromMap(
                Map.of("care.a.job", 7.0, "care.a.anchor_s", -3.0, "care.a.upkeep.0.s", "x", "care.saved", Double.NaN));
        Care care = book.next(
                        List.of(new Cabinet(0, "a", "", 50, 1, 1, 1, 1, 0, 0, false, Condition.UNKNOWN)),
                        StorageSettings.UNSPECIFIED,
                        0,
                        1)
                .of(0);
        assertThat(care.anchor()).isEqualTo(Since.NEVER);
        assertThat(care.job()).isEqualTo(Care.Job.NONE);
    }

    @Test
    void timeAtALowStateOfChargeIsCounted() {
        Care low = anchored().next(at(4, 9_000), LFP, 100).next(at(4, 0), LFP, 50);
        assertThat(low.lowSeconds()).isEqualTo(150);
        assertThat(low.next(at(6, 0), LFP, 1).lowSeconds()).isZero();
    }
}
