package io.tieline.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.tariff.Line.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every rule of the language on a load small enough to follow by hand. */
class BillingTest {

    /** 100 kW with one quarter hour of 500 kW at a time, on a UTC clock. */
    private static Load spike(String from, String until, String... spikes) {
        List<LocalDateTime> times =
                Arrays.stream(spikes).map(LocalDateTime::parse).toList();
        return Loads.of("UTC", from, until, 15, time -> times.contains(time) ? 500 : 100);
    }

    private static List<String> amounts(Bill bill) {
        return bill.lines().stream()
                .map(line -> line.period() + " " + line.component() + " "
                        + line.quantity().stripTrailingZeros().toPlainString() + " x "
                        + line.unitPrice().stripTrailingZeros().toPlainString() + " = "
                        + line.amount().toPlainString())
                .toList();
    }

    private static Bill bill(String components, Load load) {
        return Billing.bill(Loads.components(components), load);
    }

    @Test
    void demandIsTheMeanOfItsWindow() {
        Load load = spike("2026-01-01", "2026-02-01", "2026-01-05T12:15");
        // 15 min: 500. 30 min: (100 + 500) / 2 = 300. 60 min: (3 x 100 + 500) / 4 = 200.
        assertThat(amounts(bill("  - {demand: a, window: 15 min, price: 2}\n", load)))
                .containsExactly("2026-01 a 500 x 2 = 1000.00");
        assertThat(amounts(bill("  - {demand: a, window: 30 min, price: 2}\n", load)))
                .containsExactly("2026-01 a 300 x 2 = 600.00");
        assertThat(amounts(bill("  - {demand: a, window: 60 min, price: 2}\n", load)))
                .containsExactly("2026-01 a 200 x 2 = 400.00");
    }

    @Test
    void aLaterMeterPutsTheSpikeIntoAnotherWindow() {
        Load load = spike("2026-01-01", "2026-02-01", "2026-01-05T12:15", "2026-01-05T12:30");
        assertThat(amounts(bill("  - {demand: a, price: 1}\n", load))).containsExactly("2026-01 a 300 x 1 = 300.00");
        assertThat(amounts(bill("  - {demand: a, offset: 900, price: 1}\n", load)))
                // The first window began a quarter hour before the data, in December.
                .containsExactly("2025-12 a 50 x 1 = 50.00", "2026-01 a 500 x 1 = 500.00");
    }

    @Test
    void theLineSaysWhenThePeakWas() {
        Load load = spike("2026-01-01", "2026-02-01", "2026-01-05T12:15");
        Line line =
                bill("  - {demand: a, title: Power, price: 1}\n", load).lines().get(0);
        assertThat(line.note()).isEqualTo("peak 2026-01-05 12:00");
        assertThat(line.title()).isEqualTo("Power");
        assertThat(line.unit()).isEqualTo("kW");
        assertThat(line.kind()).isEqualTo(Kind.DEMAND);
    }

    @Test
    void meanOfTheHighestDailyPeaks() {
        Load load = Loads.of(
                "UTC", "2026-01-01", "2026-02-01", 60, time -> time.getHour() == 8 ? time.getDayOfMonth() * 10 : 1);
        // 31, 30 and 29 January: (310 + 300 + 290) / 3
        Bill bill = bill("  - {demand: a, window: 60 min, aggregate: mean-of-days, days: 3, price: 1}\n", load);
        assertThat(amounts(bill)).containsExactly("2026-01 a 300 x 1 = 300.00");
        assertThat(bill.lines().get(0).note()).isEqualTo("mean of 3 days, highest 2026-01-31 08:00");
    }

    @Test
    void twoPeaksOfOneDayCountOnce() {
        Load load = spike("2026-01-01", "2026-02-01", "2026-01-05T12:00", "2026-01-05T18:00");
        // 5 January counts once: (500 + 100) / 2
        assertThat(amounts(bill("  - {demand: a, window: 15 min, aggregate: mean-of-days, days: 2, price: 1}\n", load)))
                .containsExactly("2026-01 a 300 x 1 = 300.00");
    }

