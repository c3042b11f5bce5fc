package io.tieline.tariff.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tieline.tariff.BillingCalendar;
import io.tieline.tariff.DayClass;
import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.DemandCharge.Contract;
import io.tieline.tariff.DemandCharge.Max;
import io.tieline.tariff.DemandCharge.MeanOfDaily;
import io.tieline.tariff.DemandCharge.MeanOfEvents;
import io.tieline.tariff.DemandCharge.Memory;
import io.tieline.tariff.FullLoadHours;
import io.tieline.tariff.Holidays;
import io.tieline.tariff.Loads;
import io.tieline.tariff.Mask;
import io.tieline.tariff.Period;
import io.tieline.tariff.Prices;
import io.tieline.tariff.Prices.Step;
import io.tieline.tariff.Prices.Tier;
import io.tieline.tariff.Rounding;
import io.tieline.tariff.Schedule;
import io.tieline.tariff.Season;
import io.tieline.tariff.Span;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.TariffClock;
import io.tieline.tariff.Window;
import io.tieline.tariff.file.TariffLibrary;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** More load never lowers a demand charge. */
class DemandPropertyTest {

    private static final int DAYS = 40;

    private static final Schedule DAYS_AND_NIGHTS = new Schedule(
            "s",
            List.of(new Schedule.Rule(
                    "day",
                    Season.WHOLE_YEAR,
                    DayClass.named("workday").orElseThrow(),
                    List.of(new Schedule.Hours(480, 1320)))),
            "night",
            Holidays.NONE);

    /** Random quarter hours over a turn of the month, and more of them at random places. */
    private static Load load(String zone, long seed, boolean more) {
        Random random = new Random(seed);
        Load base = Loads.of(zone, "2024-02-10", "2024-03-21", 15, time -> random.nextInt(1000));
        if (!more) {
            return base;
        }
        Random other = new Random(~seed);
        double[] extra = new double[base.kw().length];
        int changes = 1 + other.nextInt(DAYS * 96);
        for (int i = 0; i < changes; i++) {
            extra[other.nextInt(extra.length)] = other.nextInt(300);
        }
        return Loads.plus(base, extra);
    }

    /** Demand charges of every component and period. */
    private static Map<String, BigDecimal> demand(Bill bill) {
        return bill.lines().stream()
                .filter(Line::isDemandCharge)
                .collect(Collectors.toMap(
                        line -> line.period() + " " + line.component(), Line::amount, BigDecimal::add));
    }

    private static void assertNoneFell(Map<String, BigDecimal> before, Map<String, BigDecimal> after) {
        before.forEach((key, amount) ->
                assertThat(after.getOrDefault(key, BigDecimal.ZERO)).as(key).isGreaterThanOrEqualTo(amount));
    }

    /** Reactive power is that of the load without more: what is added is heat, not a motor. */
    private static Map<String, BigDecimal> demand(Tariff tariff, Load load, Load reactive) {
        double[] kvar = reactive.withPowerFactor(0.9).kvar();
        return demand(Billing.bill(tariff, new Load(load.startEpochSecond(), load.stepSeconds(), load.kw(), kvar)));
    }

    @Provide
    Arbitrary<Tariff> shippedTariffs() {
        return Arbitraries.of(TariffLibrary.all());
    }

    @Property(tries = 140)
    void ofAShippedTariff(@ForAll("shippedTariffs") Tariff tariff, @ForAll long seed) {
        String zone = tariff.clock().zone().getId();
        Load base = load(zone, seed, false);
        Load more = load(zone, seed, true);
        Map<String, BigDecimal> before = demand(tariff, base, base);
        Map<String, BigDecimal> after = demand(tariff, more, base);
        assertThat(before).isNotEmpty();
        if (rows(tariff, base).equals(rows(tariff, more))) {
            assertNoneFell(before, after);
        }
    }

    /** The rows a bill with full-load hours uses; where they change, no charge fell: another one took its place. */
    private static Set<String> rows(Tariff tariff, Load load) {
        return tariff.demandCharges().stream().allMatch(charge -> charge.hours().isAny())
                ? Set.of()
                : demand(Billing.bill(tariff, load)).keySet();
    }

