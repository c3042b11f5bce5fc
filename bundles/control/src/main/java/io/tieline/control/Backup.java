package io.tieline.control;

import io.tieline.control.backup.GeneratorWatch;
import io.tieline.control.backup.GeneratorWatch.Wish;
import io.tieline.control.backup.LoadShedding;
import io.tieline.control.backup.Order;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.grid.GridEvidence;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.grid.GridState;
import io.tieline.control.grid.LoadPlace;
import io.tieline.control.grid.MeterWatch;
import io.tieline.control.reserve.CriticalLoad;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.reserve.ReservePromise;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Input;
import io.tieline.control.situation.Situation;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of everything that keeps the load alive: what the reserve must be, what the grid is, what generators and loads
 * are to do about it.
 *
 * @param orders what is to be done now besides setpoints
 */
record Backup(GridMemory grid, ReserveBudget reserve, BackupMemory memory, List<Order> orders) {

    /** What one step looks at. */
    record Moment(
            Situation now,
            ControlSettings settings,
            Fleet fleet,
            double siteLoadW,
            double siteLoadSoonW,
            double seconds,
            long utcMillis,
            long nanos) {}

    /**
     * One step.
     *
     * @param meter brought up to now already: what it distrusts must not be in the situation
     */
    static Backup next(GridMemory before, BackupMemory memory, MeterWatch meter, Moment moment) {
        ControlSettings settings = moment.settings();
        Situation now = moment.now();
        double presentW = presentLoadW(moment);
        // In an outage the load is what is left of it, not what the backup has to be sized for.
        CriticalLoad critical = before.state().isOutage()
                ? memory.critical()
                : memory.critical().next(presentW, moment.nanos());
        double sizedW = sizedW(settings.reserve().criticalLoadW(), now.criticalLoad(), critical.watts());
        double seconds = secondsRequired(settings, now);
        ReservePromise promise = memory.promise()
                .next(
                        ReserveBudget.neededWh(sizedW, seconds),
                        settings.reserve().lowerAfter().toMillis() / 1000.0,
                        moment.nanos());
        boolean outage = before.state().isOutage();
        double carriedW = outage ? carriedW(presentW, sizedW, memory.shedding()) : sizedW;
        ReserveBudget reserve =
                ReserveBudget.of(settings.reserve(), moment.fleet(), promise, seconds, sizedW, carriedW);
        GeneratorWatch.Step generators = generators(before.state(), memory.generators(), moment);
        GridMemory grid =
                before.next(now, settings, generators.watch(), reserve.isMet(), moment.utcMillis(), moment.nanos());
        LoadShedding.Step shedding = memory.shedding()
                .next(
                        LoadNeed.of(
                                grid,
                                reserve,
                                generators.watch(),
                                now.plant().generators(),
                                memory.shedding(),
                                settings,
                                grid.state().isOutage() ? carriedW(presentW, sizedW, memory.shedding()) : presentW,
                                limitShortW(moment),
                                moment.nanos()),
                        now.plant().outlets(),
                        settings.backup().shedding(),
                        moment.nanos());
        List<Order> orders = new ArrayList<>(generators.orders());
        orders.addAll(shedding.orders());
        return new Backup(
                grid,
                reserve,
                new BackupMemory(meter, critical, promise, generators.watch(), shedding.shedding()),
                List.copyOf(orders));
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

    /** The critical load now; NaN while it is not measured. */
    private static double presentLoadW(Moment moment) {
        Input metered = moment.now().criticalLoad();
        if (!metered.isPresent()) {
            return moment.siteLoadW();
        }
        return metered.isFresh(moment.settings().trust().cabinetFreshSeconds()) ? metered.value() : Double.NaN;
    }

    private static double carriedW(double presentW, double sizedW, LoadShedding shedding) {
        return Double.isNaN(presentW) ? Math.max(0, sizedW - shedding.offW()) : presentW;
    }

    /** How much is drawn, or soon will be, that neither the connection may carry nor the batteries can give. */
    private static double limitShortW(Moment moment) {
        ControlSettings settings = moment.settings();
        double now = moment.siteLoadW() - moment.fleet().sumHighW();
        double above = moment.fleet().storedWh()
                - moment.fleet().capacityWh() * settings.reserve().floorPercent() / 100;
        double lasting = Math.min(moment.fleet().sumHighW(), Math.max(0, above) * 60);
        double soon = moment.siteLoadSoonW() - lasting;
        return (soon > now ? soon : now) - settings.limits().importW();
    }

    private static GeneratorWatch.Step generators(GridState grid, GeneratorWatch watch, Moment moment) {
        Situation now = moment.now();
        GeneratorWatch.Load load = new GeneratorWatch.Load(
                LoadPlace.toldOnGenerators(now)
                        || LoadPlace.inferredOnGenerators(now, moment.settings().trust()),
                GridEvidence.onBatteries(now));
        Wish wish = wish(grid, now, moment.settings().trust());
        GeneratorWatch allowed = now.plant().acknowledged() ? watch.reset() : watch;
        return allowed.next(
                wish,
                now.plant().generators(),
                load,
                moment.settings().grid().nominalFrequencyHz(),
                moment.settings().backup().generators(),
                moment.nanos());
    }

    /** Without the meter the others tell whether the load is on the grid: then no generator is started for it, or kept for it. */
    private static Wish wish(GridState grid, Situation now, TrustSettings trust) {
        return switch (grid) {
            case LOST, GEN_STARTING, ON_GEN, LOCKOUT ->
                !now.gridPower().isFresh(trust.meterFreshSeconds())
                                && LoadPlace.notOnGrid(now).isEmpty()
                        ? Wish.STAY
                        : Wish.START;
            case DEGRADED -> LoadPlace.notOnGrid(now).isEmpty() ? Wish.STOP : Wish.STAY;
            case QUALIFY, RETRANSFER, SUSPECT, CONTRADICTION -> Wish.STAY;
            case OK, RECHARGE -> Wish.STOP;
        };
    }
}
