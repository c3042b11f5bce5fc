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
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.TrustSettings;
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
        BackupSizing sizing = BackupSizing.next(before.state().isOutage(), memory, moment);
        ReserveBudget reserve = sizing.budget();
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
                                grid.state().isOutage() ? sizing.carriedW() : sizing.presentW(),
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
                new BackupMemory(meter, sizing.critical(), sizing.promise(), generators.watch(), shedding.shedding()),
                List.copyOf(orders));
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
