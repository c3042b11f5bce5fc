package io.tieline.tariff;

import java.time.LocalDate;

/**
 * When a bill begins.
 *
 * @param day the day of the month on which a billing month begins, 1 to 28
 * @param yearStart the month in which a contract year begins, 1 to 12
 */
public record BillingCalendar(int day, int yearStart) {

    /** Calendar months and years. */
    public static final BillingCalendar USUAL = new BillingCalendar(1, 1);

    public BillingCalendar {
        if (day < 1 || day > 28) {
            throw new IllegalArgumentException("billingDay: must be between 1 and 28, is " + day);
        }
        if (yearStart < 1 || yearStart > 12) {
            throw new IllegalArgumentException("yearStart: must be between 1 and 12, is " + yearStart);
        }
    }

    /** The period a date belongs to; every date belongs to exactly one of each span. */
    public Period periodOf(LocalDate date, Span span) {
        LocalDate month = date.minusDays(day - 1L).withDayOfMonth(day);
        if (span == Span.MONTH) {
            return new Period(span, month, month.plusMonths(1));
        }
        LocalDate year = month.minusMonths(Math.floorMod(month.getMonthValue() - yearStart, 12));
        return new Period(span, year, year.plusYears(1));
    }
}
