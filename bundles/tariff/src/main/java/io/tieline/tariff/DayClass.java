package io.tieline.tariff;

import java.time.DayOfWeek;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a date is for a tariff: its day of the week, or a holiday, whatever day of the week that is. */
public enum DayClass {
    MON("mon"),
    TUE("tue"),
    WED("wed"),
    THU("thu"),
    FRI("fri"),
    SAT("sat"),
    SUN("sun"),
    HOLIDAY("holiday");

    public static final Set<DayClass> ALL = Set.copyOf(EnumSet.allOf(DayClass.class));
    public static final List<String> WORDS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun", "workday", "weekend", "holiday", "all");

    private final String word;

    DayClass(String word) {
        this.word = word;
    }

    static DayClass of(DayOfWeek day) {
        return valueOf(day.name().substring(0, 3));
    }

    /** The days a word of a tariff file means. */
    public static Optional<Set<DayClass>> named(String word) {
        return switch (word) {
            case "all" -> Optional.of(ALL);
            case "workday" -> Optional.of(EnumSet.range(MON, FRI));
            case "weekend" -> Optional.of(EnumSet.of(SAT, SUN));
            default ->
                Stream.of(values())
                        .filter(day -> day.word.equals(word))
                        .findFirst()
                        .map(EnumSet::of);
        };
    }
}
