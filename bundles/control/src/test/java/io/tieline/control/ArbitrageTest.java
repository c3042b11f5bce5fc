package io.tieline.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.lease.LeaseAnswer.Accepted;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload.PriceSchedule;
import io.tieline.control.lease.PowerRange;
import io.tieline.control.settings.CoincidentPeak;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.PriceSettings;
import io.tieline.control.settings.ReserveSettings;
import io.tieline.control.settings.ShavingSettings;
import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.control.settings.TariffHours;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Energy prices through the whole core, for days at one-minute steps. */
class ArbitrageTest {

    private static final double TARGET = 600_000;

    private static Site site(PriceSettings prices) {
        return new Site(
                2,
                100_000,
                100_000,
                tuning -> tuning.settings = tuning.settings
                        .withShaving(new ShavingSettings(true, TARGET, 0.9, TARGET))
                        .withReserve(new ReserveSettings(Duration.ZERO, 30, 0, 0, 1))
                        .withPrice(prices));
    }

    private static PriceSettings daily() {
        return new PriceSettings(true, PriceSettings.daily("00:00 10, 08:00 30, 20:00 10"), 0, 0.9);
    }

    /** An even load, moving by a few watts as every real one does, with an hour above the target in the afternoon. */
    private static double load(long utcMillis) {
        long minute = utcMillis / 60_000 % 1440;
        return (minute >= 15 * 60 && minute < 16 * 60 ? 640_000 : 400_000) + minute * 37 % 17;
    }

    private static double priceAt(long utcMillis) {
        long hour = utcMillis / 3_600_000 % 24;
        return hour >= 8 && hour < 20 ? 30 : 10;
    }

    /** Money paid for energy, and what must hold meanwhile. */
    private static double run(Site site, int days, boolean hasPrices) {
        double cost = 0;
        for (int minute = 0; minute < days * 1440; minute++) {
            site.loadW = load(site.utc);
            double price = priceAt(site.utc);
            Decision decision = site.after(60);
            double imported = site.loadW - decision.powerW();
            cost += price * imported / 60 / 1000;
            assertThat(decision.target().watts()).as("the afternoon is held").isLessThan(TARGET * 1.005);
            assertThat(decision.target().highestW()).as("no new peak").isLessThan(TARGET * 1.005);
            for (double soc : site.socPercent) {
                assertThat(soc).as("the reserve stays").isGreaterThan(29.9);
            }
            assertThat(hasPrices || Double.isNaN(decision.claim(ClaimKind.PRICE).preferredW()))
                    .isTrue();
        }
        return cost;
    }

    @Tag("slow")
    @Test
    void pricesSaveMoneyAndTouchNeitherPeakNorReserve() {
        double with = run(site(daily()), 6, true);
        double without = run(site(PriceSettings.OFF), 6, false);
        // 140 kWh lie above the reserve; the afternoon needs 40 of them. Four of the days have a past to go by.
        assertThat(without - with).isGreaterThan(4 * 60 * 20 * 0.9);
    }

    @Tag("slow")
    @Test
    void withoutPricesOfItsOwnItGoesByTheEnergyPricesOfTheTariff() {
        TariffHours tariff = new TariffHours() {
            @Override
            public boolean counts(long windowStartUtcMillis) {
                return true;
            }

            @Override
            public double energyPrice(long utcMillis) {
                return priceAt(utcMillis);
            }
        };
        Site site = site(new PriceSettings(true, List.of(), 0, 0.9));
        ControlSettings followed =
                site.settings.withShaving(site.settings.shaving().withHours(tariff));
        double with = run(new Site(2, 100_000, 100_000, tuning -> tuning.settings = followed), 6, true);
        assertThat(run(site, 6, true) - with).isGreaterThan(4 * 60 * 20 * 0.9);
    }

