package io.tieline.control;

import io.tieline.control.backup.LoadShedding;
import io.tieline.control.reserve.CriticalLoad;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.reserve.ReservePromise;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Situation;

/**
 * What the backup has to carry, for how long, and what that asks of the batteries.
 *
 * @param critical what was learnt of the load
 * @param presentW the critical load now, NaN while it is not measured
 * @param carriedW what the batteries would carry if the grid went now, or carry because it has gone
 */
record BackupSizing(
        CriticalLoad critical, ReservePromise promise, double presentW, double carriedW, ReserveBudget budget) {

    static BackupSizing next(boolean outage, BackupMemory memory, Backup.Moment moment) {
        ControlSettings settings = moment.settings();
        double presentW = presentLoadW(moment);
        // In an outage the load is what is left of it, not what the backup has to be sized for.
        CriticalLoad critical = outage ? memory.critical() : memory.critical().next(presentW, moment.nanos());
        double sizedW = sizedW(settings.reserve().criticalLoadW(), moment.now().criticalLoad(), critical.watts());
        double assumedW = assumedW(sizedW, moment.siteLoadW());
        double seconds = secondsRequired(settings, moment.now());
        ReservePromise promise = memory.promise()
                .next(
                        ReserveBudget.neededWh(sizedW, seconds),
                        settings.reserve().lowerAfter().toMillis() / 1000.0,
                        moment.nanos());
        double carriedW = outage ? carriedW(presentW, assumedW, memory.shedding()) : assumedW;
        ReserveBudget budget = ReserveBudget.of(
                settings.reserve(),
                moment.fleet(),
                promise.atLeast(ReserveBudget.neededWh(assumedW, seconds)),
                seconds,
                sizedW,
                carriedW);
        return new BackupSizing(critical, promise, presentW, carriedW, budget);
    }

    /** How long the batteries must last: for generators that come, for those that fail, and never below the local time. */
    private static double secondsRequired(ControlSettings settings, Situation now) {
        double local = settings.reserve().time().toMillis() / 1000.0;
        double shutdown = settings.reserve().shutdown().toMillis() / 1000.0;
        if (now.plant().generators().isEmpty()) {
            return Math.max(local, shutdown);
        }
        double ready = settings.backup().generators().ready().toMillis() / 1000.0;
        double failed = settings.backup().generators().failAfter().toMillis() / 1000.0;
        return Math.max(local, Math.max(ready, failed + shutdown));
    }

    /** The larger of what is configured and measured; a whole site is measured only where nothing better is known. */
    private static double sizedW(double configured, Input metered, double measured) {
        return configured > 0 && !metered.isPresent() ? configured : Math.max(configured, measured);
    }

    /** Until the UPS have been heard the load of the whole site is kept for, but neither learnt nor promised. */
    private static double assumedW(double sizedW, double siteLoadW) {
        return sizedW > 0 || Double.isNaN(siteLoadW) ? sizedW : Math.max(0, siteLoadW);
    }

    private static double presentLoadW(Backup.Moment moment) {
        Input metered = moment.now().criticalLoad();
        if (!metered.isPresent()) {
            return moment.siteLoadW();
        }
        return metered.isFresh(moment.settings().trust().cabinetFreshSeconds()) ? metered.value() : Double.NaN;
    }

    private static double carriedW(double presentW, double sizedW, LoadShedding shedding) {
        return Double.isNaN(presentW) ? Math.max(0, sizedW - shedding.offW()) : presentW;
    }
}
