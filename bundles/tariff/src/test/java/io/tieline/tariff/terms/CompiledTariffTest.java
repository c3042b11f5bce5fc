package io.tieline.tariff.terms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.Loads;
import io.tieline.tariff.Past;
import io.tieline.tariff.Period;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.Window;
import io.tieline.tariff.bill.Billing;
import io.tieline.tariff.bill.Load;
import io.tieline.tariff.file.TariffLibrary;
import io.tieline.tariff.terms.ShavingTerms.Objective;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the control is told of a tariff. */
class CompiledTariffTest {

    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T12:00:00Z");
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private static long at(String time) {
        return OffsetDateTime.parse(time).toEpochSecond();
    }

    private static DemandTerm only(CompiledTariff compiled, String time, Ledger ledger) {
        WindowTerms terms = compiled.at(at(time), ledger);
        assertThat(terms.demand()).hasSize(1);
        return terms.demand().get(0);
    }

    private record Fixture(CompiledTariff compiled, Ledger ledger) {

        static Fixture of(String components, Map<YearMonth, Double> past) {
            Tariff tariff = Loads.components(components);
            return new Fixture(
                    new CompiledTariff(tariff, Tariff.MAIN_METER, CompiledTariff.DATA_CENTER_HOURS),
                    Ledger.of(tariff, past.isEmpty() ? Past.NONE : new Past(Map.of("a", past))));
        }

        Fixture after(String time, double demand) {
            return new Fixture(
                    compiled, ledger.after(compiled.demandCharges().get(0), CompiledTariffTest.at(time), demand));
        }

        DemandTerm at(String time) {
            return only(compiled, time, ledger);
        }
    }

    @Example
    void ofAMonthlyPeakTheHighestSoFarIsFreeUntilTheMonthEnds() {
        Fixture empty = Fixture.of("  - {demand: a, price: 3}\n", Map.of());
        assertThat(empty.at("2026-01-05T12:00Z")).isEqualTo(new DemandTerm("a", 0, 3, Long.MAX_VALUE, INFINITE));
        Fixture later = empty.after("2026-01-05T12:00Z", 80)
                .after("2026-01-06T12:00Z", 120)
                .after("2026-01-07T12:00Z", 100);
        assertThat(later.at("2026-01-08T12:00Z"))
                .isEqualTo(new DemandTerm("a", 120, 3, at("2026-02-01T00:00Z"), INFINITE));
        assertThat(later.at("2026-02-01T00:00Z").freeLevel()).isZero();
    }

    @Example
    void aTrailingPeakIsFreeUntilItIsForgottenAndANewOneIsPaidTwelveTimes() {
        Fixture fixture = Fixture.of(
                "  - {demand: a, memory: trailing-12, price: 10}\n",
                Map.of(YearMonth.of(2025, 3), 500.0, YearMonth.of(2025, 9), 300.0));
        assertThat(fixture.at("2026-01-05T12:00Z"))
                .isEqualTo(new DemandTerm("a", 500, 120, at("2026-03-01T00:00Z"), INFINITE));
        // March 2025 is forgotten with the end of February 2026: that of September holds until August
        assertThat(fixture.at("2026-03-01T00:00Z"))
                .isEqualTo(new DemandTerm("a", 300, 120, at("2026-09-01T00:00Z"), INFINITE));
        assertThat(fixture.after("2026-01-05T12:00Z", 600).at("2026-01-06T12:00Z"))
                .isEqualTo(new DemandTerm("a", 600, 120, at("2027-01-01T00:00Z"), INFINITE));
    }

    @Example
    void aRatchetMakesAShareFree() {
        Fixture fixture = Fixture.of(
                "  - {demand: a, ratchet: 0.8, ratchetMonths: 11, price: 10}\n", Map.of(YearMonth.of(2025, 12), 500.0));
        // 80 % of 500; 10 now and eleven times 8 later
        assertThat(fixture.at("2026-01-05T12:00Z"))
                .isEqualTo(new DemandTerm("a", 400, 98, at("2026-12-01T00:00Z"), INFINITE));
        assertThat(fixture.after("2026-01-05T12:00Z", 450).at("2026-01-06T12:00Z"))
                .isEqualTo(new DemandTerm("a", 450, 98, at("2026-02-01T00:00Z"), INFINITE));
    }

