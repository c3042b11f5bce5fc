package io.tieline.control.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Site;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.control.settings.TariffHours;
import io.tieline.control.target.LoadHistory;
import io.tieline.control.target.Storage;
import io.tieline.tariff.BillingCalendar;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetRatchetTest {

    private static final ShavingSettings AUTO = ShavingSettings.AUTO;

    private static final Storage FULL = new Storage(100, 100, 1, 0.5);

    private static TargetRatchet started(double target, double ceiling) {
        return new TargetRatchet(target, 24_322, 0, 0, ceiling, 0, EarlierPeaks.NONE, LoadHistory.NONE);
    }

    private static DemandWindow.Closed window(double mean, double uncontrolled, double measured) {
        return new DemandWindow.Closed(Site.START, mean, uncontrolled, measured);
    }

    @ParameterizedTest(name = "target {0}, ceiling {1}: window {2}, uncontrolled {3}, measured {4} -> {5}, {6}")
    @CsvSource({
        "NaN,   0, 500, 500, 1.0, 500, 500",
        "450, 500, 440, 440, 1.0, 450, 500",
        "450, 500, 460, 520, 1.0, 460, 520",
        "450, 500, 450, 600, 1.0, 450, 600",
        "450, 500, 480, 480, 0.4, 450, 500",
        "450, 500, 480, 550, 0.8, 480, 500",
        "NaN,   0, 500, 500, 0.4, NaN,   0"
    })
    void aWindowMovesTheTargetUpOnly(
            double target, double ceiling, double mean, double raw, double measured, double next, double nextCeiling) {
        TargetRatchet after =
                started(target, ceiling).closed(AUTO, window(mean, raw, measured), 20_000, FULL, Site.START);
        assertThat(after.targetW()).isEqualTo(Double.valueOf(next));
        assertThat(after.highestUncontrolledW()).isEqualTo(nextCeiling);
    }

    @Test
    void aNewMonthOfTheSiteStartsBelowTheLastTargetAndChargesOnlyBelowWhatWasSeen() {
        ZoneId osaka = ZoneId.of("Asia/Tokyo");
        long lastMinute = Instant.parse("2026-11-30T14:59:00Z").toEpochMilli();
        int november = BillingDay.of(Objective.MONTHLY, BillingCalendar.USUAL, lastMinute, osaka)
                .period();
        int december = BillingDay.of(Objective.MONTHLY, BillingCalendar.USUAL, lastMinute + 60_000, osaka)
                .period();
        assertThat(december).isEqualTo(november + 1);
        TargetRatchet old = new TargetRatchet(1000, november, 0, 980, 1100, 0, EarlierPeaks.NONE, LoadHistory.NONE);
        TargetRatchet next = old.enter(AUTO, december, lastMinute + 60_000);
        assertThat(next.targetW()).isCloseTo(900, within(1e-9));
        assertThat(next.chargeCeilingW(AUTO)).isZero();
        assertThat(next.enter(AUTO, november, lastMinute))
                .as("a clock stepped back")
                .isSameAs(next);
    }

    @Test
    void whatIsPaidForInAnyCaseIsNeverSaved() {
        var contract = new ShavingSettings(true, 0, 0.9, 700);
        TargetRatchet ratchet = TargetRatchet.NONE.enter(contract, 24_322, Site.START);
        ratchet = ratchet.closed(contract, window(300, 300, 1), 20_000, FULL, Site.START);
        assertThat(ratchet.targetW()).isEqualTo(700);
        assertThat(ratchet.chargeCeilingW(contract)).isEqualTo(700);
    }

    /** A month of days of 900 W, less what the battery takes off, and once a week of 1000 W. */
    private static LoadHistory month() {
        LoadHistory history = LoadHistory.NONE;
        for (int day = 0; day <= 31; day++) {
            for (int window = 0; window < 48; window++) {
                history = history.with(20_000 + day, day % 7 == 3 ? 1000 : 900, FULL);
            }
        }
        return history;
    }

    private static TargetRatchet learned(double highestW) {
        return new TargetRatchet(500, 24_322, 0, highestW, 1200, 0, EarlierPeaks.NONE, month());
    }

    @Test
    void theTargetIsWhatTheHardestOfTheRemainingDaysWillProbablyNeed() {
        TargetRatchet start = learned(0).aimed(AUTO, new BillingDay(24_322, 20_032, 31, 31), FULL);
        TargetRatchet end = learned(0).aimed(AUTO, new BillingDay(24_322, 20_062, 1, 31), FULL);
        assertThat(start.targetW()).as("a hard day will come again").isCloseTo(1000 - 100 / 24.0 + 4, within(1e-6));
        assertThat(end.targetW())
                .as("one day is left, and it is rarely that one")
                .isCloseTo(900 - 100 / 24.0 + 4, within(1e-6));
    }

    @Test
    void whatIsIncurredIsNeverSaved() {
        TargetRatchet aimed = learned(1150).aimed(AUTO, new BillingDay(24_322, 20_062, 1, 31), FULL);
        assertThat(aimed.targetW()).isEqualTo(1150);
    }

    @Test
    void aTargetSomebodyEnteredStandsUntilAWeekIsKnown() {
        var entered = new ShavingSettings(true, 700, 0.9, 0);
        LoadHistory days = LoadHistory.NONE;
        for (int window = 0; window < 48 * 5; window++) {
            days = days.with(20_000 + window / 48, 900, FULL);
        }
        TargetRatchet few = new TargetRatchet(700, 24_322, 0, 0, 0, 0, EarlierPeaks.NONE, days);
        BillingDay today = new BillingDay(24_322, 20_005, 20, 31);
        assertThat(few.aimed(entered, today, FULL).targetW()).isEqualTo(700);
        assertThat(few.aimed(AUTO, today, FULL).targetW()).isNotEqualTo(700);
        TargetRatchet many = learned(0).aimed(entered, new BillingDay(24_322, 20_032, 31, 31), FULL);
        assertThat(many.targetW()).isCloseTo(1000 - 100 / 24.0 + 4, within(1e-6));
        var fixed = ShavingSettings.fixed(700);
        assertThat(learned(0).aimed(fixed, today, FULL).targetW()).isEqualTo(500);
    }

    @Test
    void aTariffWithAMemoryBillsThePeaksOfElevenMonths() {
        var trailing = new ShavingSettings(true, Objective.TRAILING_12, 0, 0.9, 0);
        TargetRatchet ratchet = new TargetRatchet(900, 24_322, 0, 1400, 1500, 0, EarlierPeaks.NONE, month());
        for (int month = 1; month <= 11; month++) {
            ratchet = ratchet.enter(trailing, 24_322 + month, 0)
                    .aimed(trailing, new BillingDay(24_322 + month, 20_032, 366, 366), FULL);
            assertThat(ratchet.targetW()).as("month " + month).isEqualTo(1400);
            assertThat(ratchet.chargeCeilingW(trailing)).isEqualTo(1400);
        }
        ratchet = ratchet.enter(trailing, 24_322 + 12, 0)
                .aimed(trailing, new BillingDay(24_322 + 12, 20_032, 366, 366), FULL);
        assertThat(ratchet.targetW()).isCloseTo(1000 - 100 / 24.0 + 4, within(1e-6));
    }

    /** A tariff that bills 80 % of the highest of the eleven months before, of some windows only. */
    private static ShavingSettings ratchet(boolean remembered) {
        return new ShavingSettings(true, Objective.TRAILING_12, 0, 0.9, 0, new TariffHours() {
            @Override
            public boolean counts(long windowStartUtcMillis) {
                return true;
            }

            @Override
            public boolean remembers(long windowStartUtcMillis) {
                return remembered;
            }

            @Override
            public double carriedShare() {
                return 0.8;
            }
        });
    }

    private static TargetRatchet closed(TargetRatchet before, boolean remembered, double meanW) {
        return before.closed(ratchet(remembered), window(meanW, meanW, 1), 20_000, FULL, Site.START);
    }

    @Test
    void ofARatchetOnlyItsShareIsPaidForLater() {
        TargetRatchet next = closed(started(900, 0), true, 1400).enter(ratchet(true), 24_323, 0);
        assertThat(next.harmlessW(ratchet(true))).isCloseTo(1120, within(1e-9));
        assertThat(next.enter(ratchet(true), 24_333, 0).harmlessW(ratchet(true)))
                .as("eleven months later")
                .isCloseTo(1120, within(1e-9));
        assertThat(next.enter(ratchet(true), 24_334, 0).harmlessW(ratchet(true)))
                .isZero();
    }

    @Test
    void whatTheTariffDoesNotRememberIsBilledInItsOwnMonthOnly() {
        TargetRatchet summer = closed(closed(closed(started(900, 0), true, 1000), false, 1400), true, 1100);
        assertThat(summer.targetW()).as("this month bills it").isEqualTo(1400);
        TargetRatchet next = summer.enter(ratchet(true), 24_323, 0);
        assertThat(next.harmlessW(ratchet(true))).isCloseTo(880, within(1e-9));
        TargetRatchet winter = closed(next, false, 1300).enter(ratchet(true), 24_324, 0);
        assertThat(winter.harmlessW(ratchet(true))).isCloseTo(880, within(1e-9));
        TargetRatchet hotter = closed(winter, true, 1200).enter(ratchet(true), 24_325, 0);
        assertThat(hotter.harmlessW(ratchet(true))).isCloseTo(960, within(1e-9));
        assertThat(hotter.enter(ratchet(true), 24_340, 0).harmlessW(ratchet(true)))
                .as("all is forgotten")
                .isZero();
    }

    @ParameterizedTest(name = "{0} on {1}: {2} days left")
    @CsvSource({
        "MONTHLY,     2024-02-01, 29",
        "MONTHLY,     2024-02-29, 1",
        "ANNUAL,      2024-01-01, 366",
        "ANNUAL,      2023-12-31, 1",
        "TRAILING_12, 2024-02-29, 366"
    })
    void aPeakIsPaidForUntilThePeriodEnds(Objective objective, String date, int left) {
        long noon = Instant.parse(date + "T03:00:00Z").toEpochMilli();
        assertThat(BillingDay.of(objective, BillingCalendar.USUAL, noon, ZoneId.of("Asia/Tokyo"))
                        .daysLeft())
                .isEqualTo(left);
    }
}