    @Tag("slow")
    @Test
    void itSaysWhyItBuysAndGives() {
        Site site = site(daily());
        run(site, 3, true);
        List<String> told = new ArrayList<>();
        for (int minute = 0; minute < 1440; minute++) {
            site.loadW = load(site.utc);
            told.add(site.after(60).sentence());
        }
        assertThat(told)
                .anyMatch(sentence -> sentence.startsWith("Discharging")
                        && sentence.contains(": energy costs 30.0 per kWh now, between 10.0 and 30.0"))
                .anyMatch(
                        sentence -> sentence.startsWith("Charging") && sentence.contains("energy costs 10.0 per kWh"));
    }

    @Test
    void pricesNeedNoTargetWhereOnlyCoincidentPeaksAreBilled() {
        TariffHours tariff = new TariffHours() {
            @Override
            public boolean counts(long windowStartUtcMillis) {
                return false;
            }

            @Override
            public boolean billsOwnPeak() {
                return false;
            }

            @Override
            public double energyPrice(long utcMillis) {
                return priceAt(utcMillis);
            }
        };
        ControlSettings base = site(new PriceSettings(true, List.of(), 0, 0.9)).settings;
        Site site = new Site(
                2,
                100_000,
                100_000,
                tuning -> tuning.settings =
                        base.withShaving(new ShavingSettings(true, Objective.ANNUAL, 0, 1, 0, tariff)));
        for (int minute = 0; minute < 2 * 1440; minute++) {
            site.loadW = load(site.utc);
            site.after(60);
        }
        assertThat(site.core.state().prices().plan().reason()).contains("energy costs");
    }

    @Test
    void whatACoincidentPeakWillNeedIsBoughtAtAnyPrice() {
        long peak = Site.START + 2 * 86_400_000L + 8 * 3_600_000L;
        TariffHours tariff = new TariffHours() {
            @Override
            public boolean counts(long windowStartUtcMillis) {
                return true;
            }

            @Override
            public List<CoincidentPeak> coincidentPeaks() {
                return List.of(new CoincidentPeak(peak, peak + 1_800_000, true));
            }

            @Override
            public double energyPrice(long utcMillis) {
                return utcMillis < peak ? 50 : 10;
            }
        };
        ControlSettings base = site(new PriceSettings(true, List.of(), 0, 0.9)).settings;
        Site site = new Site(
                2,
                100_000,
                100_000,
                tuning -> tuning.settings = base.withShaving(base.shaving().withHours(tariff)));
        run(site, 2, true);
        while (site.utc < peak) {
            site.loadW = load(site.utc);
            site.after(60);
        }
        // 200 kW for half an hour, above the reserve of 30 %
        for (double soc : site.socPercent) {
            assertThat(soc).isGreaterThan(79);
        }
    }

    @Test
    void pricesFromUpstreamCountBeforeTheDailyOnesAndADayIsTakenToBeLikeTheLast() {
        Site site = site(new PriceSettings(true, List.of(), 0, 0.9));
        run(site, 2, true);
        List<Double> prices = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            prices.add(hour < 6 ? 50.0 : 10.0);
        }
        LeaseRequest request = new LeaseRequest(
                "jepx",
                site.utc,
                1,
                86_400,
                0,
                PowerRange.FREE,
                new PriceSchedule(site.utc, Duration.ofHours(1), prices));
        site.core.grant((Accepted) site.core.offer(request, site.utc, site.nanos));
        double given = 0;
        for (int minute = 0; minute < 6 * 60; minute++) {
            site.loadW = load(site.utc);
            given += Math.max(0, site.after(60).powerW()) / 60;
        }
        assertThat(given).isGreaterThan(60_000);
        assertThat(site.core.state().prices().plan().reason()).contains("between 10.0 and 50.0");
        ControlState restored = ControlState.fromMap(site.core.state().toMap());
        assertThat(restored.prices().load().lastWindow())
                .isEqualTo(site.core.state().prices().load().lastWindow());
    }
}
