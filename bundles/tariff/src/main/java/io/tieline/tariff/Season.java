package io.tieline.tariff;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;

/** A part of the year. */
public record Season(List<Range> ranges) {

    public static final Season WHOLE_YEAR = new Season(List.of(new Range(MonthDay.of(1, 1), MonthDay.of(12, 31))));

    /** A year that has every day there is. */
    private static final LocalDate LEAP_YEAR = LocalDate.of(2000, 1, 1);

    public Season {
        ranges = List.copyOf(ranges);
    }

    /**
     * @param from its first day
     * @param to its last day; earlier than the first: over the turn of the year
     */
    public record Range(MonthDay from, MonthDay to) {

        boolean holds(MonthDay day) {
            boolean afterStart = !day.isBefore(from);
            boolean beforeEnd = !day.isAfter(to);
            return from.isAfter(to) ? afterStart || beforeEnd : afterStart && beforeEnd;
        }
    }

    boolean holds(MonthDay day) {
        for (Range range : ranges) {
            if (range.holds(day)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is a day that belongs to both. */
    public boolean meets(Season other) {
        return LEAP_YEAR
                .datesUntil(LEAP_YEAR.plusYears(1))
                .map(MonthDay::from)
                .anyMatch(day -> holds(day) && other.holds(day));
    }

    boolean touches(int month) {
        LocalDate first = LEAP_YEAR.withMonth(month);
        return first.datesUntil(first.plusMonths(1)).map(MonthDay::from).anyMatch(this::holds);
    }
}