    @Example
    void aRatchetOfTheSummersPeakHoursMakesAShareOfThoseFree() {
        Tariff tariff = TariffLibrary.find("us-summer-ratchet-80").orElseThrow();
        CompiledTariff compiled = new CompiledTariff(tariff, Tariff.MAIN_METER, 8000);
        DemandCharge anyTime = charge(compiled, "any-time");
        Ledger ledger = Ledger.of(tariff, new Past(Map.of("any-time", Map.of(YearMonth.of(2025, 7), 500.0))))
                .after(anyTime, at("2026-06-10T23:00-07:00"), 900);
        DemandTerm night =
                compiled.at(at("2026-06-11T02:00-07:00"), ledger).demand().get(0);
        assertThat(night).isEqualTo(new DemandTerm("any-time", 900, 11.98, at("2026-07-01T00:00-07:00"), INFINITE));
        DemandTerm peak =
                compiled.at(at("2026-06-11T15:00-07:00"), ledger).demand().get(0);
        assertThat(peak.freeLevel()).isEqualTo(900);
        assertThat(peak.marginalPrice()).as("now, and 80 % of it eleven times").isCloseTo(11.98 * 9.8, within(1e-9));
        assertThat(compiled.at(at("2026-07-01T00:00-07:00"), ledger)
                        .demand()
                        .get(0)
                        .freeLevel())
                .as("the night of June is forgotten, and July 2025 is twelve months ago")
                .isZero();
        Ledger hot = ledger.after(anyTime, at("2026-06-12T15:00-07:00"), 600);
        assertThat(compiled.at(at("2026-12-01T00:00-08:00"), hot)
                        .demand()
                        .get(0)
                        .freeLevel())
                .isCloseTo(480, within(1e-9));
    }

    @Example
    void ofTheMeanOfThreeDaysTheThirdHighestIsFree() {
        Fixture fixture = Fixture.of("  - {demand: a, aggregate: mean-of-days, days: 3, price: 30}\n", Map.of())
                .after("2026-01-05T12:00Z", 100)
                .after("2026-01-06T12:00Z", 200)
                .after("2026-01-07T12:00Z", 300)
                .after("2026-01-08T12:00Z", 400);
        // a new day counts once it is above the third highest, 200; one more kW of it changes the mean by a third
        assertThat(fixture.at("2026-01-09T12:00Z").freeLevel()).isEqualTo(200);
        assertThat(fixture.at("2026-01-09T12:00Z").marginalPrice()).isEqualTo(10);
        // today is among the three already: what it has reached is free
        assertThat(fixture.at("2026-01-08T18:00Z").freeLevel()).isEqualTo(400);
        assertThat(fixture.at("2026-02-01T00:00Z").freeLevel())
                .as("a new month")
                .isZero();
    }

    @Example
    void minimumAndAgreedPowerAreFreeForEver() {
        assertThat(Fixture.of("  - {demand: a, minimum: 250, price: 3}\n", Map.of())
                        .at("2026-01-05T12:00Z"))
                .isEqualTo(new DemandTerm("a", 250, 3, Long.MAX_VALUE, INFINITE));
        Fixture agreed = Fixture.of("  - {demand: a, contract: {power: 500, excess: 1.5}, price: 10}\n", Map.of());
        assertThat(agreed.at("2026-01-05T12:00Z")).isEqualTo(new DemandTerm("a", 500, 15, Long.MAX_VALUE, 500));
        assertThat(agreed.compiled()
                        .at(at("2026-01-05T12:00Z"), agreed.ledger())
                        .cap())
                .isEqualTo(500);
        assertThat(agreed.after("2026-01-05T12:00Z", 520)
                        .at("2026-01-06T12:00Z")
                        .freeUntil())
                .isEqualTo(at("2026-02-01T00:00Z"));
    }

