package io.tieline.tariff.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.tariff.Loads;
import io.tieline.tariff.Past;
import io.tieline.tariff.Period;
import io.tieline.tariff.Tariff;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What all charges have in common, on loads small enough to follow by hand. */
class BillingTest {

    @Test
    void aPriceThatChangesInsideAMonthIsPaidByDays() {
        Load load = Loads.flat("UTC", "2026-04-01", "2026-05-01", 100);
        String prices = "prices: [{from: 2025-04-01, price: 3}, {from: 2026-04-11, price: 6}]";
        Bill bill = Bills.bill(
                "  - {demand: a, " + prices + "}\n  - {energy: b, " + prices + "}\n  - {fixed: c, " + prices + "}\n",
                load);
        assertThat(Bills.amounts(bill))
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
    void beforeTheFirstPriceThereIsNoBill() {
        Load load = Loads.flat("UTC", "2026-04-01", "2026-05-01", 100);
        assertThatThrownBy(() -> Bills.bill("  - {demand: a, prices: [{from: 2026-04-02, price: 3}]}\n", load))
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
        assertThat(Bills.amounts(Bills.bill(rows, Loads.flat("UTC", "2026-01-01", "2026-03-01", 100))))
                .containsExactly(
                        "year from 2026-01 low 100 x 1 = 100.00",
                        "year from 2026-01 low-energy 141600 x 1 = 141600.00");
        assertThat(Bills.amounts(Bills.bill(rows, Loads.flat("UTC", "2026-01-01", "2027-01-01", 100))))
                .containsExactly("year from 2026-01 high 100 x 4 = 400.00");
    }

    @Test
    void everyMeterPointHasItsOwnCharge() {
        Tariff tariff = Loads.components(
                "  - {demand: a, price: 1}\n  - {demand: b, meter: feeder-2, price: 10}\n  - {energy: c, meter: feeder-2, price: 0.1}\n");
        Load main = Loads.flat("UTC", "2026-01-01", "2026-02-01", 100);
        Load second = Loads.flat("UTC", "2026-01-01", "2026-02-01", 7);
        Bill bill = Billing.bill(tariff, Map.of("grid", main, "feeder-2", second), Past.NONE, Map.of());
        assertThat(Bills.amounts(bill))
                .containsExactly(
                        "2026-01 a 100 x 1 = 100.00", "2026-01 b 7 x 10 = 70.00", "2026-01 c 5208 x 0.1 = 520.80");
        assertThatThrownBy(() -> Billing.bill(tariff, main))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("There is no load of meter point feeder-2");
    }

    @Test
    void whatWasNotMeasuredIsNamed() {
        double[] kw = new double[96 * 31];
        Arrays.fill(kw, 100);
        Arrays.fill(kw, 0, 96, Double.NaN);
        Load load = new Load(LocalDate.of(2026, 1, 1).toEpochDay() * 86_400, 900, kw);
        Bill bill = Bills.bill("  - {energy: b, price: 1}\n", load);
        // 30 of 31 days
        assertThat(bill.notes()).containsExactly("2026-01: only 96.7 % of it is measured at grid.");
        assertThat(Bills.amounts(bill)).containsExactly("2026-01 b 72000 x 1 = 72000.00");
        assertThat(Bills.bill("  - {energy: b, price: 1}\n", Loads.flat("UTC", "2026-01-01", "2026-02-01", 1))
                        .notes())
                .isEmpty();
    }

    @Test
    void stepsMustFillTheWindows() {
        Load hourly = Loads.of("UTC", "2026-01-01", "2026-02-01", 60, time -> 1);
        assertThatThrownBy(() -> Bills.bill("  - {demand: a, window: 15 min, price: 1}\n", hourly))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("do not fill windows of 15 min");
        Load shifted = new Load(hourly.startEpochSecond() + 60, 900, new double[96]);
        assertThatThrownBy(() -> Bills.bill("  - {demand: a, window: 15 min, price: 1}\n", shifted))
                .hasMessageContaining("do not fill windows");
        assertThatThrownBy(() -> new Load(0, 900, new double[0])).hasMessageContaining("no values");
        assertThatThrownBy(() -> new Load(0, 900, new double[2], new double[1])).hasMessageContaining("2 values in kW");
    }

    @Test
    void aBillIsTheSumOfItsPeriods() {
        Load load = Loads.flat("UTC", "2026-01-01", "2026-04-01", 100);
        Bill bill = Bills.bill(
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
