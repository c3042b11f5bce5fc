package io.tieline.control;

import io.tieline.control.Decision.GuardedBy;
import io.tieline.control.Decision.Mode;
import io.tieline.control.Decision.Setpoint;
import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.dispatch.Dispatch;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.fleet.LoadHours;
import io.tieline.control.grid.GridState;
import io.tieline.control.lease.Fence;
import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseDesk;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Upstream;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The decision core: the same settings, state, situations and times give the same decisions, bit for bit.
 *
 * <p>Call it as often as something changes, at least once a second of site time where possible; it counts time, not
 * calls. Not thread-safe: one caller at a time.
 */
public final class ControlCore {

    /** An unchanged power is spread anew over the cabinets no more often than this. */
    private static final double RESPLIT_SECONDS = 60;

    private static final long MILLIS_PER_DAY = 86_400_000;

    private final ControlSettings settings;
    private final Dispatch dispatch = new Dispatch();
    private ControlState state;

    /** @throws IllegalArgumentException if the settings contradict each other; names field, reason and remedy */
    public ControlCore(ControlSettings settings, ControlState state) {
        settings.checked();
        this.settings = settings;
        this.state = state;
    }

    /** The state after the last decision. */
    public ControlState state() {
        return state;
    }

    /** Decides now. */
    public Decision decide(Situation situation, long utcMillis, long monotonicNanos) {
        return conclude(new Observation(settings, state, utcMillis, monotonicNanos).of(situation));
    }

    /**
     * Answers a request from upstream. Nothing is applied: what is accepted is to be recorded, and then granted.
     *
     * @see #grant
     */
    public LeaseAnswer offer(LeaseRequest request, long utcMillis, long monotonicNanos) {
        Upstream upstream = state.upstream();
        String fenced = AuthorityObjective.fenced(settings, upstream.fence());
        GridState grid = state.grid().state();
        LeaseDesk.Local local = new LeaseDesk.Local(
                fenced.isEmpty() && state.pace().isNone() ? "nothing is measured yet" : fenced,
                grid == GridState.OK ? "" : grid.label(),
                state.pace().can(),
                state.window().lastLoadW(),
                settings.reserve().minimumSocPercent());
        boolean trusted = upstream.clock().next(utcMillis, monotonicNanos).isTrusted(monotonicNanos);
        LeaseDesk.Now now = new LeaseDesk.Now(utcMillis, monotonicNanos, trusted);
        return LeaseDesk.offer(request, upstream.book().at(monotonicNanos), local, now);
    }

    /** Lets an accepted lease stand from the next decision on. */
    public void grant(LeaseAnswer.Accepted accepted) {
        state = state.with(state.upstream().grant(accepted.lease()));
    }

    /** What was heard of another gateway of the site; while it outranks this one, no setpoint is written. */
    public void fence(UnaryOperator<Fence> heard) {
        state = state.with(state.upstream().with(heard.apply(state.fence())));
    }

    /** Whether this gateway is the one to move batteries: no other is in charge, and a cabinet is commissioned or need not be. */
    public boolean isInCharge() {
        Commissioning commissioning = state.commissioning();
        boolean proved = !settings.commissioning().required()
                || commissioning.running().isPresent()
                || !commissioning.passed().isEmpty();
        return proved && AuthorityObjective.fenced(settings, state.fence()).isEmpty();
    }

    /**
     * Begins the commissioning test of some cabinets, in this order.
     *
     * @return why it cannot begin, empty if it has
     */
    public String startCommissioning(String operator, List<String> cabinets, long utcMillis) {
        String trouble = Observation.testTrouble(settings, state);
        if (state.commissioning().running().isPresent()) {
            trouble = "a test runs already";
        } else if (cabinets.isEmpty()) {
            trouble = "there is no cabinet to test";
        }
        if (trouble.isEmpty()) {
            state = state.with(state.commissioning().start(operator, cabinets, utcMillis));
        }
        return trouble;
    }