    @Example
    void tiersGiveThePriceAtTheFreeLevel() {
        Fixture fixture = Fixture.of("  - {demand: a, tiers: [{upTo: 100, price: 16}, {price: 11}]}\n", Map.of());
        assertThat(fixture.at("2026-01-05T12:00Z").marginalPrice()).isEqualTo(16);
        assertThat(fixture.after("2026-01-05T12:00Z", 100)
                        .at("2026-01-06T12:00Z")
                        .marginalPrice())
                .isEqualTo(11);
    }

    @Example
    void whereOnlyCoincidentPeaksAreBilledTheirWindowsHaveTermsAndNoneCountsForAPeakOfItsOwn() {
        Fixture fixture = Fixture.of(
                "  - {demand: a, per: year, window: 15 min, aggregate: mean-of-events,"
                        + " events: [2026-06-10T16:50, 2026-07-03T16:45], price: 30}\n",
                Map.of());
        assertThat(fixture.compiled().billsOwnPeak()).isFalse();
        assertThat(fixture.compiled().countsAlways()).isFalse();
        assertThat(fixture.compiled().counts(at("2026-06-10T16:45Z"))).isFalse();
        assertThat(fixture.at("2026-06-10T16:45Z")).isEqualTo(new DemandTerm("a", 0, 15, Long.MAX_VALUE, INFINITE));
        assertThat(fixture.compiled()
                        .at(at("2026-06-10T17:00Z"), fixture.ledger())
                        .demand())
                .isEmpty();
    }

    @Example
    void peakShavingIsAboutCoincidentPeaksOnlyWhereNoOtherPeakIsBilled() {
        String events = "  - {demand: cp, per: year, window: 15 min, aggregate: mean-of-events,"
                + " events: [2026-06-10T16:50], price: 30}\n";
        ShavingTerms only =
                Fixture.of(events, Map.of()).compiled().shaving(NEW_YEAR).orElseThrow();
        assertThat(only).isEqualTo(new ShavingTerms("cp", Objective.ANNUAL, Window.ofMinutes(15), 30, 0));
        CompiledTariff both =
                Fixture.of("  - {demand: a, price: 1}\n" + events, Map.of()).compiled();
        assertThat(both.shaving(NEW_YEAR).orElseThrow().component())
                .as("the cheaper one, but of the site's own peak")
                .isEqualTo("a");
        assertThat(both.billsOwnPeak()).isTrue();
    }

    @Example
    void aCoincidentPeakOutsideTheHoursOfTheOwnPeakDoesNotCountForIt() {
        Tariff tariff = Loads.tariff(
                """
                tariff: t
                title: T
                facts: F
                currency: EUR
                timezone: UTC
                schedules:
                  tou: {bands: [{band: day, hours: 08:00-12:00}]}
                components:
                  - {demand: a, when: tou.day, price: 3}
                  - {demand: cp, aggregate: mean-of-events, events: [2026-06-10T16:50], price: 30}
                """);
        CompiledTariff compiled = new CompiledTariff(tariff, Tariff.MAIN_METER, 8000);
        assertThat(compiled.counts(at("2026-06-10T09:00Z"))).isTrue();
        assertThat(compiled.counts(at("2026-06-10T16:50Z"))).isFalse();
        assertThat(compiled.coincidentPeaks()).hasSize(1);
    }

