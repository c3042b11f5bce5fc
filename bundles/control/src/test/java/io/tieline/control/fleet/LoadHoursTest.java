package io.tieline.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.Site;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a site is quiet enough for what takes hours. */
class LoadHoursTest {

    private static final long HOUR = 3_600_000;
    /** Midnight at UTC; nine in the morning in Seoul. */
    private static final long MIDNIGHT = Site.START - 14 * HOUR;

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static LoadHours day(IntToDoubleFunction watts) {
        LoadHours hours = LoadHours.NONE;
        for (int hour = 0; hour < 24; hour++) {
            hours = hours.next(watts.applyAsDouble(hour), 3_600, MIDNIGHT + hour * HOUR, Site.UTC);
        }
        return hours;
    }

    private static boolean quiet(LoadHours hours, int hour, double seconds) {
        return hours.isQuiet(MIDNIGHT + hour * HOUR, Site.UTC, seconds);
    }

    private static double mean(LoadHours hours, int hour) {
        Map<String, Object> map = new HashMap<>();
        hours.toMap(map);
        return (double) Objects.requireNonNull(map.get("load.hour." + hour));
    }

    @ParameterizedTest(name = "at {0} o''clock: quiet {1}")
    @CsvSource({"0, true", "5, true", "6, false", "19, false", "20, true", "23, true"})
    void whileADayIsNotKnownTheNightIsQuiet(int hour, boolean quiet) {
        assertThat(quiet(LoadHours.NONE, hour, 3_600)).isEqualTo(quiet);
        assertThat(LoadHours.NONE.isQuiet(MIDNIGHT + (hour - 9) * HOUR, SEOUL, 3_600))
                .as("on the site's own clock")
                .isEqualTo(quiet);
    }

    @Test
    void hoursUpToTheMiddleBetweenLeastAndHighestAreQuiet() {
        LoadHours hours = day(hour -> hour == 3 ? 100 : hour == 12 ? 300 : hour == 15 ? 200 : hour == 18 ? 201 : 150);
        assertThat(quiet(hours, 3, 3_600)).isTrue();
        assertThat(quiet(hours, 12, 3_600)).isFalse();
        assertThat(quiet(hours, 15, 3_600)).as("just the middle").isTrue();
        assertThat(quiet(hours, 18, 3_600)).isFalse();
    }

    @Test
    void everyHourItTakesMustBeQuietBeyondMidnightToo() {
        LoadHours hours = day(hour -> hour == 2 ? 500 : 100);
        assertThat(quiet(hours, 22, 4 * 3_600)).as("22 to 2 o'clock").isTrue();
        assertThat(quiet(hours, 22, 4 * 3_600 + 1)).as("a second into the peak").isFalse();
        assertThat(quiet(hours, 1, 0))
                .as("the hour it begins in counts in any case")
                .isTrue();
        assertThat(quiet(hours, 2, 0)).isFalse();
        assertThat(quiet(hours, 3, 400 * 3_600))
                .as("longer than a day meets every hour")
                .isFalse();
    }

    @Test
    void aDayOfWhichOneHourIsMissingIsNotKnown() {
        LoadHours hours = LoadHours.NONE;
        for (int hour = 1; hour < 24; hour++) {
            hours = hours.next(hour == 22 ? 900 : 100, 3_600, MIDNIGHT + hour * HOUR, Site.UTC);
        }
        assertThat(quiet(hours, 22, 3_600))
                .as("the night, whatever is known of it")
                .isTrue();
        assertThat(quiet(hours.next(100, 1, MIDNIGHT, Site.UTC), 22, 3_600)).isFalse();
    }

    @Test
    void anHourIsLearntOverAWeek() {
        LoadHours hours = LoadHours.NONE.next(100, 1, MIDNIGHT, Site.UTC);
        assertThat(mean(hours, 0)).as("the first value is all that is known").isEqualTo(100);
        assertThat(mean(hours.next(800, 3_600, MIDNIGHT, Site.UTC), 0))
                .as("an hour of the seven that make a week")
                .isCloseTo(200, within(1e-9));
        assertThat(mean(hours.next(800, 8 * 3_600, MIDNIGHT, Site.UTC), 0)).isEqualTo(800);
    }

    @Test
    void nothingIsLearntFromALoadThatIsNotMeasuredOrFromNoTime() {
        assertThat(LoadHours.NONE.next(Double.NaN, 60, MIDNIGHT, Site.UTC)).isSameAs(LoadHours.NONE);
        assertThat(LoadHours.NONE.next(100, 0, MIDNIGHT, Site.UTC)).isSameAs(LoadHours.NONE);
    }

    @Test
    void itSurvivesARestart() {
        LoadHours hours = day(hour -> hour == 2 ? 500 : 100);
        Map<String, Object> map = new HashMap<>();
        hours.toMap(map);
        assertThat(map).hasSize(24);
        LoadHours again = LoadHours.fromMap(map);
        assertThat(quiet(again, 2, 0)).isFalse();
        assertThat(quiet(again, 22, 3_600)).isTrue();
        map.put("load.hour.2", "damaged");
        assertThat(quiet(LoadHours.fromMap(map), 12, 0))
                .as("an hour is not known")
                .isFalse();
    }
}