    /** Ends a running commissioning test early. */
    public void abortCommissioning(String why, long utcMillis) {
        state = state.with(state.commissioning().abort(why, utcMillis));
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
        boolean released = !AuthorityObjective.withheld(view).isEmpty()
                || gridState.releases()
                || (gridState == GridState.DEGRADED && verdict.powerW() == 0 && isAtRest(state.pace()));
        double powerW = released ? 0 : guarded.powerW();
        boolean split = command(view, released, powerW);
        Decision decision = new DecisionDraft(view)
                .finish(mode(released, powerW), powerW, verdict, view.held() ? GuardedBy.HOLD : guarded.by());
        ControlState.Pace before = view.state().pace();
        ControlState.Pace pace = new ControlState.Pace(
                view.nanos(),
                released ? Double.NaN : powerW,
                split ? view.nanos() : before.splitNanos(),
                before.loadHighW(),
                -view.fleet().nominalW(),
                view.fleet().nominalW(),
                before.trend(),
                before.heat());
        Noted noted = decision.significant()
                ? DecisionDraft.note(decision, view.nanos())
                : view.state().noted();
        FleetMemory memory =
                view.state().fleet().with(new UpkeepPlan(view).next()).decided(powerW, view.seconds(), hours(view));
        // A ramp of steps below the dead band still goes on: what they add up to passes it.
        boolean small = !released && guarded.by() == GuardedBy.DEAD_BAND;
        state = view.state().decided(memory, pace, noted, small ? verdict.powerW() : powerW);
        return decision;
    }

    /** Whether the batteries were told to rest already, so that letting go of them changes nothing. */
    private static boolean isAtRest(ControlState.Pace before) {
        return before.commandedW() == 0 || (!before.isNone() && Double.isNaN(before.commandedW()));
    }

    private LoadHours hours(View view) {
        return view.state()
                .fleet()
                .hours()
                .next(
                        view.loadW(),
                        view.seconds(),
                        view.utcMillis(),
                        settings.window().zone());
    }

    /** Opens a fire area again that a hazard closed; only a person who has looked at it may ask for it. */
    public void open(String area) {
        state = state.with(state.fleet().with(state.fleet().areas().open(area)));
    }

    /** Tells every cabinet its part; an unchanged power is left as it was split, so that no line carries idle writes. */
    private boolean command(View view, boolean released, double powerW) {
        List<Cabinet> cabinets = view.now().cabinets();
        FleetMemory memory = view.state().fleet();
        ControlState.Pace before = view.state().pace();
        boolean keep = !released
                && powerW == before.commandedW()
                && (view.nanos() - before.splitNanos()) / 1e9 < RESPLIT_SECONDS
                && memory.following().fits(view.fleet());
        if (keep) {
            return false;
        }
        double[] parts = new double[cabinets.size()];
        if (!released) {
            long day = Math.floorDiv(view.utcMillis(), MILLIS_PER_DAY);
            dispatch.split(powerW, view.fleet(), memory, settings.guard().minimumShare(), day, view.nanos(), parts);
        }
        for (int i = 0; i < parts.length; i++) {
            Cabinet cabinet = cabinets.get(i);
            double watts = released || !cabinet.isAvailable() ? Double.NaN : parts[i];
            memory.following().command(i, cabinet, watts, view.nanos());
        }
        return true;
    }

    /** @param reason why nothing is written to any cabinet, where that is so */
    static List<Setpoint> setpoints(Situation now, FleetMemory memory, String reason) {
        List<Cabinet> cabinets = now.cabinets();
        List<Setpoint> setpoints = new ArrayList<>(cabinets.size());
        for (Cabinet cabinet : cabinets) {
            int i = setpoints.size();
            double watts = memory.setpointW(i);
            boolean released = Double.isNaN(watts);
            String why = released ? (cabinet.isAvailable() ? reason : cabinet.unavailable()) : "";
            setpoints.add(new Setpoint(cabinet.device(), cabinet.id(), watts, released, why));
        }
        return setpoints;
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
