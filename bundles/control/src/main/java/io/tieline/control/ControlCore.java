package io.tieline.control;

import io.tieline.control.Decision.GuardedBy;
import io.tieline.control.Decision.Mode;
import io.tieline.control.Decision.Setpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The decision core: the same settings, state, situations and times give the same decisions, bit for bit.
 *
 * <p>Call it as often as something changes, at least once a second of site time where possible; it counts time, not
 * calls. Not thread-safe: one caller at a time.
 */
public final class ControlCore {

    /** How fast a past high of the load is forgotten; longer than any window, shorter than a shift. */
    private static final double LOAD_HIGH_SECONDS = 7200;
    /** An unchanged power is spread anew over the cabinets no more often than this. */
    private static final double RESPLIT_SECONDS = 60;

    private final ControlSettings settings;
    private final Dispatch dispatch = new Dispatch();
    private ControlState state;

    public ControlCore(ControlSettings settings, ControlState state) {
        this.settings = settings;
        this.state = state;
    }

    /** The state after the last decision. */
    public ControlState state() {
        return state;
    }

    /** Decides now. */
    public Decision decide(Situation situation, long utcMillis, long monotonicNanos) {
        return conclude(observe(situation, utcMillis, monotonicNanos));
    }

    /** Brings every memory up to now. */
    private View observe(Situation situation, long utcMillis, long nanos) {
        ControlSettings.Trust trust = settings.trust();
        Situation heard = situation.withoutStaleCabinets(trust.cabinetFreshSeconds());
        MeterWatch meter = state.backup().meter().next(heard, trust, nanos);
        Situation now = meter.judge(heard);
        double seconds = state.pace().secondsUntil(nanos);
        FleetMemory memory = state.fleet().copyFor(now.cabinets().size());
        boolean fresh = now.gridPower().isFresh(trust.meterFreshSeconds());
        long meterNanos = fresh ? nanos - (long) (now.gridPower().ageSeconds() * 1e9) : nanos;
        memory.watch(now.cabinets(), meterNanos, nanos, trust);
        Decision.Flows flows = flows(now, memory.power(now.cabinets()), fresh);
        DemandWindow.Advance advance =
                state.window().advance(settings.window(), utcMillis, nanos, flows.loadW(), flows.batteryW());
        ControlState.Pace pace = pace(flows.loadW(), seconds, nanos);
        Fleet fleet = Fleet.of(now.cabinets(), memory, settings, View.horizon(seconds));
        Backup backup = Backup.next(
                state.grid(),
                state.backup(),
                meter,
                new Backup.Moment(now, settings, fleet, flows.loadW(), seconds, utcMillis, nanos));
        GridMemory grid = backup.grid();
        // Any doubt about the grid itself outweighs the wish to bridge a silent meter.
        boolean held = !fresh && (grid.state() == GridState.OK || grid.state() == GridState.RECHARGE);
        ControlState seen = new ControlState(
                grid, advance.window(), ratchet(advance, utcMillis), memory, pace, state.noted(), backup.memory());
        double last = Double.isNaN(pace.commandedW()) ? flows.batteryW() : pace.commandedW();
        return new View(
                settings,
                now,
                seen,
                flows,
                fleet,
                backup.reserve(),
                backup.orders(),
                last,
                seconds,
                held,
                utcMillis,
                nanos);
    }

    /**
     * The load is taken as what it was, unless meter and batteries prove that it is not: while batteries are on their way to
     * a setpoint, what the meter shows of that way is no news.
     */
    private Decision.Flows flows(Situation now, FleetMemory.Range battery, boolean fresh) {
        double gridW = fresh ? now.gridPower().value() : Double.NaN;
        if (now.siteLoad().isFresh(settings.trust().meterFreshSeconds())) {
            double loadW = now.siteLoad().value();
            return new Decision.Flows(gridW, battery.near(loadW - gridW), loadW);
        }
        double batteryW = battery.near(state.window().lastLoadW() - gridW);
        return new Decision.Flows(gridW, batteryW, gridW + batteryW);
    }

