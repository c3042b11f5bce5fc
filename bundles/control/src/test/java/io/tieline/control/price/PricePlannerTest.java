package io.tieline.control.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tieline.control.price.PricePlanner.Battery;
import io.tieline.control.settings.PriceSettings;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class PricePlannerTest {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final int PER_DAY = 48;
    private static final long TODAY = 1000L * PER_DAY;

    /** The same day for a week, by half-hour. */
    private static LoadMemory week(LongToDoubleFunction loadOfSlot) {
        LoadMemory memory = LoadMemory.EMPTY;
        for (long window = TODAY - 7 * PER_DAY; window < TODAY; window++) {
            memory = memory.with(window, PER_DAY, loadOfSlot.applyAsDouble(Math.floorMod(window, PER_DAY)));
        }
        return memory;
    }

    private static LoadMemory flat(double watts) {
        return week(slot -> watts);
    }

    /** 100 kW and 200 kWh of which 40 kWh stay in, without a target and free of wear. */
    private static Battery battery(double storedWh) {
        return new Battery(storedWh, 200_000, 40_000, 100_000, 100_000, INF, INF, 0, 0.81, 0);
    }

    private static double[] prices(double cheap, double dear) {
        double[] prices = new double[PER_DAY];
        for (int s = 0; s < PER_DAY; s++) {
            prices[s] = s < 16 ? cheap : dear;
        }
        return prices;
    }

    /** Runs the plan through the day, window by window, as the core does. */
    private static List<Double> follow(Battery start, double[] prices, LoadMemory memory) {
        double[] powers = new double[prices.length];
        double stored = start.storedWh();
        for (int s = 0; s < prices.length; s++) {
            Battery now = new Battery(
                    stored,
                    start.capacityWh(),
                    start.reserveWh(),
                    start.chargeW(),
                    start.dischargeW(),
                    start.targetW(),
                    start.ceilingW(),
                    start.exportW(),
                    start.roundTrip(),
                    start.cycleCost());
            double watts = PricePlanner.plan(now, from(prices, s), memory, TODAY + s, 1800);
            powers[s] = watts;
            double moved = Double.isNaN(watts) ? 0 : watts;
            stored -= moved > 0 ? moved / 2 / 0.9 : moved / 2 * 0.9;
            assertThat(stored).isBetween(start.reserveWh() - 1e-6, start.capacityWh() + 1e-6);
        }
        return Arrays.stream(powers).boxed().toList();
    }

    /** The day that follows is like this one. */
    private static double[] from(double[] day, int slot) {
        double[] turned = new double[day.length];
        for (int i = 0; i < day.length; i++) {
            turned[i] = day[(slot + i) % day.length];
        }
        return turned;
    }

    private static double sum(List<Double> values, int from, int to) {
        return values.subList(from, to).stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    @Test
    void itBuysCheapAndGivesDearDownToTheReserve() {
        List<Double> powers = follow(battery(40_000), prices(10, 20), flat(300_000));
        assertThat(sum(powers, 0, 16) / 2 * 0.9).as("stored").isCloseTo(-160_000, within(5_000.0));
        assertThat(sum(powers, 16, 48) / 2 / 0.9).as("given").isCloseTo(160_000, within(5_000.0));
        assertThat(powers).allMatch(watts -> Math.abs(watts) <= 100_000);
    }

    @Test
    void aDifferenceThatDoesNotPayForLossesAndWearMovesNothing() {
        assertThat(follow(battery(120_000), prices(10, 12), flat(300_000))).containsOnly(0.0);
        Battery worn = new Battery(40_000, 200_000, 40_000, 100_000, 100_000, INF, INF, 0, 0.81, 8);
        assertThat(follow(worn, prices(10, 20), flat(300_000))).containsOnly(0.0);
        assertThat(follow(battery(40_000), prices(15, 15), flat(300_000))).containsOnly(0.0);
    }

    @Test
    void whatThePeakOfAnyPastDayWouldNeedIsNeverSold() {
        // From 14:00 to 15:00 the load passes the target by 60 kW: 60 kWh / 0.9 above the reserve, and no room before.
        LoadMemory memory = week(slot -> slot == 28 || slot == 29 ? 360_000 : 300_000);
        Battery tight = new Battery(200_000, 200_000, 40_000, 100_000, 100_000, 300_000, 300_000, 0, 0.81, 0);
        double[] prices = new double[PER_DAY];
        Arrays.fill(prices, 10);
        Arrays.fill(prices, 20, 24, 50);
        List<Double> powers = follow(tight, prices, memory);
        double sold = sum(powers, 0, 28) / 2 / 0.9;
        assertThat(sold).isGreaterThan(70_000);
        assertThat(200_000 - sold).isGreaterThanOrEqualTo(40_000 + 60_000 / 0.9 - 1);
        assertThat(powers).noneMatch(watts -> watts < 0);
    }

    @Test
    void belowWhatThePeakNeedsItWishesNothing() {
        LoadMemory memory = week(slot -> slot == 28 ? 400_000 : 300_000);
        Battery low = new Battery(60_000, 200_000, 40_000, 100_000, 100_000, 300_000, 300_000, 0, 0.81, 0);
        assertThat(PricePlanner.plan(low, prices(1, 9), memory, TODAY, 1800)).isNaN();
    }

    @Test
    void chargingStaysBelowTheCeilingAndDischargeBelowTheLoad() {
        Battery capped = new Battery(40_000, 200_000, 40_000, 100_000, 100_000, 330_000, 330_000, 0, 0.81, 0);
        List<Double> powers = follow(capped, prices(10, 40), flat(300_000));
        assertThat(powers).allMatch(watts -> watts >= -30_000.001).anyMatch(watts -> watts < -10_000);
        List<Double> small = follow(battery(200_000), prices(40, 10), flat(50_000));
        assertThat(small).allMatch(watts -> watts <= 50_000).anyMatch(watts -> watts > 40_000);
    }

    @Test
    void withoutADayToGoByThereIsNoPlan() {
        assertThat(PricePlanner.plan(battery(90_000), prices(1, 9), LoadMemory.EMPTY, TODAY, 1800))
                .isNaN();
        LoadMemory lately = LoadMemory.EMPTY.with(TODAY - 1, PER_DAY, 1);
        assertThat(PricePlanner.plan(battery(90_000), prices(1, 9), lately, TODAY, 1800))
                .isNaN();
    }

    @Test
    void theMemoryForgetsAfterAWeekKeepsGapsOpenAndSurvivesARestart() {
        LoadMemory memory = week(slot -> slot);
        assertThat(memory.daysBefore(TODAY + 5, 1)).isEqualTo(5);
        assertThat(memory.daysBefore(TODAY + 5, 7)).isEqualTo(5);
        assertThat(memory.daysBefore(TODAY + 5, 8)).isNaN();
        assertThat(memory.daysBefore(TODAY + PER_DAY, 1)).as("not yet").isNaN();
        LoadMemory gap = memory.with(TODAY + 10, PER_DAY, 77);
        assertThat(gap.daysBefore(TODAY + PER_DAY + 10, 1)).isEqualTo(77);
        assertThat(gap.daysBefore(TODAY + PER_DAY + 9, 1)).isNaN();
        assertThat(gap.typicalW(TODAY + PER_DAY + 9)).as("the other days").isEqualTo(9);
        LoadMemory read = LoadMemory.of(gap.text());
        assertThat(read.lastWindow()).isEqualTo(gap.lastWindow());
        assertThat(read.meansW()).isEqualTo(gap.meansW());
        assertThat(LoadMemory.of("nonsense")).isEqualTo(LoadMemory.EMPTY);
        assertThat(LoadMemory.of("7 1 2")).isEqualTo(LoadMemory.EMPTY);
    }

    @Test
    void dailyPricesFollowTheClockOfTheSite() {
        PriceSettings settings = new PriceSettings(true, PriceSettings.daily("00:00 10.5, 08:00 20, 22:00 11"), 0, 0.9);
        long eight = 1_795_305_600_000L; // 2026-11-22 00:00 UTC, 09:00 in Tokyo
        ZoneId tokyo = ZoneId.of("Asia/Tokyo");
        assertThat(settings.at(eight, tokyo)).isEqualTo(20);
        assertThat(settings.at(eight - 3_600_001, tokyo)).isEqualTo(10.5);
        assertThat(settings.at(eight - 3_600_000, tokyo)).isEqualTo(20);
        assertThat(settings.at(eight, ZoneOffset.UTC)).isEqualTo(10.5);
        assertThat(PriceSettings.OFF.at(eight, tokyo)).isNaN();
    }

    @Test
    void nonsenseIsRefusedWithTheField() {
        assertThatThrownBy(() -> PriceSettings.daily("08:00")).hasMessageContaining("price.daily");
        assertThatThrownBy(() -> PriceSettings.daily("08:00 x")).hasMessageContaining("price.daily");
        assertThatThrownBy(() -> PriceSettings.daily("25:00 1")).hasMessageContaining("price.daily");
        assertThatThrownBy(() -> PriceSettings.daily("08:00 NaN")).hasMessageContaining("price.daily");
        assertThatThrownBy(() -> new PriceSettings(true, PriceSettings.daily("08:00 1"), 0, 0.9))
                .hasMessageContaining("must begin at 00:00");
        assertThatThrownBy(() -> new PriceSettings(true, PriceSettings.daily("00:00 1, 00:00 2"), 0, 0.9))
                .hasMessageContaining("times must rise");
        assertThatThrownBy(() -> new PriceSettings(true, List.of(), -1, 0.9)).hasMessageContaining("price.cycleCost");
        assertThatThrownBy(() -> new PriceSettings(true, List.of(), 0, 1.1)).hasMessageContaining("price.roundTrip");
    }
}
