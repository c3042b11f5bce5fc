package io.tieline.control.demand;

import io.tieline.control.settings.ShavingSettings.Objective;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A day as the tariff sees it.
 *
 * @param period number of the billing period: months since year 0, for an annual peak those up to its January
 * @param day days since 1970 on the site's calendar
 * @param daysLeft for how many days, this one included, a peak of today would be paid for together with theirs
 * @param lookBackDays how many past days resemble those
 */
record BillingDay(int period, long day, int daysLeft, int lookBackDays) {

    static final int MONTH = 31;
    private static final int YEAR = 366;

    static BillingDay of(Objective objective, long utcMillis, ZoneId zone) {
        LocalDate date = Instant.ofEpochMilli(utcMillis).atZone(zone).toLocalDate();
        int month = date.getYear() * 12 + date.getMonthValue() - 1;
        return switch (objective) {
            case MONTHLY, FIXED ->
                new BillingDay(month, date.toEpochDay(), date.lengthOfMonth() - date.getDayOfMonth() + 1, MONTH);
            case TRAILING_12 -> new BillingDay(month, date.toEpochDay(), YEAR, YEAR);
            case ANNUAL ->
                new BillingDay(
                        date.getYear() * 12, date.toEpochDay(), date.lengthOfYear() - date.getDayOfYear() + 1, YEAR);
        };
    }
}
