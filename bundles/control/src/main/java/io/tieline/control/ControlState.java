package io.tieline.control;

import io.tieline.control.commissioning.Commissioning;
import io.tieline.control.demand.DemandWindow;
import io.tieline.control.demand.EarlierPeaks;
import io.tieline.control.demand.LoadTrend;
import io.tieline.control.demand.TargetRatchet;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.grid.GridMemory;
import io.tieline.control.grid.GridState;
import io.tieline.control.lease.Fence;
import io.tieline.control.lease.Lease;
import io.tieline.control.lease.PowerRange;
import io.tieline.control.lease.Upstream;
import io.tieline.control.price.LoadMemory;
import io.tieline.control.price.PriceMemory;
import io.tieline.control.price.PricePlan;
import io.tieline.control.smoothing.SmoothingMemory;
import io.tieline.control.target.LoadHistory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the core remembers from one decision to the next. Immutable; the same state decides the same again. */
public final class ControlState {

    private static final long NEVER = Long.MIN_VALUE;
    private static final ControlState INITIAL = new ControlState(
            GridMemory.NONE,
            DemandWindow.NONE,
            TargetRatchet.NONE,
            FleetMemory.of(0),
            Pace.NONE,
            Noted.NONE,
            BackupMemory.NONE,
            Upstream.SILENT,
            PriceMemory.EMPTY,
            SmoothingMemory.NEW,
            Commissioning.NONE);

    private final GridMemory grid;
    private final DemandWindow window;
    private final TargetRatchet ratchet;
    private final FleetMemory fleet;
    private final Pace pace;
    private final Noted noted;
    private final BackupMemory backup;
    private final Upstream upstream;
    private final PriceMemory prices;
    private final SmoothingMemory smoothing;
    private final Commissioning commissioning;

    public ControlState(
            GridMemory grid,
            DemandWindow window,
            TargetRatchet ratchet,
            FleetMemory fleet,
            Pace pace,
            Noted noted,
            BackupMemory backup,
            Upstream upstream,
            PriceMemory prices,
            SmoothingMemory smoothing,
            Commissioning commissioning) {
        this.grid = grid;
        this.window = window;
        this.ratchet = ratchet;
        this.fleet = fleet;
        this.pace = pace;
        this.noted = noted;
        this.backup = backup;
        this.upstream = upstream;
        this.prices = prices;
        this.smoothing = smoothing;
        this.commissioning = commissioning;
    }

    /**
     * What moves with every call.
     *
     * @param nanos when it was decided last
     * @param commandedW the power commanded last, NaN: released or never
     * @param splitNanos when it was last split anew over the cabinets
     * @param loadHighW the recent high of the load
     * @param lowW and {@code highW}: what the batteries that could be commanded are built for
     * @param trend of the load
     * @param heat of the transformer
     */
    public record Pace(
            long nanos,
            double commandedW,
            long splitNanos,
            double loadHighW,
            double lowW,
            double highW,
            LoadTrend trend,
            double heat) {

        public static final Pace NONE = new Pace(NEVER, Double.NaN, NEVER, 0, 0, 0, LoadTrend.NONE, Transformer.WARM);

        /** Nothing was decided yet. */
        boolean isNone() {
            return nanos == NEVER;
        }

        PowerRange can() {
            return new PowerRange(lowW, highW);
        }

        /** Seconds since the decision before, 0 for the first. */
        double secondsUntil(long now) {
            return nanos == NEVER ? 0 : Math.max(0, (now - nanos) / 1e9);
        }
    }

    /**
     * The same with the power that was decided, and what was told of it.
     *
     * @param meantW the power the claims agreed on where only the dead band held it back; 0 while released
     */
    ControlState decided(FleetMemory nowFleet, Pace nowPace, Noted nowNoted, double meantW) {
        SmoothingMemory smoothed = smoothing.decided(window.lastLoadW() - meantW);
        return new ControlState(
                grid, window, ratchet, nowFleet, nowPace, nowNoted, backup, upstream, prices, smoothed, commissioning);
    }

    ControlState with(Upstream changed) {
        return new ControlState(
                grid, window, ratchet, fleet, pace, noted, backup, changed, prices, smoothing, commissioning);
    }

    ControlState with(Commissioning changed) {
        return new ControlState(
                grid, window, ratchet, fleet, pace, noted, backup, upstream, prices, smoothing, changed);
    }

    ControlState with(FleetMemory changed) {
        return new ControlState(
                grid, window, ratchet, changed, pace, noted, backup, upstream, prices, smoothing, commissioning);
    }

    /** The same, told by others what another state was: leases, other gateways, who may move batteries. */
    public ControlState toldAs(ControlState other) {
        return with(other.upstream).with(other.commissioning);
    }

    /** A core that has seen nothing yet. */
    public static ControlState initial() {
        return INITIAL;
    }

    GridMemory grid() {
        return grid;
    }

    DemandWindow window() {
        return window;
    }

    TargetRatchet ratchet() {
        return ratchet;
    }

    FleetMemory fleet() {
        return fleet;
    }

    Pace pace() {
        return pace;
    }

    Noted noted() {
        return noted;
    }

    BackupMemory backup() {
        return backup;
    }

    Upstream upstream() {
        return upstream;
    }

    PriceMemory prices() {
        return prices;
    }

    SmoothingMemory smoothing() {
        return smoothing;
    }

