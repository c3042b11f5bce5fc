package io.tieline.control;

import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.commissioning.Look;
import io.tieline.control.demand.DemandWindow;
import io.tieline.control.demand.TargetRatchet;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.fleet.Following;
import io.tieline.control.grid.BlindMeter;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.grid.GridState;
import io.tieline.control.grid.MeterWatch;
import io.tieline.control.grid.StandIn;
import io.tieline.control.lease.Upstream;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Situation;
import io.tieline.control.smoothing.SmoothingMemory;

/** One look at the site: brings every memory up to now, and decides nothing. */
final class Observation {

    /** How fast a past high of the load is forgotten: over some windows, well within a shift. */
    private static final double LOAD_HIGH_SECONDS = 3600;
    /** A limit that is about to be passed is answered this long before. */
    private static final double SOON_SECONDS = 60;
    /** A step of less than this share of the running cabinets does not stand out of what they do anyway. */
    private static final double SEEN_SHARE = 0.03;

    private final ControlSettings settings;
    private final ControlState before;
    private final long utcMillis;
    private final long nanos;
    private final double seconds;

    /** @param before what was remembered after the last decision */
    Observation(ControlSettings settings, ControlState before, long utcMillis, long nanos) {
        this.settings = settings;
        this.before = before;
        this.utcMillis = utcMillis;
        this.nanos = nanos;
        this.seconds = before.pace().secondsUntil(nanos);
    }

    View of(Situation situation) {
        Situation heard = situation.withoutStaleCabinets(settings.trust().cabinetFreshSeconds());
        MeterWatch meter = before.backup().meter().next(heard, settings.trust(), nanos);
        Situation all =
                BlindMeter.judge(meter.judge(heard), before.grid().clocks(), settings.grid(), settings.trust(), nanos);
        boolean fresh = all.gridPower().isFresh(settings.trust().meterFreshSeconds());
        Commissioning commissioning = commissioning(all, fresh);
        FleetMemory memory = fleetMemory(all, fresh);
        Situation now = memory.doubts()
                .applyTo(all, settings.storage())
                .resting(cabinet -> AuthorityObjective.rests(
                        cabinet, commissioning, settings.commissioning().required()));
        boolean stoodIn = StandIn.steers(now, before.grid().clocks(), settings);
        Decision.Flows flows = flows(now, memory.following().power(now.cabinets()), fresh, stoodIn);
        Upstream upstream = before.upstream().next(flows.gridW(), flows.batteryW(), utcMillis, nanos, seconds);
        DemandWindow.Advance advance =
                before.window().advance(settings.window(), utcMillis, nanos, flows.loadW(), flows.batteryW());
        double reactiveVar = reactiveVar(now);
        ControlState.Pace pace = pace(flows, reactiveVar);
        Storm storm = Storm.of(settings, upstream.book());
        // From here on the import limit is the tightest of all that count now, and a storm is one whoever awaits it.
        ControlSettings effective =
                storm.in(settings).withLimits(Transformer.tightest(settings.limits(), pace.heat(), reactiveVar));
        Fleet fleet = Fleet.of(now.cabinets(), memory, effective, View.horizon(seconds));
        Backup backup = backup(now, meter, effective, fleet, flows, pace);
        ReserveBudget reserve = backup.reserve().raisedTo(upstream.book().reserveFloorPercent());
        // A storm passes: what its days could not be shaved by is no lesson for those after it.
        TargetRatchet ratchet = before.ratchet()
                .next(settings, advance, TargetRatchet.storage(settings, fleet, reserve.withoutStorm()), utcMillis);
        ControlState seen = new ControlState(
                backup.grid(),
                advance.window(),
                ratchet,
                memory,
                pace,
                before.noted(),
                backup.memory(),
                upstream,
                new Arbitrage(effective, fleet, reserve, ratchet, upstream.book()).prices(before.prices(), advance),
                smoothing(now, flows),
                commissioning);
        return new View(
                effective,
                now,
                seen,
                flows,
                fleet,
                reserve,
                storm,
                backup.orders(),
                Double.isNaN(pace.commandedW()) ? flows.batteryW() : pace.commandedW(),
                seconds,
                !fresh && !stoodIn && isBridged(backup.grid()),
                stoodIn,
                utcMillis,
                nanos);
    }

    /** Any doubt about the grid itself outweighs the wish to bridge a silent meter. */
    private static boolean isBridged(GridMemory grid) {
        return grid.state() == GridState.OK || grid.state() == GridState.RECHARGE;
    }

