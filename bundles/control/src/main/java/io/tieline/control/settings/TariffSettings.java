package io.tieline.control.settings;

import io.tieline.control.settings.ShavingSettings.Objective;
import io.tieline.tariff.BillingCalendar;
import io.tieline.tariff.DemandCharge;
import io.tieline.tariff.Mask;
import io.tieline.tariff.TariffClock;
import io.tieline.tariff.terms.CompiledTariff;
import io.tieline.tariff.terms.ShavingTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a tariff says to the core: the demand window, over how long a peak is paid for, which windows count, what is paid for
 * in any case, and the price of energy by the hour. Agreed power is such a floor, not a hard limit: passing it costs money, and the backup is not
 * spent on that.
 */
public final class TariffSettings {

    private static final double KILO = 1000;

    private TariffSettings() {}

    /**
     * Settings that follow the demand charge that costs most.
     *
     * @param now decides which prices hold
     * @throws IllegalArgumentException if the tariff bills no demand, or windows the core does not know
     */
    public static ControlSettings apply(CompiledTariff tariff, Instant now, ControlSettings settings) {
        ShavingTerms terms = tariff.shaving(now)
                .orElseThrow(() -> new IllegalArgumentException(
                        "tariff: it bills no demand at this meter point, so there is no peak to shave"));
        ShavingSettings shaving = settings.shaving();
        return settings.withWindow(window(terms.window(), tariff.clock(), now))
                .withShaving(new ShavingSettings(
                        shaving.enabled(),
                        Objective.valueOf(terms.objective().name()),
                        shaving.initialTargetW(),
                        shaving.carryShare(),
                        Math.max(shaving.paidLevelW(), terms.floor() * KILO),
                        hours(tariff)));
    }

    /** What a tariff says of its hours, whatever it bills them by and from whichever day its prices hold. */
    public static TariffHours hours(CompiledTariff tariff) {
        Optional<DemandCharge> lasting = tariff.lasting();
        return new Compiled(
                tariff,
                tariff.billsOwnPeak(),
                tariff.countsAlways(),
                lasting.map(DemandCharge::remembered).filter(mask -> !mask.isAlways()),
                lasting.map(charge -> charge.memory().share()).orElse(1.0),
                tariff.coincidentPeaks().stream().map(TariffSettings::peak).toList());
    }

    /** A window of a tariff as the core counts it: from the full UTC hour on. */
    public static WindowSettings window(io.tieline.tariff.Window window, TariffClock clock, Instant now) {
        return new WindowSettings(
                Duration.ofSeconds(window.lengthSeconds()),
                Duration.ofSeconds(window.utcOffsetSeconds(clock, now.getEpochSecond())),
                clock.asZone(now));
    }

    private static CoincidentPeak peak(CompiledTariff.CoincidentWindow window) {
        return new CoincidentPeak(window.startEpochSecond() * 1000, window.endEpochSecond() * 1000, window.outweighs());
    }

    /** @param remembered of a charge with a memory, where it does not remember all that counts */
    private record Compiled(
            CompiledTariff rates,
            boolean billsOwnPeak,
            boolean always,
            Optional<Mask> remembered,
            double carriedShare,
            List<CoincidentPeak> coincidentPeaks)
            implements TariffHours {
        @Override
        public boolean counts(long windowStartUtcMillis) {
            return always || rates.counts(Math.floorDiv(windowStartUtcMillis, 1000L));
        }

        @Override
        public boolean remembers(long windowStartUtcMillis) {
            return remembered
                    .map(mask -> mask.counts(rates.clock().at(Math.floorDiv(windowStartUtcMillis, 1000L))))
                    .orElse(true);
        }

        @Override
        public BillingCalendar billing() {
            return rates.billing();
        }

        @Override
        public double energyPrice(long utcMillis) {
            return rates.energyPrice(Math.floorDiv(utcMillis, 1000L));
        }
    }
}
