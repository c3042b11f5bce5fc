package io.tieline.tariff;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;
import java.util.TreeSet;

/**
 * The dates on which a tariff goes by its holiday rules.
 *
 * @param calendar its name, empty if the tariff has none
 * @param dates single dates
 * @param everyYear days that come every year
 */
public record Holidays(String calendar, Set<LocalDate> dates, Set<MonthDay> everyYear) {

    public static final Holidays NONE = new Holidays("", Set.of(), Set.of());

    public Holidays {
        dates = Set.copyOf(dates);
        everyYear = Set.copyOf(everyYear);
    }

    DayClass classOf(LocalDate date) {
        return dates.contains(date) || everyYear.contains(MonthDay.from(date))
                ? DayClass.HOLIDAY
                : DayClass.of(date.getDayOfWeek());
    }

    /** Whether the single dates reach as far as a year; without any there is nothing that could be missing. */
    public boolean covers(int year) {
        if (dates.isEmpty()) {
            return true;
        }
        TreeSet<LocalDate> sorted = new TreeSet<>(dates);
        return year >= sorted.first().getYear() && year <= sorted.last().getYear();
    }
}