    @Provide
    Arbitrary<DemandCharge> charges() {
        Arbitrary<DemandCharge.Aggregate> aggregates = Arbitraries.oneOf(
                Arbitraries.just(new Max()),
                Arbitraries.integers().between(1, 31).map(MeanOfDaily::new),
                Arbitraries.integers().between(1, 6).map(count -> new MeanOfEvents(events(count))));
        Arbitrary<Memory> memories = Arbitraries.of(
                Memory.NONE,
                Memory.TRAILING_12,
                new Memory(0.8, 11),
                new Memory(0.5, 1),
                new Memory(1, 1),
                new Memory(0.8, 11, Optional.of(new Mask(DAYS_AND_NIGHTS, Set.of("day")))));
        Arbitrary<Optional<Contract>> contracts = Arbitraries.of(
                Optional.empty(), Optional.of(new Contract(600, 1)), Optional.of(new Contract(900.5, 1.5)));
        Arbitrary<Rounding> roundings = Arbitraries.of(
                Rounding.METER,
                new Rounding(BigDecimal.ONE, RoundingMode.DOWN),
                new Rounding(BigDecimal.TEN, RoundingMode.UP));
        Arbitrary<Window> windows = Arbitraries.of(Window.ofMinutes(15), Window.ofMinutes(30), Window.ofMinutes(60));
        Arbitrary<Prices> prices = Arbitraries.of(
                new Prices(List.of(step(LocalDate.MIN, "16.69", "11.29"))),
                new Prices(List.of(step(LocalDate.MIN, "1911.80", "0"))),
                new Prices(List.of(step(LocalDate.MIN, "3", "3"), step(LocalDate.of(2024, 2, 20), "2.5", "9.75"))));
        Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 15);
        return Combinators.combine(aggregates, memories, contracts, roundings, windows, prices, kinds)
                .as(DemandPropertyTest::charge);
    }

    private static Step step(LocalDate from, String first, String then) {
        return new Step(
                from,
                List.of(
                        new Tier(BigDecimal.valueOf(700), new BigDecimal(first)),
                        new Tier(null, new BigDecimal(then))));
    }

    private static List<Long> events(int count) {
        List<Long> starts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            starts.add(LocalDate.of(2024, 2, 12).plusDays(i * 5L).toEpochDay() * 86_400 + 17 * 3600L);
        }
        return starts;
    }

    private static DemandCharge charge(
            DemandCharge.Aggregate aggregate,
            Memory memory,
            Optional<Contract> contract,
            Rounding rounding,
            Window window,
            Prices prices,
            int kind) {
        boolean year = (kind & 1) != 0;
        return new DemandCharge(
                "a",
                "A",
                year ? Span.YEAR : Span.MONTH,
                Tariff.MAIN_METER,
                (kind & 2) != 0,
                window,
                (kind & 4) != 0 ? new Mask(DAYS_AND_NIGHTS, Set.of("day")) : Mask.ALWAYS,
                aggregate,
                year || contract.isPresent() ? Memory.NONE : memory,
                (kind & 8) != 0 ? 650 : 0,
                contract,
                rounding,
                Optional.empty(),
                FullLoadHours.ANY,
                prices);
    }

    @Property(tries = 400)
    void ofAnyCharge(@ForAll("charges") DemandCharge charge, @ForAll long seed) {
        Tariff tariff = new Tariff(
                "t",
                "T",
                "F",
                "EUR",
                new TariffClock(ZoneId.of("Europe/Berlin"), TariffClock.Source.LOCAL),
                new BillingCalendar(1, 1),
                Rounding.CENTS,
                Rounding.CENTS,
                Holidays.NONE,
                List.of(charge));
        Load base = load("Europe/Berlin", seed, false);
        Load more = load("Europe/Berlin", seed, true);
        assertNoneFell(demand(tariff, base, base), demand(tariff, more, base));
    }

    /**
     * The German step: 20 % more energy at the same peak passes 2,500 h. The capacity row below 2,500 h vanishes from the bill,
     * and still no demand charge fell: the other row bills the same peak at four times the price. It is the energy price that
     * falls to a third, and the incentive with it.
     */
    @Example
    void theGermanStepReversesTheIncentiveAndLowersNoDemandCharge() {
        Tariff tariff = TariffLibrary.find("german-mv-annual").orElseThrow();
        Bill before = Billing.bill(tariff, flatWithPeak(250));
        Bill after = Billing.bill(tariff, flatWithPeak(300));
        assertThat(rows(tariff, flatWithPeak(250))).containsExactly("year from 2023-01 capacity-below-2500");
        assertThat(rows(tariff, flatWithPeak(300))).containsExactly("year from 2023-01 capacity-from-2500");
        assertThat(after.demandCharges()).isGreaterThan(before.demandCharges());
        // 4 more full-load hours around the step: the bill hardly moves, where 1 % less peak would have been worth 392
        // EUR
        BigDecimal below = Billing.bill(tariff, flatWithPeak(285)).total();
        BigDecimal above = Billing.bill(tariff, flatWithPeak(285.5)).total();
        assertThat(above.subtract(below).doubleValue()).isBetween(0.0, 250.0);
        // far above it, the same energy costs a third
        BigDecimal step = Billing.bill(tariff, flatWithPeak(400)).total().subtract(after.total());
        assertThat(step.doubleValue()).isCloseTo(100 * 8760 * 0.0062, within(1.0));
    }

    private static Load flatWithPeak(double kw) {
        return Loads.of(
                "Europe/Berlin",
                "2023-01-01",
                "2024-01-01",
                15,
                time -> time.getDayOfYear() == 40 && time.getHour() == 10 && time.getMinute() == 0 ? 1000 : kw);
    }

    /** A better power factor is a discount: it makes the bill smaller, not the demand charge. */
    @Example
    void aDiscountOnTheDemandChargeIsALineOfItsOwn() {
        Tariff tariff = TariffLibrary.find("kepco-hv-as").orElseThrow();
        Load base = load("Asia/Tokyo", 1, false);
        double[] heat = new double[base.kw().length];
        Arrays.fill(heat, 1);
        Load more = Loads.plus(base, heat);
        assertNoneFell(demand(tariff, base, base), demand(tariff, more, base));
    }

    /** A bill of two halves of a month, as windows, is that of the whole: energy adds, demand is the higher of both. */
    @Property(tries = 60)
    void aBillSplits(@ForAll long seed) {
        Random random = new Random(seed);
        Load whole = Loads.of("Asia/Tokyo", "2024-02-01", "2024-03-01", 30, time -> random.nextInt(900));
        int cut = 48 * (1 + random.nextInt(28));
        Load first = part(whole, 0, cut);
        Load second = part(whole, cut, whole.kw().length);
        Tariff tariff = Loads.tariff("tariff: t\ntitle: T\nfacts: F\ncurrency: JPY\ntimezone: Asia/Tokyo\n"
                + "components:\n  - {demand: d, price: 1}\n  - {energy: e, price: 1}\n");
        Bill sum = Billing.bill(tariff, whole);
        Bill one = Billing.bill(tariff, first);
        Bill two = Billing.bill(tariff, second);
        Period february = sum.lines().get(0).period();
        assertThat(amount(one, february, "e").add(amount(two, february, "e")))
                .isEqualByComparingTo(amount(sum, february, "e"));
        assertThat(amount(one, february, "d").max(amount(two, february, "d")))
                .isEqualByComparingTo(amount(sum, february, "d"));
    }

    private static BigDecimal amount(Bill bill, Period period, String component) {
        return bill.line(period, component).map(Line::amount).orElse(BigDecimal.ZERO);
    }

    private static Load part(Load load, int from, int until) {
        return new Load(
                load.startEpochSecond() + (long) from * load.stepSeconds(),
                load.stepSeconds(),
                Arrays.copyOfRange(load.kw(), from, until));
    }
}
