package io.tieline.tariff.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.document.Problem;
import io.tieline.document.Problems;
import io.tieline.tariff.Tariff;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nonsense is refused with line, column, field and remedy. */
class TariffReaderTest {

    private static final String HEAD = "tariff: t\ntitle: T\nfacts: F\ncurrency: JPY\ntimezone: Asia/Tokyo\n";

    private static List<String> problems(String text) {
        Problems problems = new Problems();
        Optional<Tariff> tariff = TariffReader.read("t.yaml", text, problems);
        assertThat(tariff.isPresent()).isEqualTo(problems.isEmpty());
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demand: a, price: 1, ratchet: 3 | 7:36: ratchet is out of range; use a value from 0.01 to 1",
                "demand: a, price: 1, ratchet: 0 | 7:36: ratchet is out of range",
                "demand: a, price: -1 | 7:24: price is out of range; use a value from 0",
                "fixed: a, price: -1 | 7:23: price is out of range",
                "demand: a | 7:5: price is missing; write one of price, tiers, prices",
                "demand: a, price: 1, tiers: [{price: 2}] | 7:5: price, tiers and prices exclude each other",
                "demand: a, tiers: [] | 7:24: tiers is empty",
                "demand: a, prices: [] | 7:25: prices is empty",
                "demand: a, tiers: [{upTo: 100, price: 2}, {upTo: 100, price: 1}, {price: 0}] | 7:55: tiers do not rise: upTo is not above 100",
                "demand: a, tiers: [{upTo: 0, price: 2}, {price: 0}] | 7:32: tiers do not rise: upTo is not above 0",
                "demand: a, tiers: [{price: 2}, {price: 1}] | 7:25: upTo is missing",
                "demand: a, tiers: [{upTo: 5, price: 2}] | 7:32: the last tier must have no upTo",
                "demand: a, tiers: [{upTo: 5}, {price: 1}] | 7:25: price is missing",
                "demand: a, prices: [{price: 2}] | 7:26: from is missing",
                "demand: a, prices: [{from: 2026-04, price: 2}] | 7:33: from is not a date",
                "demand: a, prices: [{from: 2026-04-01}] | 7:26: price is missing",
                "demand: a, prices: [{from: 2026-04-01, price: 2}, {from: 2026-04-01, price: 3}] | 7:56: from is not later than the one before",
                "demand: a, price: 1, window: 7 min | 7:35: window: no meter counts in windows of 7 min; use 5, 10, 15, 30 or 60 min",
                "demand: a, price: 1, window: 45 min | 7:35: window: no meter counts in windows of 45 min; use 5",
                "energy: a, price: 1, window: 20 min | 7:35: window: no meter counts in windows of 20 min; use 5",
                "demand: a, price: 1, window: 90 s | 7:35: window: no meter counts in windows of 90 s; use 5",
                "demand: a, price: 1, window: 2 h | 7:35: window: no meter counts in windows of 120 min; use 5",
                "demand: a, price: 1, window: 30 min, offset: 1800 | 7:35: offset: must be shorter than the window",
                "demand: a, price: 1, memory: trailing-12, ratchet: 0.8 | 7:57: ratchet does not fit: memory: trailing-12 is a ratchet of 1 already",
                "demand: a, price: 1, ratchetMonths: 11 | 7:42: ratchetMonths does not fit: there is no ratchet",
                "demand: a, price: 1, per: year, memory: trailing-12 | 7:46: memory does not fit: a year has no memory",
                "demand: a, price: 1, per: year, ratchet: 0.5 | 7:47: ratchet does not fit: a year has no memory",
                "demand: a, price: 1, memory: trailing-12, contract: {power: 5} | 7:58: contract does not fit",
                "demand: a, price: 1, contract: {power: 0} | 7:45: power is out of range",
                "demand: a, price: 1, contract: {excess: 1.5} | 7:37: power is missing",
                "demand: a, price: 1, contract: {power: 5, excess: 0.5} | 7:56: excess is out of range; use a value from 1 to 10",
                "demand: a, price: 1, aggregate: mean-of-days | 7:5: days is missing",
                "demand: a, price: 1, days: 3 | 7:33: days does not fit: aggregate is max",
                "demand: a, price: 1, aggregate: mean-of-events | 7:5: events is missing",
                "demand: a, price: 1, aggregate: mean-of-events, events: [noon] | 7:63: no events",
                "demand: a, price: 1, events: [2026-07-03T16:45] | 7:35: events does not fit: aggregate is max",
                "demand: a, price: 1, minimum: -1 | 7:36: minimum is out of range",
                "demand: a, price: 1, unit: kWh | 7:33: unknown unit",
                "demand: a, price: 1, when: tou.peak | 7:33: no when",
                "demand: a, price: 1, fullLoadHours: {from: 2500, below: 2500} | 7:42: no hours lie from 2500.0 to below 2500.0",
                "demand: a, price: 1, round: {to: 0} | 7:39: to is out of range",
                "demand: a, price: 1, round: {to: 1, mode: near} | 7:48: unknown mode",
                "demand: a, price: 1, powerFactor: {base: 85} | 7:47: base is out of range",
                "demand: a, price: 1, colour: red | 7:27: unknown key",
                "demand: A b, price: 1 | 7:14: no id",
                "energy: a, demand: b, price: 1 | 7:5: demand and energy exclude each other",
                "price: 1 | 7:5: a component says what it is",
                "energy: a, unit: kW, price: 1 | 7:23: unknown unit",
                "energy: a, market: {series: x}, price: 1 | 7:5: market and price exclude each other",
                "energy: a, market: {coefficient: 1} | 7:25: series is missing",
            })
    void aComponentThatMakesNoSenseIsRefused(String component, String problem) {
        assertThat(problems(HEAD + "components:\n  - {" + component + "}\n"))
                .anySatisfy(found -> assertThat(found).startsWith("t.yaml:" + problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ratchetWhen: tou.day | 8:40: ratchetWhen does not fit: there is no ratchet; add ratchet",
                "ratchet: 0.8, ratchetWhen: tou.noon | 8:54: no ratchetWhen",
                "ratchet: 0.8, ratchetWhen: [tou.day, tou.night], when: tou.day | 8:54: ratchetWhen does not fit: when does not count all",
                "ratchet: 0.8, ratchetWhen: tou.day, aggregate: mean-of-events, events: [2026-07-03T16:45] | 8:54: ratchetWhen does not fit: the events are all",
            })
    void aRatchetRemembersAPartOfWhatCounts(String keys, String problem) {
        String head = HEAD + "schedules: {tou: {bands: [{band: day, hours: 08:00-20:00}], rest: night}}\ncomponents:\n";
        assertThat(problems(head + "  - {demand: a, price: 1, " + keys + "}\n"))
                .singleElement()
                .asString()
                .startsWith("t.yaml:" + problem);
        assertThat(problems(head + "  - {demand: a, price: 1, memory: trailing-12, ratchetWhen: tou.day}\n"))
                .isEmpty();
    }

    @Test
    void anEnergyPriceMayBeNegative() {
        assertThat(problems(HEAD + "components:\n  - {energy: a, price: -0.01}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{band: a, hours: 08:00-12:00}, {band: b, hours: 11:59-13:00} | band b overlaps band a",
                "{band: a, days: workday}, {band: b, days: fri} | band b overlaps band a",
                "{band: a, seasons: s}, {band: b, seasons: s} | band b overlaps band a",
                "{band: a}, {band: b, days: holiday} | band b overlaps band a",
                "{band: a, hours: 22:00-08:00} | no hours",
                "{band: a, hours: []} | hours is empty",
                "{band: a, days: []} | days is empty",
                "{band: a, seasons: []} | seasons is empty",
                "{band: a, hours: 22:00-24:30} | no hours",
                "{band: a, hours: 10:60-12:00} | no hours",
                "{band: a, days: someday} | no days",
                "{band: a, seasons: spring} | no seasons",
                "{band: a}, {hours: 08:00-12:00} | band is missing",
            })
    void bandsThatOverlapOrMakeNoSenseAreRefused(String bands, String problem) {
        String text = HEAD + "seasons: {s: 07-01..09-30}\nschedules:\n  tou:\n    bands: [" + bands
                + "]\ncomponents: [{demand: a, price: 1}]\n";
        assertThat(problems(text))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("t.yaml:9:")
                .contains(problem);
    }

    @Test
    void neighboursDoNotOverlap() {
        String bands = "{band: a, hours: 08:00-12:00}, {band: b, hours: 12:00-13:00}, {band: b, hours: 12:30-14:00}";
        assertThat(problems(HEAD + "schedules: {tou: {bands: [" + bands + "]}}\ncomponents: [{demand: a, price: 1}]\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "holidays: {} | 6:11: the calendar of holidays is empty",
                "holidays: {dates: []} | 6:11: the calendar of holidays is empty",
                "holidays: {calendar: atlantis} | 6:22: unknown calendar",
                "holidays: {dates: [2026-02-30]} | 6:20: no dates",
                "holidays: {everyYear: [13-01]} | 6:24: no everyYear",
                "seasons: {s: []} | 6:11: season s has no days",
                "seasons: {s: 07-01..09-30, t: 09-30..10-01} | 6:28: season t overlaps season s",
                "seasons: {s: 07-01} | 6:14: no s",
                "schedules: {tou: {bands: []}} | 6:18: schedule tou has no bands",
                "billingDay: 29 | 6:13: billingDay is out of range",
                "yearStart: 0 | 6:12: yearStart is out of range",
                "clock: sun | 6:8: unknown clock",
                "round: {lines: {to: -1}} | 6:21: to is out of range",
                "round: {amounts: 1} | 6:9: unknown key",
                "prices: 1 | 6:1: unknown key",
            })
    void aFrameThatMakesNoSenseIsRefused(String line, String problem) {
        assertThat(problems(HEAD + line + "\ncomponents: [{demand: a, price: 1}]\n"))
                .anySatisfy(found -> assertThat(found).startsWith("t.yaml:" + problem));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(problems("timezone: Moon/Base\ncomponents: []\n"))
                .anySatisfy(found -> assertThat(found).contains("tariff is missing"))
                .anySatisfy(found -> assertThat(found).contains("currency is missing"))
                .anySatisfy(found -> assertThat(found).startsWith("t.yaml:1:11: unknown timezone"))
                .anySatisfy(found -> assertThat(found).contains("a tariff without components bills nothing"));
    }

    @Test
    void twoComponentsOfOneNameAreRefused() {
        assertThat(problems(HEAD + "components:\n  - {demand: a, price: 1}\n  - {energy: a, price: 1}\n"))
                .containsExactly("t.yaml:8:14: the id \"a\" stands twice; give every component its own");
    }

    @Test
    void aBandMustNotBeginInsideAWindow() {
        String schedule = "schedules: {tou: {bands: [{band: a, hours: 08:30-12:00}], rest: b}}\n";
        assertThat(problems(HEAD + schedule + "components: [{demand: a, window: 60 min, when: tou.b, price: 1}]\n"))
                .containsExactly("t.yaml:7:48: schedule tou changes bands inside a window of 60 min;"
                        + " use a shorter window, or hours at which windows begin");
        assertThat(problems(HEAD + schedule + "components: [{demand: a, window: 30 min, when: tou.b, price: 1}]\n"))
                .isEmpty();
    }

    @Test
    void oneMaskHasOneSchedule() {
        String schedules = "schedules:\n  x: {bands: [{band: a, days: mon}]}\n  y: {bands: [{band: b, days: mon}]}\n";
        assertThat(problems(HEAD + schedules + "components: [{demand: a, when: [x.a, y.b], price: 1}]\n"))
                .anySatisfy(found -> assertThat(found).contains("when names bands of different schedules"));
    }

    @Test
    void aFileIsReadAsItsText(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), HEAD + "components: [{demand: a, price: 1}]\n");
        Problems problems = new Problems();
        assertThat(TariffReader.read(file, problems).map(Tariff::id)).contains("t");
        assertThat(TariffReader.read(folder.resolve("absent.yaml"), problems)).isEmpty();
        assertThat(problems.isEmpty()).isFalse();
    }
}
