package io.tieline.control;

import io.tieline.control.Decision.GuardedBy;
import io.tieline.control.Decision.Mode;
import io.tieline.control.Decision.Setpoint;
import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.commissioning.Look;
import io.tieline.control.demand.DemandWindow;
import io.tieline.control.demand.TargetRatchet;
import io.tieline.control.dispatch.Dispatch;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.fleet.Following;
import io.tieline.control.fleet.LoadHours;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.grid.GridState;
import io.tieline.control.grid.MeterWatch;
import io.tieline.control.grid.StandIn;
import io.tieline.control.lease.Fence;
import io.tieline.control.lease.LeaseAnswer;
import io.tieline.control.lease.LeaseDesk;
import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Upstream;
import io.tieline.control.reserve.ReserveBudget;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.LimitSettings;
import io.tieline.control.settings.TrustSettings;
import io.tieline.control.situation.Cabinet;
import io.tieline.control.situation.Situation;
import io.tieline.control.smoothing.SmoothingMemory;
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

    /** How fast a past high of the load is forgotten: over some windows, well within a shift. */
    private static final double LOAD_HIGH_SECONDS = 3600;
    /** An unchanged power is spread anew over the cabinets no more often than this. */
    private static final double RESPLIT_SECONDS = 60;
    /** A limit that is about to be passed is answered this long before. */
    private static final double SOON_SECONDS = 60;
    /** A step of less than this share of the running cabinets does not stand out of what they do anyway. */
    private static final double SEEN_SHARE = 0.03;

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
        return conclude(observe(situation, utcMillis, monotonicNanos));
    }

    /** Brings every memory up to now. */
    private View observe(Situation situation, long utcMillis, long nanos) {
        TrustSettings trust = settings.trust();
        Situation heard = situation.withoutStaleCabinets(trust.cabinetFreshSeconds());
        MeterWatch meter = state.backup().meter().next(heard, trust, nanos);
        Situation all = meter.judge(heard);
        boolean fresh = all.gridPower().isFresh(trust.meterFreshSeconds());
        Commissioning commissioning = commissioning(all, fresh, utcMillis, nanos);
        double seconds = state.pace().secondsUntil(nanos);
        long meterNanos = fresh ? nanos - (long) (all.gridPower().ageSeconds() * 1e9) : nanos;
        FleetMemory memory = state.fleet().next(all.cabinets(), settings, seconds, meterNanos, utcMillis, nanos);
        Situation now = memory.doubts()
                .applyTo(all, settings.storage())
                .resting(cabinet -> AuthorityObjective.rests(
                        cabinet, commissioning, settings.commissioning().required()));
        boolean stoodIn = StandIn.steers(now, state.grid().clocks(), trust);
        Decision.Flows flows = flows(now, memory.following().power(now.cabinets()), fresh, stoodIn);
        Upstream upstream = state.upstream().next(flows.gridW(), flows.batteryW(), utcMillis, nanos, seconds);
        DemandWindow.Advance advance =
                state.window().advance(settings.window(), utcMillis, nanos, flows.loadW(), flows.batteryW());
        double reactive = now.gridReactive().isFresh(trust.meterFreshSeconds())
                ? now.gridReactive().value()
                : Double.NaN;
        ControlState.Pace pace = pace(flows, reactive, seconds, nanos);
        // From here on the import limit is the tightest of all that count now.
        ControlSettings effective = settings.withLimits(Transformer.tightest(settings.limits(), pace.heat(), reactive));
        Fleet fleet = Fleet.of(now.cabinets(), memory, settings, View.horizon(seconds));
        Backup backup = Backup.next(
                state.grid(),
                state.backup(),
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
        GridMemory grid = backup.grid();
        // Any doubt about the grid itself outweighs the wish to bridge a silent meter.
        boolean held = !fresh && !stoodIn && (grid.state() == GridState.OK || grid.state() == GridState.RECHARGE);
        ReserveBudget reserve = backup.reserve().raisedTo(upstream.book().reserveFloorPercent());
        TargetRatchet ratchet =
                state.ratchet().next(settings, advance, TargetRatchet.storage(settings, fleet, reserve), utcMillis);
        ControlState seen = new ControlState(
                grid,
                advance.window(),
                ratchet,
                memory,
                pace,
                state.noted(),
                backup.memory(),
                upstream,
                new Arbitrage(effective, fleet, reserve, ratchet, upstream.book()).prices(state.prices(), advance),
                smoothing(now, flows, nanos),
                commissioning);
        double last = Double.isNaN(pace.commandedW()) ? flows.batteryW() : pace.commandedW();
        return new View(
                effective,
                now,
                seen,
                flows,
                fleet,
                reserve,
                backup.orders(),
                last,
                seconds,
                held,
                stoodIn,
                utcMillis,
                nanos);
    }

    private Commissioning commissioning(Situation all, boolean meterFresh, long utcMillis, long nanos) {
        Commissioning before = state.commissioning();
        if (before.running().isEmpty()) {
            return before;
        }
        Look look = new Look(
                testTrouble(),
                meterFresh ? all.gridPower().value() : Double.NaN,
                all.cabinets().stream().map(cabinet -> cabinet.look(nanos)).toList(),
                utcMillis,
                nanos);
        return before.next(
                look, settings.commissioning(), Math.max(1, 2 * settings.guard().deadBandW()));
    }

    /** Why no cabinet may be tested now, empty if one may. */
    private String testTrouble() {
        String fenced = AuthorityObjective.fenced(settings, state.upstream().fence());
        return fenced.isEmpty() && state.grid().state() != GridState.OK
                ? state.grid().state().label()
                : fenced;
    }

    private SmoothingMemory smoothing(Situation now, Decision.Flows flows, long nanos) {
        ControlState.Pace before = state.pace();
        double measured = 0;
        double nominal = 0;
        for (Cabinet cabinet : now.cabinets()) {
            measured += cabinet.isAvailable() ? cabinet.powerW() : 0;
            nominal += cabinet.isAvailable() ? cabinet.nominalPowerW() : 0;
        }
        double least = Math.max(4 * settings.guard().deadBandW(), SEEN_SHARE * nominal);
        SmoothingMemory memory = state.smoothing();
        long meterNanos = nanos - (long) (now.gridPower().ageSeconds() * 1e9);
        return new SmoothingMemory(
                memory.importW(),
                memory.delay().next(before.commandedW(), before.nanos(), measured, nanos, least),
                memory.oscillation().next(settings.smoothing(), flows.gridW(), meterNanos));
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
        String trouble = testTrouble();
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
                view.fleet().sumLowW(),
                view.fleet().sumHighW(),
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

    private ControlState.Pace pace(Decision.Flows flows, double reactiveVar, double seconds, long nanos) {
        ControlState.Pace before = state.pace();
        LimitSettings limits = settings.limits();
        double reactive = Double.isNaN(reactiveVar) ? 0 : reactiveVar;
        double va = Math.sqrt(flows.gridW() * flows.gridW() + reactive * reactive);
        return new ControlState.Pace(
                nanos,
                before.commandedW(),
                before.splitNanos(),
                high(before.loadHighW(), flows.loadW(), seconds, LOAD_HIGH_SECONDS),
                before.lowW(),
                before.highW(),
                before.trend().next(flows.loadW(), seconds),
                Transformer.heat(before.heat(), va, limits.transformerVa(), limits.transformerMinutes(), seconds));
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
