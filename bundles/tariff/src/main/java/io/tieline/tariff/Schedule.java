package io.tieline.tariff;

import java.time.LocalDateTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Time bands that do not overlap: every window belongs to one of them or to none.
 *
 * @param rest the band of all time no rule names; null: that time belongs to none
 */
public record Schedule(String name, List<Rule> rules, @Nullable String rest, Holidays holidays) {

    public Schedule {
        rules = List.copyOf(rules);
    }

    /**
     * When a band holds.
     *
     * @param hours of one date
     */
    public record Rule(String band, Season season, Set<DayClass> days, List<Hours> hours) {

        public Rule {
            days = Set.copyOf(days);
            hours = List.copyOf(hours);
        }

        boolean holds(MonthDay day, DayClass dayClass, int minute) {
            if (!days.contains(dayClass) || !season.holds(day)) {
                return false;
            }
            for (Hours range : hours) {
                if (minute >= range.fromMinute() && minute < range.untilMinute()) {
                    return true;
                }
            }
            return false;
        }

        /** Whether there is a moment at which both hold. */
        public boolean meets(Rule other) {
            boolean sameDay = days.stream().anyMatch(other.days::contains);
            boolean sameHour =
                    hours.stream().anyMatch(mine -> other.hours.stream().anyMatch(mine::meets));
            return sameDay && sameHour && season.meets(other.season);
        }
    }

    /**
     * @param fromMinute of the day
     * @param untilMinute of the day, later than the first, 1440 at most
     */
    public record Hours(int fromMinute, int untilMinute) {

        public static final Hours WHOLE_DAY = new Hours(0, 1440);

        public boolean meets(Hours other) {
            return fromMinute < other.untilMinute && other.fromMinute < untilMinute;
        }
    }

    /** The band of a moment on the tariff's clock. */
    @Nullable
    String at(LocalDateTime time) {
        MonthDay day = MonthDay.from(time);
        DayClass dayClass = holidays.classOf(time.toLocalDate());
        int minute = time.getHour() * 60 + time.getMinute();
        for (Rule rule : rules) {
            if (rule.holds(day, dayClass, minute)) {
                return rule.band();
            }
        }
        return rest;
    }

    /** The names of all bands. */
    public List<String> bands() {
        List<String> names =
                new ArrayList<>(rules.stream().map(Rule::band).distinct().toList());
        if (rest != null) {
            names.add(rest);
        }
        return names;
    }

    /** Whether a band can hold in a month; the rest is taken to be in every month. */
    boolean touches(String band, int month) {
        return band.equals(rest)
                || rules.stream()
                        .anyMatch(rule ->
                                rule.band().equals(band) && rule.season().touches(month));
    }
}
