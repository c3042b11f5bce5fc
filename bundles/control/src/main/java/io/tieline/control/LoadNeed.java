package io.tieline.control;

import io.tieline.control.backup.Generator;
import io.tieline.control.backup.GeneratorWatch;
import io.tieline.control.backup.GeneratorWatch.Phase;
import io.tieline.control.backup.LoadShedding;
import io.tieline.control.backup.LoadShedding.Demand;
import io.tieline.control.grid.GridClocks;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.BackupSettings;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.words.Words;
import io.tieline.model.LoadClass;
import java.util.Arrays;
import java.util.List;

/**
 * How much load is too much, and how much more there is room for: in an outage by the time the batteries must last, on
 * generators by what they are built for, on the grid by its import limit.
 */
final class LoadNeed {

    /** Loads come back only when the batteries would last this much longer than they must. */
    private static final double HYSTERESIS = 1.5;
    /** Generators are loaded up to here and relieved above there. */
    private static final double FULL_LOAD = 0.9;

    private static final double OVERLOAD = 0.95;
    /** Loads come back only when the import stays this far below its limit. */
    private static final double LIMIT_ROOM = 0.9;

    private static final double FREE = Double.POSITIVE_INFINITY;

    private LoadNeed() {}

    /**
     * @param loadW what is to be carried now
     * @param limitShortW how much more is drawn than the import limit allows with the batteries' help, negative: room
     */
    static Demand of(
            GridMemory grid,
            ReserveBudget reserve,
            GeneratorWatch generators,
            List<Generator> machines,
            LoadShedding shedding,
            ControlSettings settings,
            double loadW,
            double limitShortW,
            long nanos) {
        return switch (grid.state()) {
            case SUSPECT, CONTRADICTION, DEGRADED -> Demand.NONE;
            case OK, RECHARGE -> onGrid(settings, limitShortW);
            case ON_GEN -> onGenerators(machines, settings.backup(), loadW);
            case LOST, GEN_STARTING, QUALIFY, RETRANSFER, LOCKOUT ->
                generators.phase() == Phase.ON_LOAD
                        ? onGenerators(machines, settings.backup(), loadW)
                        : onBatteries(grid, reserve, generators, shedding, settings, loadW, nanos);
        };
    }

    private static Demand onBatteries(
            GridMemory grid,
            ReserveBudget reserve,
            GeneratorWatch generators,
            LoadShedding shedding,
            ControlSettings settings,
            double loadW,
            long nanos) {
        if (reserve.usableWh() <= 0 && reserve.capacityWh() > 0) {
            return new Demand(FREE, LoadClass.P1, 0, 0, "the batteries are down to what a black start needs");
        }
        if (generators.trips() > 0 && !generators.gaveUp()) {
            return new Demand(
                    FREE, LoadClass.P2, 0, 0, "the generators fell off and take the load back in small steps");
        }
        double seconds = secondsNeeded(grid, reserve, generators, settings, nanos);
        if (seconds <= 0 || Double.isNaN(loadW)) {
            return Demand.NONE;
        }
        double allowedW = reserve.usableWh() * 3600 / seconds;
        double least = allowedW / HYSTERESIS;
        String why = "the batteries last " + Math.round(reserve.usableWh() / Math.max(1, loadW) * 60) + " minutes, "
                + Math.round(seconds / 60) + " are needed";
        return loadW > allowedW
                ? new Demand(loadW - allowedW, LoadClass.P2, 0, 0, why)
                : new Demand(0, LoadClass.P2, Math.max(0, least - loadW), step(settings, loadW + shedding.offW()), why);
    }

    /**
     * How much longer the batteries must last: until generators that may still fail have failed and the load has shut
     * down; without hope of generators, until it has shut down, for which there must always be time.
     */
    private static double secondsNeeded(
            GridMemory grid, ReserveBudget reserve, GeneratorWatch generators, ControlSettings settings, long nanos) {
        double shutdown = settings.reserve().shutdown().toMillis() / 1000.0;
        double left = reserve.secondsRequired() - GridClocks.seconds(grid.lostNanos(), nanos);
        boolean waiting = generators.phase() == Phase.WAITING || generators.phase() == Phase.STARTING;
        double untilFailed = waiting
                ? settings.backup().generators().failAfter().toMillis() / 1000.0 - generators.secondsWanted(nanos)
                : 0;
        return Math.max(left, Math.max(0, untilFailed) + shutdown);
    }

    private static Demand onGenerators(List<Generator> machines, BackupSettings settings, double loadW) {
        double rated = rated(machines, settings);
        if (Double.isNaN(rated)) {
            return new Demand(0, LoadClass.P2, FREE, FREE, "the generators carry the load");
        }
        String why = "the generators are built for " + Words.power(rated);
        return loadW > OVERLOAD * rated
                ? new Demand(loadW - FULL_LOAD * rated, LoadClass.P2, 0, 0, why)
                : new Demand(
                        0,
                        LoadClass.P2,
                        Math.max(0, FULL_LOAD * rated - loadW),
                        settings.shedding().stepShare() * rated,
                        "the generators carry the load");
    }

    /** W that those give together which may be running, for others help nobody; NaN if nobody tells. */
    static double rated(List<Generator> machines, BackupSettings settings) {
        List<Generator> running =
                machines.stream().filter(machine -> !machine.isDown()).toList();
        if (settings.generators().ratedW() > 0) {
            return settings.generators().ratedW() * running.size() / Math.max(1, machines.size());
        }
        double[] told = running.stream()
                .mapToDouble(Generator::ratedW)
                .filter(watts -> watts > 0)
                .toArray();
        return told.length == 0 ? Double.NaN : Arrays.stream(told).sum();
    }

    private static Demand onGrid(ControlSettings settings, double limitShortW) {
        double limit = settings.limits().importW();
        if (limitShortW > 0 && settings.backup().shedding().atImportLimit()) {
            return new Demand(
                    limitShortW,
                    LoadClass.P3,
                    0,
                    0,
                    "the " + settings.limits().importName() + " of " + Words.power(limit)
                            + " cannot be kept otherwise");
        }
        boolean limited = Double.isFinite(limit) && settings.backup().shedding().atImportLimit();
        double room = limited ? Math.max(0, -limitShortW - (1 - LIMIT_ROOM) * limit) : FREE;
        return new Demand(0, LoadClass.P3, Double.isNaN(room) ? 0 : room, FREE, "the grid carries the load again");
    }

    private static double step(ControlSettings settings, double wholeW) {
        return settings.backup().shedding().stepShare() * wholeW;
    }
}
