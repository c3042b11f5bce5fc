package io.tieline.tariff.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.tariff.Loads;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.bill.Line.Kind;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a demand charge bills of its own period, on loads small enough to follow by hand. */
class DemandBillingTest {

    @Test
    void demandIsTheMeanOfItsWindow() {
        Load load = Bills.spike("2026-01-01", "2026-02-01", "2026-01-05T12:15");
        // 15 min: 500. 30 min: (100 + 500) / 2 = 300. 60 min: (3 x 100 + 500) / 4 = 200.
        assertThat(Bills.amounts(Bills.bill("  - {demand: a, window: 15 min, price: 2}\n", load)))
                .containsExactly("2026-01 a 500 x 2 = 1000.00");
        assertThat(Bills.amounts(Bills.bill("  - {demand: a, window: 30 min, price: 2}\n", load)))
                .containsExactly("2026-01 a 300 x 2 = 600.00");
        assertThat(Bills.amounts(Bills.bill("  - {demand: a, window: 60 min, price: 2}\n", load)))
                .containsExactly("2026-01 a 200 x 2 = 400.00");
    }

    @Test
    void aLaterMeterPutsTheSpikeIntoAnotherWindow() {
        Load load = Bills.spike("2026-01-01", "2026-02-01", "2026-01-05T12:15", "2026-01-05T12:30");
        assertThat(Bills.amounts(Bills.bill("  - {demand: a, price: 1}\n", load)))
                .containsExactly("2026-01 a 300 x 1 = 300.00");
        assertThat(Bills.amounts(Bills.bill("  - {demand: a, offset: 900, price: 1}\n", load)))
                // The first window began a quarter hour before the data, in December.
                .containsExactly("2025-12 a 50 x 1 = 50.00", "2026-01 a 500 x 1 = 500.00");
    }

    @Test
    void theLineSaysWhenThePeakWas() {
        Load load = Bills.spike("2026-01-01", "2026-02-01", "2026-01-05T12:15");
        Line line = Bills.bill("  - {demand: a, title: Power, price: 1}\n", load)
                .lines()
                .get(0);
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
        Bill bill = Bills.bill("  - {demand: a, window: 60 min, aggregate: mean-of-days, days: 3, price: 1}\n", load);
        assertThat(Bills.amounts(bill)).containsExactly("2026-01 a 300 x 1 = 300.00");
        assertThat(bill.lines().get(0).note()).isEqualTo("mean of 3 days, highest 2026-01-31 08:00");
    }

    @Test
    void twoPeaksOfOneDayCountOnce() {
        Load load = Bills.spike("2026-01-01", "2026-02-01", "2026-01-05T12:00", "2026-01-05T18:00");
        // 5 January counts once: (500 + 100) / 2
        assertThat(Bills.amounts(Bills.bill(
                        "  - {demand: a, window: 15 min, aggregate: mean-of-days, days: 2, price: 1}\n", load)))
                .containsExactly("2026-01 a 300 x 1 = 300.00");
    }

    @Test
    void meanAtTheCoincidentPeaks() {
        Load load = Bills.spike("2026-06-01", "2026-08-01", "2026-06-10T16:45", "2026-07-03T16:45");
        String events = "events: [2026-06-10T16:50, 2026-06-11T16:45, 2026-07-03T18:45+02:00, 2025-07-01T00:00]";
        // (500 + 100 + 500) / 3; the event of 2025 is not in the data
        assertThat(Bills.amounts(Bills.bill(
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
        Bill bill =
                Bills.bill("  - {demand: a, unit: kVA, price: 1}\n  - {energy: b, unit: kvarh, price: 0.01}\n", load);
        // 300² + 400² = 500²; 400 kvar x 744 h
        assertThat(Bills.amounts(bill))
                .containsExactly("2026-01 a 500 x 1 = 500.00", "2026-01 b 297600 x 0.01 = 2976.00");
        assertThat(bill.lines()).extracting(Line::unit).containsExactly("kVA", "kvarh");
        Load active = new Load(load.startEpochSecond(), 900, kw);
        assertThatThrownBy(() -> Bills.bill("  - {demand: a, unit: kVA, price: 1}\n", active))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("Component a needs the reactive power of meter point grid");
        assertThatThrownBy(() -> Bills.bill("  - {energy: b, unit: kvarh, price: 1}\n", active))
                .hasMessageContaining("Component b needs the reactive power");
    }

    @Test
    void theMinimumIsBilledWhenLessWasDrawn() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-02-01", 100);
        Bill bill =
                Bills.bill("  - {demand: a, minimum: 250, price: 2}\n  - {demand: b, minimum: 50, price: 2}\n", load);
        assertThat(Bills.amounts(bill)).containsExactly("2026-01 a 250 x 2 = 500.00", "2026-01 b 100 x 2 = 200.00");
        assertThat(bill.lines().get(0).note()).isEqualTo("the minimum");
    }

    @Test
    void aboveTheAgreedPowerAUnitCostsMore() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-02-01", 130);
        Bill bill = Bills.bill("  - {demand: a, contract: {power: 120, excess: 1.5}, price: 10}\n", load);
        // 120 x 10 whatever was drawn, (130 - 120) x 15
        assertThat(Bills.amounts(bill)).containsExactly("2026-01 a 120 x 10 = 1200.00", "2026-01 a 10 x 15 = 150.00");
        assertThat(bill.lines()).extracting(Line::kind).containsExactly(Kind.DEMAND, Kind.EXCESS);
        Load less = Loads.flat("UTC", "2026-01-01", "2026-02-01", 120);
        assertThat(Bills.amounts(Bills.bill("  - {demand: a, contract: {power: 120, excess: 1.5}, price: 10}\n", less)))
                .containsExactly("2026-01 a 120 x 10 = 1200.00");
    }

    @Test
    void tiersAreBlocks() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-02-01", 250);
        Bill bill = Bills.bill("  - {demand: a, tiers: [{upTo: 100, price: 16.69}, {price: 11.29}]}\n", load);
        // the first 100 kW at 16.69, the other 150 at 11.29
        assertThat(Bills.amounts(bill))
                .containsExactly("2026-01 a 100 x 16.69 = 1669.00", "2026-01 a 150 x 11.29 = 1693.50");
        Load small = Loads.flat("UTC", "2026-01-01", "2026-02-01", 100);
        assertThat(Bills.amounts(
                        Bills.bill("  - {demand: a, tiers: [{upTo: 100, price: 16.69}, {price: 11.29}]}\n", small)))
                .containsExactly("2026-01 a 100 x 16.69 = 1669.00");
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
        assertThat(Bills.amounts(good)).containsExactly("2026-01 a 100 x 10 = 1000.00", "2026-01 a -15 x 10 = -150.00");
        assertThat(good.lines().get(1).kind()).isEqualTo(Kind.POWER_FACTOR);
        assertThat(good.total()).isEqualByComparingTo("850");
        assertThat(good.demandCharges()).isEqualByComparingTo("1000");
        assertThat(Bills.amounts(Billing.bill(tariff, load.withPowerFactor(0.8)))
                        .get(1))
                .isEqualTo("2026-01 a 5 x 10 = 50.00");
        // 0.8749 is 87 % when rounded: 2 % less
        assertThat(Bills.amounts(Billing.bill(tariff, load.withPowerFactor(0.8749)))
                        .get(1))
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
}
