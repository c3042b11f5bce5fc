package io.tieline.control;

import io.tieline.control.demand.AnnouncedPeaks;
import io.tieline.control.demand.DemandWindow;
import io.tieline.control.demand.TargetRatchet;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.lease.LeaseBook;
import io.tieline.control.price.PriceMemory;
import io.tieline.control.price.PricePlanner.Battery;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.PriceSettings;
import io.tieline.control.settings.ShavingSettings;

/** What energy prices may do with the batteries: what reserve and demand target leave over. */
record Arbitrage(
        ControlSettings settings, Fleet fleet, ReserveBudget reserve, TargetRatchet ratchet, LeaseBook leases) {

    /** Less measured than this, a window says nothing about days to come. */
    private static final double MEASURED = 0.9;

    private static final long DAY_MILLIS = 86_400_000;

    /** Remembers a window that has ended and plans anew where one begins. */
    PriceMemory prices(PriceMemory before, DemandWindow.Advance advance) {
        long length = settings.window().lengthMillis();
        PriceMemory memory = advance.closed()
                .map(closed -> before.closed(
                        closed.startUtcMillis(),
                        length,
                        closed.measuredShare() >= MEASURED ? closed.uncontrolledMeanW() : Double.NaN))
                .orElse(before);
        PriceSettings price = settings.price();
        boolean targetKnown = !aims() || !Double.isNaN(ratchet.targetW());
        if (!price.enabled() || !targetKnown || !advance.window().isOpen()) {
            return memory.unplanned();
        }
        return memory.planned(
                battery(advance.window().startUtcMillis()),
                this::price,
                advance.window().startUtcMillis(),
                length);
    }

    /** Whether there is a peak of the site's own that prices must not touch. */
    private boolean aims() {
        return settings.shaving().enabled() && settings.shaving().hours().billsOwnPeak();
    }

    /** What is not told yet is taken to be as a day before: a plan that saw the world end tonight would never sell. */
    private double price(long utcMillis) {
        double told = told(utcMillis);
        return Double.isNaN(told) ? told(utcMillis - DAY_MILLIS) : told;
    }

    private double told(long utcMillis) {
        return leases.prices(utcMillis).map(prices -> prices.at(utcMillis)).orElseGet(() -> local(utcMillis));
    }

    private double local(long utcMillis) {
        double daily = settings.price().at(utcMillis, settings.window().zone());
        return Double.isNaN(daily) ? settings.shaving().hours().energyPrice(utcMillis) : daily;
    }

    private Battery battery(long utcMillis) {
        ShavingSettings shaving = settings.shaving();
        LimitSettings limits = settings.limits();
        double ceiling = aims() ? ratchet.chargeCeilingW(shaving) : Double.POSITIVE_INFINITY;
        return new Battery(
                fleet.storedWh(),
                fleet.capacityWh(),
                reserve.requiredWh() + keptWh(utcMillis),
                -fleet.sumLowW() * settings.recharge().powerShare(),
                fleet.sumHighW(),
                aims() ? ratchet.targetW() : Double.POSITIVE_INFINITY,
                Math.min(ceiling, limits.importW()),
                limits.exportW(),
                settings.price().roundTrip(),
                settings.price().cycleCost());
    }

    /** For coincident peaks, at the cell side. */
    private double keptWh(long utcMillis) {
        double efficiency = settings.reserve().efficiency();
        AnnouncedPeaks announced = new AnnouncedPeaks(
                AnnouncedPeaks.ahead(settings.shaving().hours().coincidentPeaks(), utcMillis),
                fleet.nominalW(),
                fleet.nominalW() * settings.recharge().powerShare(),
                efficiency,
                utcMillis);
        return announced.keptWs(peak -> true) / 3600 / efficiency;
    }
}
