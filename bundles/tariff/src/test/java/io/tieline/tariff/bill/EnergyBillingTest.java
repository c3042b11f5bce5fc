package io.tieline.tariff.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieline.tariff.Loads;
import io.tieline.tariff.Past;
import io.tieline.tariff.Tariff;
import io.tieline.tariff.bill.Line.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an energy charge bills, on loads small enough to follow by hand. */
class EnergyBillingTest {

    @Test
    void energyTiersShrinkWithTheirPartOfTheMonth() {
        Load load = Loads.flat("UTC", "2026-04-01", "2026-05-01", 100);
        String tiers = "tiers: [{upTo: 30000, price: 2}, {price: 1}]";
        Bill bill = Bills.bill(
                "  - {energy: b, prices: [{from: 2026-01-01, " + tiers + "}, {from: 2026-04-11, price: 0}]}\n", load);
        // of the first ten days' 24000 kWh, 30000 x 10 / 30 are in the first block
        assertThat(bill.lines().get(0).amount()).isEqualByComparingTo("20000");
        assertThat(bill.lines().get(1).amount()).isEqualByComparingTo("14000");
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
        assertThat(Bills.amounts(bill))
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
    void exportIsNotDrawnBackFromTheImportRegister() {
        Load load = Loads.of("UTC", "2026-01-01", "2026-01-02", 15, time -> time.getMinute() < 30 ? 200 : -200);
        Bill bill = Bills.bill("  - {demand: a, window: 60 min, price: 1}\n  - {energy: b, price: 1}\n", load);
        assertThat(Bills.amounts(bill)).containsExactly("2026-01 a 100 x 1 = 100.00", "2026-01 b 2400 x 1 = 2400.00");
    }
}
