package io.tieline.control.demand;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Site;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.control.settings.TariffHours;
import io.tieline.control.target.LoadHistory;
import io.tieline.control.target.Storage;
import io.tieline.tariff.BillingCalendar;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a contract says beside its prices: whether the site's own peak is billed, and when its month begins. */
class ContractTest {

    private static final Storage FULL = new Storage(100, 100, 1, 0.5);

    private static ControlSettings settings(boolean ownPeak, BillingCalendar billing) {
        TariffHours hours = new TariffHours() {
            @Override
            public boolean counts(long windowStartUtcMillis) {
                return ownPeak;
            }

            @Override
            public boolean billsOwnPeak() {
                return ownPeak;
            }

            @Override
            public BillingCalendar billing() {
                return billing;
            }
        };
        return ControlSettings.defaults(Site.UTC)
                .withShaving(new ShavingSettings(true, Objective.MONTHLY, 0, 1, 0, hours));
    }

    private static TargetRatchet next(TargetRatchet before, ControlSettings settings, String at) {
        long utc = Instant.parse(at).toEpochMilli();
        return before.next(settings, DemandWindow.NONE.advance(settings.window(), utc, 1, 500_000, 0), FULL, utc);
    }

    @Test
    void whereTheOwnPeakIsNotBilledNothingIsAimedAtAndWhatWasLearntStays() {
        EarlierPeaks earlier = EarlierPeaks.NONE.after(700_000, 1);
        LoadHistory history = LoadHistory.NONE.with(20_000, 500_000, FULL);
        TargetRatchet before = new TargetRatchet(600_000, 24_322, 5, 650_000, 640_000, 9, earlier, history);
        TargetRatchet aimless = next(before, settings(false, BillingCalendar.USUAL), "2026-11-22T14:00:00Z");
        assertThat(aimless.targetW()).isNaN();
        assertThat(aimless.highestW()).as("another tariff bills none of it").isZero();
        assertThat(aimless.highestUncontrolledW()).isZero();
        assertThat(aimless.raisedUtcMillis()).isZero();
        assertThat(aimless.earlier()).isSameAs(earlier);
        assertThat(aimless.history()).isSameAs(history);
        assertThat(next(aimless, settings(false, BillingCalendar.USUAL), "2026-11-22T14:00:01Z"))
                .isSameAs(aimless);
    }

    @ParameterizedTest(name = "from day {0} on: {1} is in the month that began in {2}")
    @CsvSource({
        "15, 2026-11-14T23:59:00Z, 10",
        "15, 2026-11-15T00:00:00Z, 11",
        "1, 2026-11-14T23:59:00Z, 11",
        "1, 2026-12-01T00:00:00Z, 12"
    })
    void theMonthIsThatOfTheContract(int day, String at, int month) {
        TargetRatchet entered = next(TargetRatchet.NONE, settings(true, new BillingCalendar(day, 1)), at);
        assertThat(entered.period()).isEqualTo(2026 * 12 + month - 1);
    }
}