    private Decision conclude(View view) {
        GridState gridState = view.grid().state();
        Arbiter.Verdict verdict = Arbiter.decide(Objectives.claims(view));
        Guard.Guarded guarded = Guard.limit(
                settings.guard(),
                view.lastW(),
                verdict.powerW(),
                view.seconds(),
                Arbiter.bounds(Objectives.hard(verdict.claims(), gridState)));
        boolean released = gridState.releases() || (gridState == GridState.DEGRADED && guarded.powerW() == 0);
        double powerW = released ? 0 : guarded.powerW();
        boolean split = command(view, released, powerW);
        Decision decision = new DecisionDraft(view)
                .finish(mode(released, powerW), powerW, verdict, view.held() ? GuardedBy.HOLD : guarded.by());
        ControlState.Pace before = view.state().pace();
        ControlState.Pace pace = new ControlState.Pace(
                view.nanos(),
                released ? Double.NaN : powerW,
                split ? view.nanos() : before.splitNanos(),
                before.loadHighW());
        Noted noted = decision.significant()
                ? DecisionDraft.note(decision, view.nanos())
                : view.state().noted();
        state = view.state().decided(pace, noted);
        return decision;
    }

    /** Tells every cabinet its part; an unchanged power is left as it was split, so that no line carries idle writes. */
    private boolean command(View view, boolean released, double powerW) {
        List<Situation.Cabinet> cabinets = view.now().cabinets();
        FleetMemory memory = view.state().fleet();
        ControlState.Pace before = view.state().pace();
        boolean keep = !released
                && powerW == before.commandedW()
                && (view.nanos() - before.splitNanos()) / 1e9 < RESPLIT_SECONDS
                && memory.fits(view.fleet());
        if (keep) {
            return false;
        }
        double[] parts = new double[cabinets.size()];
        if (!released) {
            dispatch.split(powerW, view.fleet(), memory, settings.guard().minimumShare(), parts);
        }
        for (int i = 0; i < parts.length; i++) {
            Situation.Cabinet cabinet = cabinets.get(i);
            double watts = released || !cabinet.isAvailable() ? Double.NaN : parts[i];
            memory.command(i, cabinet, watts, view.nanos());
        }
        return true;
    }

    static List<Setpoint> setpoints(Situation now, FleetMemory memory, GridState grid) {
        List<Setpoint> setpoints = new ArrayList<>(now.cabinets().size());
        for (int i = 0; i < now.cabinets().size(); i++) {
            Situation.Cabinet cabinet = now.cabinets().get(i);
            double watts = memory.setpointW(i);
            boolean released = Double.isNaN(watts);
            String why = released ? (cabinet.isAvailable() ? grid.label() : cabinet.unavailable()) : "";
            setpoints.add(new Setpoint(cabinet.device(), cabinet.id(), watts, released, why));
        }
        return setpoints;
    }

    private TargetRatchet ratchet(DemandWindow.Advance advance, long utcMillis) {
        ControlSettings.Shaving shaving = settings.shaving();
        TargetRatchet ratchet = state.ratchet();
        if (advance.closed().isPresent()) {
            DemandWindow.Closed closed = advance.closed().get();
            ratchet = ratchet.enter(shaving, period(closed.startUtcMillis()), closed.startUtcMillis())
                    .closed(shaving, closed, utcMillis);
        }
        return advance.window().isOpen()
                ? ratchet.enter(shaving, period(advance.window().startUtcMillis()), utcMillis)
                : ratchet;
    }

    private int period(long utcMillis) {
        return TargetRatchet.periodOf(utcMillis, settings.window().zone());
    }

    private ControlState.Pace pace(double loadW, double seconds, long nanos) {
        ControlState.Pace before = state.pace();
        double loadHigh = high(before.loadHighW(), loadW, seconds, LOAD_HIGH_SECONDS);
        return new ControlState.Pace(nanos, before.commandedW(), before.splitNanos(), loadHigh);
    }

    /** The higher of now and a past high that fades; StrictMath, so that a replay elsewhere gives the same bits. */
    private static double high(double before, double now, double seconds, double fadeSeconds) {
        return Double.isNaN(now)
                ? before
                : Math.max(now, now + (before - now) * StrictMath.exp(-seconds / fadeSeconds));
    }

    private static Mode mode(boolean released, double powerW) {
        if (released) {
            return Mode.RELEASED;
        }
        if (powerW == 0) {
            return Mode.IDLE;
        }
        return powerW > 0 ? Mode.DISCHARGING : Mode.CHARGING;
    }
}
