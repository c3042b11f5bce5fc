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
    /** The critical load is remembered for about a day: raising it is immediate, lowering it slow. */
    private static final double CRITICAL_SECONDS = 86_400;
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
        ControlSettings.Trust trust = settings.trust();
        Situation now = situation.withoutStaleCabinets(trust.cabinetFreshSeconds());
        double seconds = state.pace().secondsUntil(monotonicNanos);
        FleetMemory memory = state.fleet().copyFor(now.cabinets().size());
        memory.watch(now.cabinets(), monotonicNanos, trust.followSeconds());

        boolean fresh = now.gridPower().isFresh(trust.meterFreshSeconds());
        double gridW = fresh ? now.gridPower().value() : Double.NaN;
        long meterNanos = fresh ? monotonicNanos - (long) (now.gridPower().ageSeconds() * 1e9) : monotonicNanos;
        double batteryW = memory.powerAt(now.cabinets(), meterNanos, monotonicNanos, trust.responseSeconds());
        Decision.Flows flows = new Decision.Flows(gridW, batteryW, loadW(now, gridW, batteryW));

        DemandWindow.Advance advance =
                state.window().advance(settings.window(), utcMillis, monotonicNanos, flows.loadW(), batteryW);
        TargetRatchet ratchet = ratchet(advance, utcMillis);
        ControlState.Pace pace = pace(now, flows.loadW(), seconds, monotonicNanos);
        Fleet fleet = Fleet.of(now.cabinets(), memory, settings, horizon(seconds));
        ReserveBudget reserve = ReserveBudget.of(settings.reserve(), fleet, critical(pace));
        GridMemory grid = state.grid().next(now, settings, reserve.spareWh() >= 0, utcMillis, monotonicNanos);
        DemandWindow window = advance.window();
        double last = Double.isNaN(state.pace().commandedW())
                ? batteryW
                : state.pace().commandedW();
        // Any doubt about the grid itself outweighs the wish to bridge a silent meter.
        boolean held = !fresh && (grid.state() == GridState.OK || grid.state() == GridState.RECHARGE);
        Claims.View view = new Claims.View(
                settings,
                grid,
                fleet,
                reserve,
                law(window, seconds),
                ratchet,
                flows.loadW(),
                pace.loadHighW(),
                last,
                held,
                horizon(seconds),
                monotonicNanos);
        return conclude(now, view, memory, flows, window, pace, seconds, utcMillis);
    }

    private DemandLaw law(DemandWindow window, double seconds) {
        return new DemandLaw(
                settings.window().lengthSeconds(),
                window.elapsedSeconds(),
                window.importedWs(),
                Math.max(1, Math.min(60, seconds)));
    }

    private Decision conclude(
            Situation now,
            Claims.View view,
            FleetMemory memory,
            Decision.Flows flows,
            DemandWindow window,
            ControlState.Pace pace,
            double seconds,
            long utcMillis) {
        GridState gridState = view.grid().state();
        Arbiter.Verdict verdict = Arbiter.decide(Claims.of(view));
        Guard.Guarded guarded = Guard.limit(
                settings.guard(),
                view.lastW(),
                verdict.powerW(),
                seconds,
                Arbiter.bounds(Claims.hard(verdict.claims(), gridState)));
        boolean released = gridState.releases() || (gridState == GridState.DEGRADED && guarded.powerW() == 0);
        double powerW = released ? 0 : guarded.powerW();
        boolean split = command(now, view, memory, released, powerW);
        Decision decision = new DecisionDraft(settings, view, window, flows, now, memory, utcMillis)
                .finish(mode(released, powerW), powerW, verdict, view.held() ? GuardedBy.HOLD : guarded.by(), state);
        ControlState.Pace paced = new ControlState.Pace(
                view.nanos(),
                released ? Double.NaN : powerW,
                split ? view.nanos() : state.pace().splitNanos(),
                pace.loadHighW(),
                pace.criticalLoadW());
        Noted noted = decision.significant() ? DecisionDraft.note(decision, view.nanos()) : state.noted();
        state = new ControlState(view.grid(), window, view.ratchet(), memory, paced, noted);
        return decision;
    }

    /** Tells every cabinet its part; an unchanged power is left as it was split, so that no line carries idle writes. */
    private boolean command(Situation now, Claims.View view, FleetMemory memory, boolean released, double powerW) {
        List<Situation.Cabinet> cabinets = now.cabinets();
        boolean keep = !released
                && powerW == state.pace().commandedW()
                && (view.nanos() - state.pace().splitNanos()) / 1e9 < RESPLIT_SECONDS
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
            memory.command(i, cabinet, watts, view.nanos(), settings.trust().responseSeconds());
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

    private double loadW(Situation now, double gridW, double batteryW) {
        return now.siteLoad().isFresh(settings.trust().meterFreshSeconds())
                ? now.siteLoad().value()
                : gridW + batteryW;
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

    private ControlState.Pace pace(Situation now, double loadW, double seconds, long nanos) {
        ControlState.Pace before = state.pace();
        double loadHigh = high(before.loadHighW(), loadW, seconds, LOAD_HIGH_SECONDS);
        double measured = now.criticalLoad().isPresent()
                ? (now.criticalLoad().isFresh(settings.trust().cabinetFreshSeconds())
                        ? now.criticalLoad().value()
                        : Double.NaN)
                : loadW;
        double critical = high(before.criticalLoadW(), measured, seconds, CRITICAL_SECONDS);
        return new ControlState.Pace(nanos, before.commandedW(), before.splitNanos(), loadHigh, critical);
    }

    /** The higher of now and a past high that fades; StrictMath, so that a replay elsewhere gives the same bits. */
    private static double high(double before, double now, double seconds, double fadeSeconds) {
        return Double.isNaN(now)
                ? before
                : Math.max(now, now + (before - now) * StrictMath.exp(-seconds / fadeSeconds));
    }

    private double critical(ControlState.Pace pace) {
        double configured = settings.reserve().criticalLoadW();
        return configured > 0 ? configured : pace.criticalLoadW();
    }

    /** How long a decision may stand, with room for a late next call. */
    private static double horizon(double seconds) {
        return Math.max(10, Math.min(1.5 * seconds, 600));
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