    @Test
    void meanAtTheCoincidentPeaks() {
        Load load = spike("2026-06-01", "2026-08-01", "2026-06-10T16:45", "2026-07-03T16:45");
        String events = "events: [2026-06-10T16:50, 2026-06-11T16:45, 2026-07-03T18:45+02:00, 2025-07-01T00:00]";
        // (500 + 100 + 500) / 3; the event of 2025 is not in the data
        assertThat(amounts(bill(
                        "  - {demand: a, per: year, window: 15 min, aggregate: mean-of-events, " + events
                                + ", price: 3}\n",
                        load)))
                .containsExactly("year from 2026-01 a 366.667 x 3 = 1100.00");
    }

    @Test
    void apparentPowerIsWhatTheConductorsCarry() {
        double[] kw = new double[4 * 24 * 31];
        double[] kvar = new double[kw.length];
        Arrays.fill(kw, 300);
        Arrays.fill(kvar, 400);
        Load load = new Load(LocalDate.of(2026, 1, 1).toEpochDay() * 86_400, 900, kw, kvar);
        Bill bill = bill("  - {demand: a, unit: kVA, price: 1}\n  - {energy: b, unit: kvarh, price: 0.01}\n", load);
        // 300² + 400² = 500²; 400 kvar x 744 h
        assertThat(amounts(bill)).containsExactly("2026-01 a 500 x 1 = 500.00", "2026-01 b 297600 x 0.01 = 2976.00");
        assertThat(bill.lines()).extracting(Line::unit).containsExactly("kVA", "kvarh");
        Load active = new Load(load.startEpochSecond(), 900, kw);
        assertThatThrownBy(() -> bill("  - {demand: a, unit: kVA, price: 1}\n", active))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("Component a needs the reactive power of meter point grid");
        assertThatThrownBy(() -> bill("  - {energy: b, unit: kvarh, price: 1}\n", active))
                .hasMessageContaining("Component b needs the reactive power");
    }

    @Test
    void trailingTwelveRemembersElevenMonthsAndThenForgets() {
        Load load = Loads.of(
                "UTC",
                "2025-01-01",
                "2026-03-01",
                30,
                time -> time.isBefore(LocalDateTime.parse("2025-01-01T00:30")) ? 900 : 100);
        Bill bill = bill("  - {demand: a, memory: trailing-12, price: 1}\n", load);
        assertThat(bill.lines()).hasSize(14);
        assertThat(bill.lines().subList(0, 12))
                .allSatisfy(line -> assertThat(line.amount()).isEqualByComparingTo("900"));
        assertThat(bill.lines().get(1).note()).isEqualTo("peak of 2025-01");
        assertThat(bill.lines().subList(12, 14)).allSatisfy(line -> {
            assertThat(line.amount()).isEqualByComparingTo("100");
            assertThat(line.note()).startsWith("peak 2026-0");
        });
    }

    @Test
    void aRatchetBillsAShareOfTheHighestOfTheMonthsBefore() {
        Load load = Loads.of("UTC", "2026-01-01", "2026-05-01", 30, time -> time.getMonthValue() == 1 ? 1000 : 100);
        Bill bill = bill("  - {demand: a, ratchet: 0.8, ratchetMonths: 2, price: 1}\n", load);
        assertThat(bill.lines()).extracting(line -> line.amount().intValue()).containsExactly(1000, 800, 800, 100);
        assertThat(bill.lines().get(1).note()).isEqualTo("80 % of the peak of 2026-01");
    }