    @Example
    void aTariffCountsAlwaysOrInItsWindowsOnly() {
        CompiledTariff any =
                new CompiledTariff(TariffLibrary.find("pge-e20-secondary-2014").orElseThrow(), Tariff.MAIN_METER, 8000);
        assertThat(any.countsAlways()).isTrue();
        CompiledTariff atypical =
                new CompiledTariff(TariffLibrary.find("german-mv-atypical").orElseThrow(), Tariff.MAIN_METER, 8000);
        assertThat(atypical.countsAlways()).isFalse();
        assertThat(atypical.counts(at("2026-01-15T16:30+01:00"))).isTrue();
        assertThat(atypical.counts(at("2026-01-15T19:00+01:00"))).isFalse();
        assertThat(atypical.counts(at("2026-01-17T17:00+01:00")))
                .as("a Saturday")
                .isFalse();
        assertThat(atypical.counts(at("2026-10-15T16:30+02:00"))).isFalse();
    }

    @Example
    void severalChargesAddUpAboveTheirLevels() {
        Tariff tariff = TariffLibrary.find("pge-e20-secondary-2014").orElseThrow();
        CompiledTariff compiled = new CompiledTariff(tariff, Tariff.MAIN_METER, 8000);
        Ledger ledger = Ledger.of(tariff, Past.NONE)
                .after(charge(compiled, "any-time"), at("2014-07-08T09:00-07:00"), 1500)
                .after(charge(compiled, "summer-peak"), at("2014-07-08T09:00-07:00"), 1500)
                .after(charge(compiled, "summer-peak"), at("2014-07-08T12:00-07:00"), 1200);
        WindowTerms peak = compiled.at(at("2014-07-08T17:45-07:00"), ledger);
        assertThat(peak.freeLevel()).isEqualTo(1200);
        assertThat(peak.first().orElseThrow().component()).isEqualTo("summer-peak");
        assertThat(peak.marginalPrice(1199)).isZero();
        assertThat(peak.marginalPrice(1200)).isEqualTo(16.37);
        assertThat(peak.marginalPrice(1500)).isEqualTo(16.37 + 11.98);
        assertThat(peak.energyPrice()).isEqualTo(0.133);
        assertThat(peak.cap()).isEqualTo(INFINITE);
        assertThat(compiled.at(at("2014-07-08T22:00-07:00"), ledger).freeLevel())
                .isEqualTo(1500);
    }

