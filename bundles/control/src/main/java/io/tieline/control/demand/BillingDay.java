package io.tieline.control.demand;

import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.tariff.BillingCalendar;
import io.tieline.tariff.Period;
import io.tieline.tariff.Span;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * A day as the tariff sees it.
 *
 * @param period number of the billing period: months since year 0, of its first day
 * @param day days since 1970 on the site's calendar
 * @param daysLeft for how many days, this one included, a peak of today would be paid for together with theirs
 * @param lookBackDays how many past days resemble those
 */
record BillingDay(int period, long day, int daysLeft, int lookBackDays) {

    static final int MONTH = 31;
    private static final int YEAR = 366;

    static BillingDay of(Objective objective, BillingCalendar calendar, long utcMillis, ZoneId zone) {
        LocalDate date = Instant.ofEpochMilli(utcMillis).atZone(zone).toLocalDate();
        Period paid = calendar.periodOf(date, objective == Objective.ANNUAL ? Span.YEAR : Span.MONTH);
        int number = paid.from().getYear() * 12 + paid.from().getMonthValue() - 1;
        int left = (int) ChronoUnit.DAYS.between(date, paid.until());
        return switch (objective) {
            case MONTHLY, FIXED -> new BillingDay(number, date.toEpochDay(), left, MONTH);
            case TRAILING_12 -> new BillingDay(number, date.toEpochDay(), YEAR, YEAR);
            case ANNUAL -> new BillingDay(number, date.toEpochDay(), left, YEAR);
        };
    }
}