    @Test
    void theRatchetHangsOnWhatWasMeasuredNotOnWhatWasBilled() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-03-01", 100);
        Tariff tariff = Loads.components("  - {demand: a, ratchet: 0.5, ratchetMonths: 1, price: 1}\n");
        Past past = new Past(Map.of("a", Map.of(YearMonth.of(2025, 12), 1000.0)));
        Bill bill = Billing.bill(tariff, Map.of("grid", load), past, Map.of());
        // January: half of December's 1000; February: half of January's 100 is less than its own 100.
        assertThat(bill.lines()).extracting(line -> line.amount().intValue()).containsExactly(500, 100);
        assertThat(bill.lines().get(0).note()).isEqualTo("50 % of the peak of 2025-12");
    }

    @Test
    void theMinimumIsBilledWhenLessWasDrawn() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-02-01", 100);
        Bill bill = bill("  - {demand: a, minimum: 250, price: 2}\n  - {demand: b, minimum: 50, price: 2}\n", load);
        assertThat(amounts(bill)).containsExactly("2026-01 a 250 x 2 = 500.00", "2026-01 b 100 x 2 = 200.00");
        assertThat(bill.lines().get(0).note()).isEqualTo("the minimum");
    }

    @Test
    void aboveTheAgreedPowerAUnitCostsMore() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-02-01", 130);
        Bill bill = bill("  - {demand: a, contract: {power: 120, excess: 1.5}, price: 10}\n", load);
        // 120 x 10 whatever was drawn, (130 - 120) x 15
        assertThat(amounts(bill)).containsExactly("2026-01 a 120 x 10 = 1200.00", "2026-01 a 10 x 15 = 150.00");
        assertThat(bill.lines()).extracting(Line::kind).containsExactly(Kind.DEMAND, Kind.EXCESS);
        Load less = Loads.flat("UTC", "2026-01-01", "2026-02-01", 120);
        assertThat(amounts(bill("  - {demand: a, contract: {power: 120, excess: 1.5}, price: 10}\n", less)))
                .containsExactly("2026-01 a 120 x 10 = 1200.00");
    }

    @Test
    void tiersAreBlocks() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-02-01", 250);
        Bill bill = bill("  - {demand: a, tiers: [{upTo: 100, price: 16.69}, {price: 11.29}]}\n", load);
        // the first 100 kW at 16.69, the other 150 at 11.29
        assertThat(amounts(bill)).containsExactly("2026-01 a 100 x 16.69 = 1669.00", "2026-01 a 150 x 11.29 = 1693.50");
        Load small = Loads.flat("UTC", "2026-01-01", "2026-02-01", 100);
        assertThat(amounts(bill("  - {demand: a, tiers: [{upTo: 100, price: 16.69}, {price: 11.29}]}\n", small)))
                .containsExactly("2026-01 a 100 x 16.69 = 1669.00");
    }

    @Test
    void aPriceThatChangesInsideAMonthIsPaidByDays() {
        Load load = Loads.flat("UTC", "2026-04-01", "2026-05-01", 100);
        String prices = "prices: [{from: 2025-04-01, price: 3}, {from: 2026-04-11, price: 6}]";
        Bill bill = bill(
                "  - {demand: a, " + prices + "}\n  - {energy: b, " + prices + "}\n  - {fixed: c, " + prices + "}\n",
                load);
        assertThat(amounts(bill))
                .containsExactly(
                        // 10 and 20 of 30 days
                        "2026-04 a 100 x 3 = 100.00",
                        "2026-04 a 100 x 6 = 400.00",
                        // 100 kW x 240 h and x 480 h
                        "2026-04 b 24000 x 3 = 72000.00",
                        "2026-04 b 48000 x 6 = 288000.00",
                        "2026-04 c 0.3333333333333333 x 3 = 1.00",
                        "2026-04 c 0.6666666666666667 x 6 = 4.00");
        assertThat(bill.lines().get(1).note()).isEqualTo("peak 2026-04-01 00:00, 20 of 30 days");
        assertThat(bill.lines().get(2).note()).isEqualTo("2026-04-01 to 2026-04-10");
    }

    @Test
    void energyTiersShrinkWithTheirPartOfTheMonth() {
        Load load = Loads.flat("UTC", "2026-04-01", "2026-05-01", 100);
        String tiers = "tiers: [{upTo: 30000, price: 2}, {price: 1}]";
        Bill bill = bill(
                "  - {energy: b, prices: [{from: 2026-01-01, " + tiers + "}, {from: 2026-04-11, price: 0}]}\n", load);
        // of the first ten days' 24000 kWh, 30000 x 10 / 30 are in the first block
        assertThat(bill.lines().get(0).amount()).isEqualByComparingTo("20000");
        assertThat(bill.lines().get(1).amount()).isEqualByComparingTo("14000");
    }

    @Test
    void beforeTheFirstPriceThereIsNoBill() {
        Load load = Loads.flat("UTC", "2026-04-01", "2026-05-01", 100);
        assertThatThrownBy(() -> bill("  - {demand: a, prices: [{from: 2026-04-02, price: 3}]}\n", load))
                .isInstanceOf(BillingException.class)
                .hasMessage("Component a has no price on 2026-04-01: add one that holds from that day on.");
    }

    @Test
    void quantitiesAmountsAndTotalsAreRoundedAsTheTariffSays() {
        Load load = Loads.flat("UTC", "2026-02-01", "2026-03-01", 100.5);
        Tariff tariff = Loads.tariff(
                """
                tariff: t
                title: T
                facts: F
                currency: JPY
                timezone: UTC
                round: {lines: {to: 0.01, mode: half-even}, totals: {to: 1, mode: down}}
                components:
                  - {demand: up, round: {to: 1}, price: 1}
                  - {demand: down, round: {to: 1, mode: down}, price: 1}
                  - {demand: fine, price: 0.333}
                """);
        Bill bill = Billing.bill(tariff, load);
        assertThat(bill.lines())
                .extracting(line -> line.quantity().toPlainString())
                .containsExactly("101", "100", "100.500");
        // 100.5 x 0.333 = 33.4665; 101 + 100 + 33.47 = 234.47
        assertThat(bill.lines().get(2).amount()).isEqualByComparingTo("33.47");
        assertThat(bill.total()).isEqualByComparingTo("234");
        assertThat(bill.currency()).isEqualTo("JPY");
    }

    @Test
    void theStepOfFullLoadHoursChoosesTheRow() {
        String rows = "  - {demand: low, per: year, fullLoadHours: {below: 2500}, price: 1}\n"
                + "  - {energy: low-energy, per: year, fullLoadHours: {below: 2500}, price: 1}\n"
                + "  - {demand: high, per: year, fullLoadHours: {from: 2500}, price: 4}\n";
        // January and February flat at 100 kW: 59 d x 24 h = 1416 h; the whole year: 8760 h
        assertThat(amounts(bill(rows, Loads.flat("UTC", "2026-01-01", "2026-03-01", 100))))
                .containsExactly(
                        "year from 2026-01 low 100 x 1 = 100.00",
                        "year from 2026-01 low-energy 141600 x 1 = 141600.00");
        assertThat(amounts(bill(rows, Loads.flat("UTC", "2026-01-01", "2027-01-01", 100))))
                .containsExactly("year from 2026-01 high 100 x 4 = 400.00");
    }

    @Test
    void aGoodPowerFactorIsADiscountAndABadOneASurcharge() {
        String component =
                "  - {demand: a, powerFactor: {base: 0.85, step: 0.01, perStep: 0.01, when: pf.day}, price: 10}\n";
        Tariff tariff = Loads.tariff("tariff: t\ntitle: T\nfacts: F\ncurrency: JPY\ntimezone: UTC\n"
                + "schedules: {pf: {bands: [{band: day, hours: 08:00-22:00}]}}\ncomponents:\n" + component);
        Load load = Loads.flat("UTC", "2026-01-01", "2026-02-01", 100);
        Bill good = Billing.bill(tariff, load.withPowerFactor(1));
        // 1000 and 15 % less
        assertThat(amounts(good)).containsExactly("2026-01 a 100 x 10 = 1000.00", "2026-01 a -15 x 10 = -150.00");
        assertThat(good.lines().get(1).kind()).isEqualTo(Kind.POWER_FACTOR);
        assertThat(good.total()).isEqualByComparingTo("850");
        assertThat(good.demandCharges()).isEqualByComparingTo("1000");
        assertThat(amounts(Billing.bill(tariff, load.withPowerFactor(0.8))).get(1))
                .isEqualTo("2026-01 a 5 x 10 = 50.00");
        // 0.8749 is 87 % when rounded: 2 % less
        assertThat(amounts(Billing.bill(tariff, load.withPowerFactor(0.8749))).get(1))
                .isEqualTo("2026-01 a -2 x 10 = -20.00");
        assertThatThrownBy(() -> load.withPowerFactor(1.2)).hasMessageContaining("power factor must be above 0");
    }

    @Test
    void thePowerFactorIsMeasuredInItsHoursOnly() {
        Tariff tariff = Loads.tariff("tariff: t\ntitle: T\nfacts: F\ncurrency: JPY\ntimezone: UTC\n"
                + "schedules: {pf: {bands: [{band: day, hours: 08:00-22:00}]}}\ncomponents:\n"
                + "  - {demand: a, powerFactor: {when: pf.day}, price: 10}\n");
        Load load = Loads.flat("UTC", "2026-01-01", "2026-02-01", 100);
        double[] kvar = new double[load.kw().length];
        for (int i = 0; i < kvar.length; i++) {
            kvar[i] = i % 96 < 32 ? 100 : 0; // bad from midnight to 8 h only
        }
        Bill bill = Billing.bill(tariff, new Load(load.startEpochSecond(), 900, load.kw(), kvar));
        assertThat(bill.lines().get(1).note()).isEqualTo("power factor 1.00");
    }

    @Test
    void theMarketPriceOfTheSlotOrTheMeanOfTheMonth() {
        Load load = Loads.of("UTC", "2026-01-01", "2026-02-01", 30, time -> time.getHour() < 12 ? 100 : 0);
        double[] prices = new double[48 * 31];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = i % 48 < 24 ? 10 : 30;
        }
        Map<String, PriceSeries> markets = Map.of("spot", new PriceSeries(load.startEpochSecond(), 1800, prices));
        Tariff tariff = Loads.components("  - {energy: slot, market: {series: spot, reference: 12, coefficient: 0.5}}\n"
                + "  - {energy: mean, market: {series: spot, reference: 12, coefficient: 0.5, price: period}}\n");
        Bill bill = Billing.bill(tariff, Map.of("grid", load), Past.NONE, markets);
        // 31 days x 12 h x 100 kW = 37200 kWh, all at 10: (10 - 12) x 0.5; the mean of the month is 20: (20 - 12) x 0.5
        assertThat(amounts(bill))
                .containsExactly("2026-01 slot 37200 x -1 = -37200.00", "2026-01 mean 37200 x 4 = 148800.00");
        assertThat(bill.lines()).extracting(Line::kind).containsOnly(Kind.MARKET);
    }

    @Test
    void aMarketWithoutPricesIsLeftOutAndSaidSo() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-02-01", 100);
        Tariff tariff = Loads.components("  - {energy: m, title: Market, market: {series: spot}}\n");
        Bill bill = Billing.bill(tariff, load);
        assertThat(bill.lines()).isEmpty();
        assertThat(bill.notes()).containsExactly("Market is not in this bill: no price series spot was given.");
        Map<String, PriceSeries> late =
                Map.of("spot", new PriceSeries(load.startEpochSecond() + 1800, 1800, new double[10_000]));
        assertThatThrownBy(() -> Billing.bill(tariff, Map.of("grid", load), Past.NONE, late))
                .hasMessageContaining("spot has no price for 2026-01-01 00:00");
        Map<String, PriceSeries> early = Map.of("spot", new PriceSeries(load.startEpochSecond(), 1800, new double[10]));
        assertThatThrownBy(() -> Billing.bill(tariff, Map.of("grid", load), Past.NONE, early))
                .hasMessageContaining("spot has no price for 2026-01-01 05:00");
    }

    @Test
    void everyMeterPointHasItsOwnCharge() {
        Tariff tariff = Loads.components(
                "  - {demand: a, price: 1}\n  - {demand: b, meter: feeder-2, price: 10}\n  - {energy: c, meter: feeder-2, price: 0.1}\n");
        Load main = Loads.flat("UTC", "2026-01-01", "2026-02-01", 100);
        Load second = Loads.flat("UTC", "2026-01-01", "2026-02-01", 7);
        Bill bill = Billing.bill(tariff, Map.of("grid", main, "feeder-2", second), Past.NONE, Map.of());
        assertThat(amounts(bill))
                .containsExactly(
                        "2026-01 a 100 x 1 = 100.00", "2026-01 b 7 x 10 = 70.00", "2026-01 c 5208 x 0.1 = 520.80");
        assertThatThrownBy(() -> Billing.bill(tariff, main))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("There is no load of meter point feeder-2");
    }

    @Test
    void exportIsNotDrawnBackFromTheImportRegister() {
        Load load = Loads.of("UTC", "2026-01-01", "2026-01-02", 15, time -> time.getMinute() < 30 ? 200 : -200);
        Bill bill = bill("  - {demand: a, window: 60 min, price: 1}\n  - {energy: b, price: 1}\n", load);
        assertThat(amounts(bill)).containsExactly("2026-01 a 100 x 1 = 100.00", "2026-01 b 2400 x 1 = 2400.00");
    }

    @Test
    void whatWasNotMeasuredIsNamed() {
        double[] kw = new double[96 * 31];
        Arrays.fill(kw, 100);
        Arrays.fill(kw, 0, 96, Double.NaN);
        Load load = new Load(LocalDate.of(2026, 1, 1).toEpochDay() * 86_400, 900, kw);
        Bill bill = bill("  - {energy: b, price: 1}\n", load);
        // 30 of 31 days
        assertThat(bill.notes()).containsExactly("2026-01: only 96.7 % of it is measured at grid.");
        assertThat(amounts(bill)).containsExactly("2026-01 b 72000 x 1 = 72000.00");
        assertThat(bill("  - {energy: b, price: 1}\n", Loads.flat("UTC", "2026-01-01", "2026-02-01", 1))
                        .notes())
                .isEmpty();
    }

    @Test
    void stepsMustFillTheWindows() {
        Load hourly = Loads.of("UTC", "2026-01-01", "2026-02-01", 60, time -> 1);
        assertThatThrownBy(() -> bill("  - {demand: a, window: 15 min, price: 1}\n", hourly))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("do not fill windows of 15 min");
        Load shifted = new Load(hourly.startEpochSecond() + 60, 900, new double[96]);
        assertThatThrownBy(() -> bill("  - {demand: a, window: 15 min, price: 1}\n", shifted))
                .hasMessageContaining("do not fill windows");
        assertThatThrownBy(() -> new Load(0, 900, new double[0])).hasMessageContaining("no values");
        assertThatThrownBy(() -> new Load(0, 900, new double[2], new double[1])).hasMessageContaining("2 values in kW");
    }

    @Test
    void aBillIsTheSumOfItsPeriods() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-04-01", 100);
        Bill bill = bill(
                "  - {demand: a, price: 1}\n  - {fixed: b, price: 0.5}\n  - {demand: y, per: year, price: 2}\n", load);
        assertThat(bill.periods().keySet())
                .extracting(Period::toString)
                .containsExactly("2026-01", "year from 2026-01", "2026-02", "2026-03");
        assertThat(bill.periods().values()).extracting(List::size).containsExactly(2, 1, 2, 2);
        // 3 x 100.50 + 200
        assertThat(bill.total()).isEqualByComparingTo("501.50");
        assertThat(bill.demandCharges()).isEqualByComparingTo(new BigDecimal("500"));
        Period february = bill.lines().get(3).period();
        assertThat(bill.total(february)).isEqualByComparingTo("100.50");
        assertThat(bill.line(february, "b").orElseThrow().amount()).isEqualByComparingTo("0.50");
    }
}
