package io.tieline.control.demand;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.tariff.BillingCalendar;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which days a peak of today is paid for together with. */
class BillingDayTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest(name = "{0} at {1}: {2} days are left of the period of month {3}, {4} days back resemble them")
    @CsvSource({
        "MONTHLY, 2026-11-01T00:00, 30, 2026-11, 31",
        "MONTHLY, 2026-11-30T23:59, 1, 2026-11, 31",
        "MONTHLY, 2026-12-31T12:00, 1, 2026-12, 31",
        "MONTHLY, 2028-02-01T12:00, 29, 2028-02, 31",
        "FIXED, 2026-01-31T12:00, 1, 2026-01, 31",
        "ANNUAL, 2026-01-01T00:00, 365, 2026-01, 366",
        "ANNUAL, 2028-01-01T00:00, 366, 2028-01, 366",
        "ANNUAL, 2026-12-31T23:59, 1, 2026-01, 366",
        "TRAILING_12, 2026-12-31T23:59, 366, 2026-12, 366"
    })
    void aPeakIsPaidToTheEndOfItsPeriod(Objective objective, LocalDateTime local, int left, String month, int back) {
        check(objective, BillingCalendar.USUAL, local, left, month, back);
    }

    @ParameterizedTest(name = "{0} at {1}, read on the {2}th, years from month {3}: {4} days are left of {5}")
    @CsvSource({
        "MONTHLY, 2026-11-14T23:59, 15, 1, 1, 2026-10, 31",
        "MONTHLY, 2026-11-15T00:00, 15, 1, 30, 2026-11, 31",
        "MONTHLY, 2028-03-10T12:00, 28, 1, 18, 2028-02, 31",
        "TRAILING_12, 2026-12-31T12:00, 10, 4, 366, 2026-12, 366",
        "TRAILING_12, 2027-01-09T12:00, 10, 4, 366, 2026-12, 366",
        "ANNUAL, 2027-03-31T12:00, 1, 4, 1, 2026-04, 366",
        "ANNUAL, 2027-04-01T00:00, 1, 4, 366, 2027-04, 366",
    })
    void thePeriodIsThatOfTheContract(
            Objective objective, LocalDateTime local, int day, int yearStart, int left, String month, int back) {
        check(objective, new BillingCalendar(day, yearStart), local, left, month, back);
    }

    private static void check(
            Objective objective, BillingCalendar calendar, LocalDateTime local, int left, String month, int back) {
        long utc = local.atZone(BERLIN).toInstant().toEpochMilli();
        BillingDay day = BillingDay.of(objective, calendar, utc, BERLIN);
        String[] parts = month.split("-");
        assertThat(day.daysLeft()).isEqualTo(left);
        assertThat(day.period()).isEqualTo(Integer.parseInt(parts[0]) * 12 + Integer.parseInt(parts[1]) - 1);
        assertThat(day.day()).isEqualTo(local.toLocalDate().toEpochDay());
        assertThat(day.lookBackDays()).isEqualTo(back);
    }
}