    private static DemandCharge charge(CompiledTariff compiled, String id) {
        return compiled.demandCharges().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "kepco-hv-as, basic, TRAILING_12, 30, 22941.60, 0",
        "kepco-hv-as-tou, basic, TRAILING_12, 30, 22941.60, 0",
        "tepco-hv, basic, MONTHLY, 30, 22800, 2000",
        "pge-e20-secondary-2014, any-time, MONTHLY, 15, 143.76, 0",
        "us-ratchet-80, any-time, TRAILING_12, 15, 143.76, 0",
        "us-summer-ratchet-80, any-time, TRAILING_12, 15, 143.76, 0",
        "german-mv-annual, capacity-from-2500, ANNUAL, 15, 39.18, 0",
        "german-mv-atypical, capacity, ANNUAL, 15, 39.18, 0",
        "norway-mean-of-3, power-winter, MONTHLY, 60, 140, 0",
    })
    void peakShavingIsAboutTheChargeThatCostsMost(
            String id, String component, Objective objective, int minutes, double price, double floor) {
        Tariff tariff = TariffLibrary.find(id).orElseThrow();
        CompiledTariff compiled = new CompiledTariff(tariff, Tariff.MAIN_METER, CompiledTariff.DATA_CENTER_HOURS);
        ShavingTerms terms = compiled.shaving(NEW_YEAR).orElseThrow();
        assertThat(terms.component()).isEqualTo(component);
        assertThat(terms.objective()).isEqualTo(objective);
        assertThat(terms.window()).isEqualTo(Window.ofMinutes(minutes));
        assertThat(terms.annualPrice()).isCloseTo(price, within(1e-9));
        assertThat(terms.floor()).isEqualTo(floor);
    }

    @Example
    void aSiteOfFewHoursHasTheOtherRow() {
        Tariff tariff = TariffLibrary.find("german-mv-annual").orElseThrow();
        assertThat(new CompiledTariff(tariff, Tariff.MAIN_METER, 2499)
                        .shaving(NEW_YEAR)
                        .orElseThrow()
                        .component())
                .isEqualTo("capacity-below-2500");
        assertThat(new CompiledTariff(tariff, "other", 2499).shaving(NEW_YEAR)).isEmpty();
    }

    @Provide
    Arbitrary<String> charges() {
        return Arbitraries.of(
                "price: 7",
                "minimum: 500, price: 7",
                "memory: trailing-12, price: 7",
                "ratchet: 0.8, price: 7",
                "ratchet: 0.8, ratchetWhen: s.noon, price: 7",
                "contract: {power: 700, excess: 2}, price: 7",
                "aggregate: mean-of-days, days: 2, price: 7",
                "per: year, price: 7");
    }

    /** Up to the free level a window changes nothing in its period; above it, by the price of one of the periods it is paid in. */
    @Property(tries = 150)
    void theTermsSayWhatTheBillWillSay(@ForAll("charges") String rule, @ForAll long seed) {
        Tariff tariff = Loads.tariff("tariff: t\ntitle: T\nfacts: F\ncurrency: EUR\ntimezone: UTC\n"
                + "schedules: {s: {bands: [{band: noon, hours: 11:00-13:00}], rest: else}}\n"
                + "components:\n  - {demand: a, window: 60 min, " + rule + "}\n");
        CompiledTariff compiled = new CompiledTariff(tariff, Tariff.MAIN_METER, 8000);
        DemandCharge charge = compiled.demandCharges().get(0);
        Random random = new Random(seed);
        long start = LocalDate.of(2025, 1, 1).toEpochDay() * 86_400;
        int now = 24 * (20 + random.nextInt(200)) + 12;
        double[] kw = new double[24 * 365];
        Ledger ledger = Ledger.of(tariff, Past.NONE);
        for (int i = 0; i < now; i++) {
            kw[i] = random.nextInt(1000);
            ledger = ledger.after(charge, start + i * 3600L, kw[i]);
        }
        DemandTerm term = compiled.at(start + now * 3600L, ledger).demand().get(0);
        LocalDate today = LocalDate.of(2025, 1, 1).plusDays(now / 24);
        Period period = tariff.billing().periodOf(today, charge.span());
        double[] billed = new double[4];
        for (int above = -1; above < 3; above++) {
            kw[now] = above < 0 ? 0 : term.freeLevel() + above;
            billed[above + 1] = Billing.bill(tariff, new Load(start, 3600, kw.clone())).lines().stream()
                    .filter(line -> line.period().equals(period))
                    .mapToDouble(line -> line.amount().doubleValue())
                    .sum();
        }
        double price = term.marginalPrice()
                / (1 + charge.memory().share() * charge.memory().months());
        assertThat(billed[1]).as("free up to " + term).isEqualTo(billed[0]);
        assertThat(billed[2] - billed[1]).as("price of " + term).isCloseTo(price, within(0.02));
        assertThat(billed[3] - billed[2]).as("price of " + term).isCloseTo(price, within(0.02));
    }

    /** Free until: in every later month until then F stays, and then it falls. */
    @Property(tries = 100)
    void freeUntilIsWhenTheLevelFalls(@ForAll long seed) {
        Random random = new Random(seed);
        Map<YearMonth, Double> peaks = new TreeMap<>();
        for (int month = 0; month < 12; month++) {
            peaks.put(YearMonth.of(2025, 1).plusMonths(month), (double) random.nextInt(1000));
        }
        Fixture fixture = Fixture.of("  - {demand: a, memory: trailing-12, price: 10}\n", peaks);
        DemandTerm term = fixture.at("2025-12-15T12:00Z");
        CompiledTariff compiled = fixture.compiled();
        double before = compiled.at(term.freeUntil() - 1, fixture.ledger()).freeLevel();
        double after = compiled.at(term.freeUntil(), fixture.ledger()).freeLevel();
        assertThat(before).isEqualTo(term.freeLevel());
        assertThat(after).isLessThan(term.freeLevel());
    }
}
