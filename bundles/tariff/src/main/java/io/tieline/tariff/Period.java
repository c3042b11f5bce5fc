package io.tieline.tariff;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * One billing month or contract year.
 *
 * @param from its first day
 * @param until the first day after it
 */
public record Period(Span span, LocalDate from, LocalDate until) implements Comparable<Period> {

    /** Months since year 0, of the first day: the period a month later has a number one higher. */
    public int month() {
        return monthOf(from);
    }

    public static int monthOf(LocalDate date) {
        return date.getYear() * 12 + date.getMonthValue() - 1;
    }

    public long days() {
        return ChronoUnit.DAYS.between(from, until);
    }

    public boolean holds(LocalDate date) {
        return !date.isBefore(from) && date.isBefore(until);
    }

    /** By first day; a year stands behind the month it begins with. */
    @Override
    public int compareTo(Period other) {
        int byDay = from.compareTo(other.from);
        return byDay != 0 ? byDay : span.compareTo(other.span);
    }

    /** {@code 2018-07}, {@code 2018-07-10 … 2018-08-09} or {@code year from 2018-04}. */
    @Override
    public String toString() {
        if (span == Span.YEAR) {
            return "year from " + (from.getDayOfMonth() == 1 ? from.toString().substring(0, 7) : from.toString());
        }
        return from.getDayOfMonth() == 1 ? from.toString().substring(0, 7) : from + " … " + until.minusDays(1);
    }
}
