package io.tieline.tariff;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.tariff.TariffClock.Source;
import io.tieline.tariff.bill.Bill;
import io.tieline.tariff.bill.Billing;
import io.tieline.tariff.bill.Load;
import io.tieline.tariff.file.TariffLibrary;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clocks, days, months and years: everything is counted exactly once. */
class TimeTest {

    private static TariffClock clock(String zone, Source source) {
        return new TariffClock(ZoneId.of(zone), source);
    }

    private static long at(String time) {
        return OffsetDateTime.parse(time).toEpochSecond();
    }

    @ParameterizedTest
    @CsvSource({
        "LOCAL, 2024-07-01T10:00Z, 2024-07-01T12:00, 2024-06-30T22:00Z",
        "STANDARD, 2024-07-01T10:00Z, 2024-07-01T11:00, 2024-06-30T23:00Z",
        "UTC, 2024-07-01T10:00Z, 2024-07-01T10:00, 2024-07-01T00:00Z",
        "LOCAL, 2024-12-01T10:00Z, 2024-12-01T11:00, 2024-11-30T23:00Z",
    })
    void aClockShowsItsSource(Source source, String instant, String shown, String dayBegins) {
        TariffClock clock = clock("Europe/Berlin", source);
        assertThat(clock.at(at(instant))).isEqualTo(LocalDateTime.parse(shown));
        LocalDate date = LocalDate.parse(shown.substring(0, 10));
        assertThat(clock.startOf(date)).isEqualTo(at(dayBegins));
        assertThat(clock.instantOf(LocalDateTime.parse(shown))).isEqualTo(at(instant));
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Tokyo, 30, 0, 2024-05-01T10:44:59Z, 2024-05-01T10:30Z",
        "Asia/Kolkata, 60, 0, 2024-05-01T10:29:00Z, 2024-05-01T09:30Z",
        "Asia/Kolkata, 60, 0, 2024-05-01T10:30:00Z, 2024-05-01T10:30Z",
        "Europe/Berlin, 60, 0, 2024-10-27T01:10:00Z, 2024-10-27T01:00Z",
        "UTC, 30, 300, 2024-05-01T10:04:59Z, 2024-05-01T09:35Z",
        "UTC, 30, -300, 2024-05-01T10:25:00Z, 2024-05-01T10:25Z",
    })
    void windowsBeginOnTheFullHourOfTheClock(String zone, int minutes, int offset, String instant, String start) {
        Window window = new Window(minutes * 60, offset);
        assertThat(window.startOf(at(instant), clock(zone, Source.LOCAL))).isEqualTo(at(start));
    }

    /** 23 and 25 hours: what the wall clock calls 1 h to 2 h is counted as often as it comes. */
    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, 2024-03-10, 23, 1, 2300",
        "America/Los_Angeles, 2024-11-03, 25, 2, 2500",
        "Europe/Berlin, 2024-03-31, 23, 1, 2300",
        "Europe/Berlin, 2024-10-27, 25, 1, 2500",
        "Asia/Tokyo, 2024-03-31, 24, 1, 2400",
    })
    void aDayHasAsManyHoursAsItHas(String zone, String day, int hours, int oneToTwo, int energy) {
        Tariff tariff = Loads.tariff("tariff: t\ntitle: T\nfacts: F\ncurrency: USD\ntimezone: " + zone
                + "\nschedules: {tou: {bands: [{band: early, hours: 01:00-02:00}], rest: other}}\ncomponents:\n"
                + "  - {energy: early, when: tou.early, price: 1}\n  - {energy: other, when: tou.other, price: 1}\n");
        Bill bill = Billing.bill(
                tariff, Loads.flat(zone, day, LocalDate.parse(day).plusDays(1).toString(), 100));
        Period month = bill.lines().get(0).period();
        assertThat(bill.line(month, "early").orElseThrow().quantity()).isEqualByComparingTo(oneToTwo + "00");
        assertThat(bill.total()).isEqualByComparingTo(Integer.toString(energy));
        assertThat(energy).isEqualTo(hours * 100);
    }

    @Test
    void aMeterOnStandardTimeChangesBandsAnHourLaterInSummer() {
        String text = "tariff: t\ntitle: T\nfacts: F\ncurrency: USD\ntimezone: America/Los_Angeles\nclock: CLOCK\n"
                + "schedules: {tou: {bands: [{band: peak, hours: 12:00-18:00}]}}\n"
                + "components: [{energy: e, when: tou.peak, price: 1}]\n";
        Load noon =
                Loads.of("America/Los_Angeles", "2024-07-01", "2024-07-02", 15, time -> time.getHour() == 12 ? 100 : 0);
        assertThat(Billing.bill(Loads.tariff(text.replace("CLOCK", "local")), noon)
                        .total())
                .isEqualByComparingTo("100");
        assertThat(Billing.bill(Loads.tariff(text.replace("CLOCK", "standard")), noon)
                        .total())
                .isEqualByComparingTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 2024-02-29, 2024-02-01, 2024-03-01, 2024-01-01, 2025-01-01",
        "1, 4, 2024-03-31, 2024-03-01, 2024-04-01, 2023-04-01, 2024-04-01",
        "1, 4, 2024-04-01, 2024-04-01, 2024-05-01, 2024-04-01, 2025-04-01",
        "10, 1, 2024-01-09, 2023-12-10, 2024-01-10, 2023-01-10, 2024-01-10",
        "10, 1, 2024-01-10, 2024-01-10, 2024-02-10, 2024-01-10, 2025-01-10",
        "28, 3, 2024-02-29, 2024-02-28, 2024-03-28, 2023-03-28, 2024-03-28",
        "28, 3, 2024-03-28, 2024-03-28, 2024-04-28, 2024-03-28, 2025-03-28",
    })
    void aDateBelongsToOneMonthAndOneYear(
            int day, int yearStart, LocalDate date, LocalDate from, LocalDate until, LocalDate year, LocalDate next) {
        BillingCalendar calendar = new BillingCalendar(day, yearStart);
        assertThat(calendar.periodOf(date, Span.MONTH)).isEqualTo(new Period(Span.MONTH, from, until));
        assertThat(calendar.periodOf(date, Span.YEAR)).isEqualTo(new Period(Span.YEAR, year, next));
    }

    /** Five years of days, with a leap day: every one in exactly one period, and periods follow each other. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 4", "17, 10", "28, 3"})
    void everyDayIsBilledExactlyOnce(int day, int yearStart) {
        BillingCalendar calendar = new BillingCalendar(day, yearStart);
        for (Span span : Span.values()) {
            Map<Period, Integer> days = new HashMap<>();
            LocalDate start = calendar.periodOf(LocalDate.of(2022, 1, 1), span).from();
            LocalDate end = calendar.periodOf(LocalDate.of(2027, 1, 1), span).from();
            start.datesUntil(end).forEach(date -> {
                Period period = calendar.periodOf(date, span);
                assertThat(period.holds(date)).isTrue();
                days.merge(period, 1, Integer::sum);
            });
            assertThat(days)
                    .allSatisfy((period, count) -> assertThat((long) count).isEqualTo(period.days()));
            List<Period> ordered = days.keySet().stream().sorted().toList();
            for (int i = 1; i < ordered.size(); i++) {
                assertThat(ordered.get(i).from()).isEqualTo(ordered.get(i - 1).until());
                assertThat(ordered.get(i).month() - ordered.get(i - 1).month()).isEqualTo(span == Span.MONTH ? 1 : 12);
            }
        }
    }

    @Test
    void theLeapDayIsInFebruaryOnce() {
        Tariff tariff = Loads.components("  - {energy: e, price: 1}\n");
        Bill bill = Billing.bill(tariff, Loads.flat("UTC", "2024-02-01", "2024-04-01", 100));
        assertThat(bill.lines()).extracting(line -> line.amount().intValue()).containsExactly(29 * 2400, 31 * 2400);
    }

    @Test
    void periodsAreNamedAsPeopleNameThem() {
        assertThat(new BillingCalendar(1, 1).periodOf(LocalDate.of(2018, 7, 3), Span.MONTH))
                .hasToString("2018-07");
        assertThat(new BillingCalendar(10, 1).periodOf(LocalDate.of(2018, 7, 3), Span.MONTH))
                .hasToString("2018-06-10 … 2018-07-09");
        assertThat(new BillingCalendar(1, 4).periodOf(LocalDate.of(2018, 3, 31), Span.YEAR))
                .hasToString("year from 2017-04");
        assertThat(new BillingCalendar(2, 4).periodOf(LocalDate.of(2018, 4, 2), Span.YEAR))
                .hasToString("year from 2018-04-02");
    }

    @ParameterizedTest
    @CsvSource({
        "2019-04-30, HOLIDAY", // between two holidays
        "2019-05-06, HOLIDAY", // 5 May was a Sunday
        "2019-05-07, TUE",
        "2020-07-24, HOLIDAY", // sports day, moved for the Olympic Games
        "2020-10-12, MON",
        "2024-12-31, HOLIDAY", // every year, by the tariff
        "2024-03-20, HOLIDAY", // spring equinox
        "2026-09-22, HOLIDAY", // between respect-for-the-aged day and the autumn equinox
        "2024-08-10, SAT",
    })
    void japaneseHolidays(LocalDate date, DayClass dayClass) {
        assertThat(TariffLibrary.find("kepco-hv-as-tou")
                        .orElseThrow()
                        .holidays()
                        .classOf(date))
                .isEqualTo(dayClass);
    }

    @Test
    void aCalendarThatDoesNotReachThereIsSaid() {
        Tariff tariff = TariffLibrary.find("pge-e20-secondary-2014").orElseThrow();
        assertThat(tariff.holidays().covers(2010)).isTrue();
        assertThat(tariff.holidays().covers(2030)).isTrue();
        Bill bill = Billing.bill(tariff, Loads.flat("America/Los_Angeles", "2031-01-01", "2031-02-01", 1));
        assertThat(bill.notes()).containsExactly("2031-01: the calendar of holidays does not reach there.");
        Bill before = Billing.bill(tariff, Loads.flat("America/Los_Angeles", "2009-12-01", "2010-01-01", 1));
        assertThat(before.notes()).hasSize(1);
        assertThat(Holidays.NONE.covers(1900)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "11-01, 04-30, 12-31, true",
        "11-01, 04-30, 01-01, true",
        "11-01, 04-30, 04-30, true",
        "11-01, 04-30, 05-01, false",
        "11-01, 04-30, 10-31, false",
        "02-29, 02-29, 02-29, true",
        "02-29, 02-29, 02-28, false",
        "07-01, 09-30, 07-01, true",
        "07-01, 09-30, 06-30, false",
    })
    void seasonsHoldTheirFirstAndLastDay(String from, String to, String day, boolean holds) {
        Season season = new Season(List.of(new Season.Range(monthDay(from), monthDay(to))));
        assertThat(season.holds(monthDay(day))).isEqualTo(holds);
        assertThat(season.touches(Integer.parseInt(day.substring(0, 2)))).isEqualTo(holds || day.equals("02-28"));
    }

    private static MonthDay monthDay(String text) {
        return MonthDay.parse("--" + text);
    }
}
