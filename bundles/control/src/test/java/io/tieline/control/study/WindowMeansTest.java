package io.tieline.control.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WindowMeansTest {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static long minute(LocalDateTime time, ZoneId zone) {
        return time.atZone(zone).toEpochSecond() / 60;
    }

    @Test
    void aTraceIsCutIntoWholeWindowsFromTheFirstThatStartsWithinIt() {
        double[] watts = new double[70];
        for (int i = 0; i < watts.length; i++) {
            watts[i] = i;
        }
        LoadTrace trace = new LoadTrace("load", 24_193_440 + 20, watts);
        WindowMeans windows = trace.windows(30);
        assertThat(windows.firstMinute()).isEqualTo(24_193_440 + 30);
        assertThat(windows.watts())
                .as("minutes 10 to 39 and 40 to 69 of the trace")
                .containsExactly(24.5, 54.5);
        assertThat(windows.minuteOf(1)).isEqualTo(24_193_440 + 60);
        assertThat(windows.highestW()).isEqualTo(54.5);
        assertThat(new LoadTrace("short", 1, new double[10]).windows(30).watts())
                .isEmpty();
    }

    @Test
    void aTraceIsFollowedByWhatStartsWhenItEndsOrLater() {
        LoadTrace trace = new LoadTrace("load", 1_000, new double[60]);
        assertThat(trace.isFollowedBy(new LoadTrace("next", 1_060, new double[1])))
                .isTrue();
        assertThat(trace.isFollowedBy(new LoadTrace("later", 2_000, new double[1])))
                .isTrue();
        assertThat(trace.isFollowedBy(new LoadTrace("within", 1_059, new double[1])))
                .isFalse();
    }

    @Test
    void monthsBeginOnTheSitesCalendar() {
        double[] watts = new double[48 * 32];
        Arrays.fill(watts, 100);
        LocalDateTime lastOfJanuary = LocalDateTime.of(2026, 1, 31, 0, 0);
        WindowMeans windows = new WindowMeans(minute(lastOfJanuary, SEOUL), 30, watts);
        assertThat(windows.monthBorders(SEOUL)).containsExactly(0, 48, 48 * 29, 48 * 32);
        assertThat(windows.monthBorders(ZoneOffset.UTC))
                .as("nine hours later")
                .containsExactly(0, 48 + 18, 48 * 29 + 18, 48 * 32);
        assertThat(windows.monthOf(47, SEOUL)).isEqualTo(2026 * 12);
        assertThat(windows.monthOf(48, SEOUL)).isEqualTo(2026 * 12 + 1);
    }

    @Test
    void everyMonthHasItsPeak() {
        WindowMeans windows = new WindowMeans(0, 30, new double[] {5, 9, 7, 8, 3, 12});
        assertThat(windows.peaksBetween(new int[] {0, 2, 5, 6})).containsExactly(9, 8, 12);
    }

    @Test
    void whatIsOnlyFedInHasNoPeak() {
        assertThat(new WindowMeans(0, 30, new double[] {-5, -1}).highestW()).isZero();
    }
}