    /** Fire areas in which nothing is charged any more, each with what closed it; a person has to open them. */
    public Map<String, String> closedAreas() {
        Map<String, String> closed = new TreeMap<>();
        fleet.areas().closed().forEach((area, report) -> closed.put(area, report.text()));
        return closed;
    }

    /** The leases that stand, the highest priority first. */
    public List<Lease> leases() {
        return upstream.book().standing();
    }

    /** Which other gateway of the site has been heard. */
    public Fence fence() {
        return upstream.fence();
    }

    /** The commissioning test: who has passed, what runs, what came out last. */
    public Commissioning commissioning() {
        return commissioning;
    }

    /** What must survive a restart, flat, as {@code String} and {@code Double}. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new HashMap<>();
        map.put("grid.state", grid.state().name());
        map.put("grid.reason", grid.reason());
        put(map, "grid.since", grid.sinceUtcMillis());
        put(map, "grid.lost", grid.lostUtcMillis());
        put(map, "grid.refilling", grid.isRefilled() ? 1 : 0);
        if (window.isOpen()) {
            put(map, "window.start", window.startUtcMillis());
            put(map, "window.last", window.lastUtcMillis());
            put(map, "window.imported_ws", window.importedWs());
            put(map, "window.uncontrolled_ws", window.uncontrolledWs());
            put(map, "window.estimated_s", window.estimatedSeconds());
            put(map, "window.load", window.lastLoadW());
            put(map, "window.battery", window.lastBatteryW());
        }
        put(map, "target.watts", ratchet.targetW());
        put(map, "target.period", ratchet.period());
        put(map, "target.period_start", ratchet.periodStartUtcMillis());
        put(map, "target.highest", ratchet.highestW());
        put(map, "target.highest_uncontrolled", ratchet.highestUncontrolledW());
        put(map, "target.raised", ratchet.raisedUtcMillis());
        for (int i = 0; i < ratchet.earlier().watts().length; i++) {
            put(map, "target.earlier." + (i + 1), ratchet.earlier().watts()[i]);
        }
        map.put("history.today", ratchet.history().todayText());
        map.put("history.days", ratchet.history().daysText());
        backup.put(map);
        upstream.write(map);
        commissioning.write(map);
        map.put("price.load", prices.load().text());
        fleet.toMap(map);
        return map;
    }

    /** The counterpart of {@link #toMap}; a part that is missing or damaged starts anew. */
    public static ControlState fromMap(Map<String, ?> map) {
        return new ControlState(
                grid(map),
                window(map),
                ratchet(map),
                FleetMemory.fromMap(map),
                Pace.NONE,
                Noted.NONE,
                BackupMemory.of(map),
                Upstream.read(map),
                new PriceMemory(LoadMemory.of(Objects.toString(map.get("price.load"), "")), PricePlan.NONE),
                SmoothingMemory.NEW,
                Commissioning.read(map));
    }

    private static GridMemory grid(Map<String, ?> map) {
        for (GridState state : GridState.values()) {
            if (state.name().equals(map.get("grid.state"))) {
                return GridMemory.restored(
                        state,
                        (long) number(map, "grid.since", 0),
                        Objects.toString(map.get("grid.reason"), ""),
                        (long) number(map, "grid.lost", 0),
                        number(map, "grid.refilling", 0) == 1);
            }
        }
        return GridMemory.NONE;
    }

    private static DemandWindow window(Map<String, ?> map) {
        double start = number(map, "window.start", Double.NaN);
        double last = number(map, "window.last", Double.NaN);
        double imported = number(map, "window.imported_ws", Double.NaN);
        double uncontrolled = number(map, "window.uncontrolled_ws", Double.NaN);
        double load = number(map, "window.load", Double.NaN);
        if (!(last >= start) || Double.isNaN(imported + uncontrolled + load)) {
            return DemandWindow.NONE;
        }
        return new DemandWindow(
                (long) start,
                (long) last,
                DemandWindow.NEVER,
                imported,
                uncontrolled,
                number(map, "window.estimated_s", 0),
                load,
                number(map, "window.battery", 0));
    }

    private static TargetRatchet ratchet(Map<String, ?> map) {
        return new TargetRatchet(
                number(map, "target.watts", Double.NaN),
                (int) number(map, "target.period", 0),
                (long) number(map, "target.period_start", 0),
                number(map, "target.highest", 0),
                number(map, "target.highest_uncontrolled", 0),
                (long) number(map, "target.raised", 0),
                earlierPeaks(map),
                LoadHistory.fromText(
                        Objects.toString(map.get("history.today"), ""), Objects.toString(map.get("history.days"), "")));
    }

    private static EarlierPeaks earlierPeaks(Map<String, ?> map) {
        boolean twelfth = map.containsKey("target.earlier." + (EarlierPeaks.MONTHS + 1));
        double[] watts = new double[EarlierPeaks.MONTHS + (twelfth ? 1 : 0)];
        for (int i = 0; i < watts.length; i++) {
            watts[i] = number(map, "target.earlier." + (i + 1), 0);
        }
        return new EarlierPeaks(watts);
    }

    private static void put(Map<String, Object> map, String key, double value) {
        if (Double.isFinite(value)) {
            map.put(key, value);
        }
    }

    static double number(Map<String, ?> map, String key, double otherwise) {
        return map.get(key) instanceof Number number && Double.isFinite(number.doubleValue())
                ? number.doubleValue()
                : otherwise;
    }
}