    private FleetMemory fleetMemory(Situation all, boolean meterFresh) {
        long meterNanos = meterFresh ? meterNanos(all) : nanos;
        return before.fleet().next(all.cabinets(), settings, seconds, meterNanos, utcMillis, nanos);
    }

    /** When the grid meter was read. */
    private long meterNanos(Situation all) {
        return nanos - (long) (all.gridPower().ageSeconds() * 1e9);
    }

    /** NaN where it is not known. */
    private double reactiveVar(Situation now) {
        return now.gridReactive().isFresh(settings.trust().meterFreshSeconds())
                ? now.gridReactive().value()
                : Double.NaN;
    }

    private Backup backup(
            Situation now,
            MeterWatch meter,
            ControlSettings effective,
            Fleet fleet,
            Decision.Flows flows,
            ControlState.Pace pace) {
        return Backup.next(
                before.grid(),
                before.backup(),
                meter,
                new Backup.Moment(
                        now,
                        effective,
                        fleet,
                        flows.loadW(),
                        pace.trend().soonW(SOON_SECONDS),
                        seconds,
                        utcMillis,
                        nanos));
    }

    private Commissioning commissioning(Situation all, boolean meterFresh) {
        Commissioning test = before.commissioning();
        if (test.running().isEmpty()) {
            return test;
        }
        Look look = new Look(
                testTrouble(settings, before),
                meterFresh ? all.gridPower().value() : Double.NaN,
                all.cabinets().stream().map(cabinet -> cabinet.look(nanos)).toList(),
                utcMillis,
                nanos);
        return test.next(
                look, settings.commissioning(), Math.max(1, 2 * settings.guard().deadBandW()));
    }

    /** Why no cabinet may be tested now, empty if one may. */
    static String testTrouble(ControlSettings settings, ControlState state) {
        String fenced = AuthorityObjective.fenced(settings, state.fence());
        GridState grid = state.grid().state();
        return fenced.isEmpty() && grid != GridState.OK ? grid.label() : fenced;
    }

    private SmoothingMemory smoothing(Situation now, Decision.Flows flows) {
        double measured = 0;
        double nominal = 0;
        for (Cabinet cabinet : now.cabinets()) {
            measured += cabinet.isAvailable() ? cabinet.powerW() : 0;
            nominal += cabinet.isAvailable() ? cabinet.nominalPowerW() : 0;
        }
        double least = Math.max(4 * settings.guard().deadBandW(), SEEN_SHARE * nominal);
        ControlState.Pace pace = before.pace();
        SmoothingMemory memory = before.smoothing();
        return new SmoothingMemory(
                memory.importW(),
                memory.delay().next(pace.commandedW(), pace.nanos(), measured, nanos, least),
                memory.oscillation().next(settings.smoothing(), flows.gridW(), meterNanos(now)));
    }

    /**
     * The load is taken as what it was, unless meter and batteries prove that it is not: while batteries are on their way to
     * a setpoint, what the meter shows of that way is no news.
     */
    private Decision.Flows flows(Situation now, Following.Range battery, boolean fresh, boolean stoodIn) {
        double gridW = fresh ? now.gridPower().value() : Double.NaN;
        if (now.siteLoad().isFresh(settings.trust().meterFreshSeconds())) {
            double loadW = now.siteLoad().value();
            double givenW = battery.near(loadW - gridW);
            return new Decision.Flows(stoodIn ? loadW - givenW : gridW, givenW, loadW);
        }
        double batteryW = battery.near(before.window().lastLoadW() - gridW);
        return new Decision.Flows(gridW, batteryW, gridW + batteryW);
    }

    private ControlState.Pace pace(Decision.Flows flows, double reactiveVar) {
        ControlState.Pace pace = before.pace();
        LimitSettings limits = settings.limits();
        double reactive = Double.isNaN(reactiveVar) ? 0 : reactiveVar;
        double va = Math.sqrt(flows.gridW() * flows.gridW() + reactive * reactive);
        return new ControlState.Pace(
                nanos,
                pace.commandedW(),
                pace.splitNanos(),
                high(pace.loadHighW(), flows.loadW()),
                pace.lowW(),
                pace.highW(),
                pace.trend().next(flows.loadW(), seconds),
                Transformer.heat(pace.heat(), va, limits.transformerVa(), limits.transformerMinutes(), seconds));
    }

    /** The higher of now and a past high that fades; StrictMath, so that a replay elsewhere gives the same bits. */
    private double high(double past, double now) {
        return Double.isNaN(now)
                ? past
                : Math.max(now, now + (past - now) * StrictMath.exp(-seconds / LOAD_HIGH_SECONDS));
    }
}
