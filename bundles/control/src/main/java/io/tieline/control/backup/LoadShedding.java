package io.tieline.control.backup;

import io.tieline.control.settings.BackupSettings;
import io.tieline.model.LoadClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives loads up and brings them back: the least important first, a request before a switch, every switch proved by the
 * meter, back in small groups with the cooling first. What somebody else switched off stays off.
 *
 * @param cuts what went, in the order it went
 * @param requestedNanos when whoever runs the load was asked to lower it; {@link #NEVER}: not asked
 * @param changedNanos when an outlet was last ordered off or on
 * @param cutNanos when one was last ordered off
 */
public record LoadShedding(List<Cut> cuts, long requestedNanos, long changedNanos, long cutNanos) {

    public static final long NEVER = Long.MIN_VALUE;
    public static final LoadShedding NONE = new LoadShedding(List.of(), NEVER, NEVER, NEVER);

    /** Outlets of one PDU follow each other no faster than its relays like it. */
    private static final double STAGGER_SECONDS = 1;
    /** So long it is told of a load that is no longer ours to switch. */
    private static final double TOLD_SECONDS = 3600;

    public LoadShedding {
        cuts = List.copyOf(cuts);
    }

    /**
     * One load that was given up.
     *
     * @param wattsBefore what it drew, NaN if it is not metered
     * @param nanos when it was ordered; {@link #NEVER}: before a restart, if it was carried out at all
     */
    public record Cut(String outlet, Stage stage, double wattsBefore, long nanos) {
        Cut as(Stage next, long now) {
            return new Cut(outlet, next, wattsBefore, now);
        }
    }

    /** How far a switch is. */
    public enum Stage {
        /** Ordered off, not proved yet. */
        LEAVING,
        OFF,
        /** Did not go, or was switched on again by somebody else: it is left alone for the rest of this episode. */
        STUCK_ON,
        /** Ordered on, not proved yet. */
        RETURNING,
        /** Did not come back: somebody has to look. */
        STUCK_OFF
    }

    /**
     * What is asked of the loads now.
     *
     * @param cutW how much has to go, what was ordered already included; 0: nothing
     * @param least the dearest class that may go
     * @param roomW how much may come back; 0: nothing
     * @param stepW how much of it at once
     * @param why in words
     */
    public record Demand(double cutW, LoadClass least, double roomW, double stepW, String why) {

        public static final Demand NONE = new Demand(0, LoadClass.P4, 0, 0, "");
    }

    /** The next state and the orders that lead there. */
    public record Step(LoadShedding shedding, List<Order> orders) {}

    /** Loads that were given up before a restart, with what they drew. */
    public static LoadShedding restored(Map<String, Double> outlets) {
        return new LoadShedding(
                outlets.entrySet().stream()
                        .map(outlet -> new Cut(outlet.getKey(), Stage.OFF, outlet.getValue(), NEVER))
                        .toList(),
                NEVER,
                NEVER,
                NEVER);
    }

    /** The counterpart of {@link #restored}: whatever was ordered off in this episode, wherever it stands now. */
    public Map<String, Double> remembered() {
        Map<String, Double> outlets = new LinkedHashMap<>();
        cuts.forEach(cut -> outlets.put(cut.outlet(), cut.wattsBefore()));
        return outlets;
    }

    /** What is off or on its way there, as far as it was metered. */
    public double offW() {
        double sum = 0;
        for (Cut cut : cuts) {
            boolean off = cut.stage() == Stage.LEAVING || cut.stage() == Stage.OFF;
            sum += off && !Double.isNaN(cut.wattsBefore()) ? cut.wattsBefore() : 0;
        }
        return sum;
    }

    /** The loads that are off or on their way there by our orders. */
    public List<String> off() {
        return cuts.isEmpty()
                ? List.of()
                : cuts.stream()
                        .filter(cut -> cut.stage() != Stage.STUCK_ON && cut.stage() != Stage.RETURNING)
                        .map(Cut::outlet)
                        .toList();
    }

    /** The loads at one stage. */
    public List<String> at(Stage stage) {
        return cuts.isEmpty()
                ? List.of()
                : cuts.stream()
                        .filter(cut -> cut.stage() == stage)
                        .map(Cut::outlet)
                        .toList();
    }

    /** One step. */
    public Step next(Demand demand, List<Outlet> outlets, BackupSettings.Shedding settings, long nanos) {
        if (cuts.isEmpty() && (outlets.isEmpty() || !settings.enabled())) {
            return new Step(this, List.of());
        }
        Map<String, Outlet> known = new HashMap<>();
        outlets.forEach(outlet -> known.put(outlet.id(), outlet));
        // After a restart nobody knows how long the loads have been off: they are given the whole time once more.
        boolean restored = !cuts.isEmpty() && cutNanos == NEVER;
        LoadShedding since = restored ? new LoadShedding(cuts, requestedNanos, nanos, nanos) : this;
        LoadShedding proved = since.proved(known, settings, nanos);
        double pending = proved.cuts.stream()
                .filter(cut -> cut.stage() == Stage.LEAVING && !Double.isNaN(cut.wattsBefore()))
                .mapToDouble(Cut::wattsBefore)
                .sum();
        double need = settings.enabled() ? demand.cutW() - pending : 0;
        if (need > 0) {
            return proved.shed(demand, need, outlets, settings, nanos);
        }
        if (demand.roomW() > 0) {
            return proved.restore(demand, known, settings, nanos);
        }
        return new Step(proved, List.of());
    }

    /** Takes over what the meters say of the switches under way. */
    private LoadShedding proved(Map<String, Outlet> known, BackupSettings.Shedding settings, long nanos) {
        List<Cut> next = new ArrayList<>(cuts.size());
        for (Cut cut : cuts) {
            Outlet outlet = known.get(cut.outlet());
            if (outlet == null) {
                leftOff(cut, nanos).ifPresent(next::add);
                continue;
            }
            boolean late = nanos - cut.nanos() >= settings.verify().toNanos();
            switch (cut.stage()) {
                case LEAVING -> {
                    boolean gone = outlet.isOff(cut.wattsBefore());
                    next.add(gone ? cut.as(Stage.OFF, nanos) : late ? cut.as(Stage.STUCK_ON, nanos) : cut);
                }
                case RETURNING -> {
                    boolean back = outlet.state() == Outlet.State.ON;
                    if (!back) {
                        next.add(late ? cut.as(Stage.STUCK_OFF, nanos) : cut);
                    }
                }
                case STUCK_OFF -> {
                    if (outlet.state() != Outlet.State.ON) {
                        next.add(cut);
                    }
                }
                case OFF -> {
                    boolean on = outlet.isOn(cut.wattsBefore());
                    // One that is on after a restart was never switched, or is back already.
                    if (!on || cut.nanos() != NEVER) {
                        next.add(on ? cut.as(Stage.STUCK_ON, nanos) : cut);
                    }
                }
                case STUCK_ON -> {
                    boolean wentLate = outlet.state() == Outlet.State.OFF && outlet.isOff(cut.wattsBefore());
                    next.add(wentLate ? cut.as(Stage.OFF, nanos) : cut);
                }
            }
        }
        return with(next);
    }

    /** A load the site file no longer lets us switch: it is told for a while that it was left off, then forgotten. */
    private static Optional<Cut> leftOff(Cut cut, long nanos) {
        if (cut.stage() == Stage.STUCK_ON) {
            return Optional.empty();
        }
        if (cut.stage() != Stage.STUCK_OFF) {
            return Optional.of(cut.as(Stage.STUCK_OFF, nanos));
        }
        return (nanos - cut.nanos()) / 1e9 < TOLD_SECONDS ? Optional.of(cut) : Optional.empty();
    }

    private Step shed(Demand demand, double need, List<Outlet> outlets, BackupSettings.Shedding settings, long nanos) {
        List<Order> orders = new ArrayList<>();
        long requested = requestedNanos;
        if (requested == NEVER) {
            requested = nanos;
            orders.add(Order.request(need, demand.why()));
        }
        boolean asked = nanos - requested >= settings.requestFirst().toNanos();
        boolean tooSoon = changedNanos != NEVER && (nanos - changedNanos) / 1e9 < STAGGER_SECONDS;
        List<Cut> next = new ArrayList<>(cuts);
        double left = need;
        Map<Integer, Integer> perPdu = new HashMap<>();
        for (Outlet outlet : tooSoon ? List.<Outlet>of() : candidates(demand.least(), asked, outlets)) {
            if (left <= 0) {
                break;
            }
            if (perPdu.merge(outlet.device(), 1, Integer::sum) <= settings.perPdu()) {
                orders.add(Order.outlet(outlet, false, demand.why()));
                next.add(new Cut(outlet.id(), Stage.LEAVING, outlet.powerW(), nanos));
                left -= Double.isNaN(outlet.powerW()) ? 0 : outlet.powerW();
            }
        }
        boolean cut = next.size() > cuts.size();
        return new Step(new LoadShedding(next, requested, cut ? nanos : changedNanos, cut ? nanos : cutNanos), orders);
    }

    /** Who may go now, the first to go first. Comfort is not asked; everyone dearer gets the time to save his work. */
    private List<Outlet> candidates(LoadClass least, boolean asked, List<Outlet> outlets) {
        return outlets.stream()
                .filter(outlet -> outlet.canGo()
                        && outlet.loadClass() != LoadClass.P0
                        && outlet.loadClass().compareTo(least) >= 0
                        && (asked || outlet.loadClass() == LoadClass.P4)
                        && cuts.stream().noneMatch(cut -> cut.outlet().equals(outlet.id())))
                .sorted(Comparator.comparing(Outlet::loadClass)
                        .reversed()
                        .thenComparing(Outlet::cooling)
                        .thenComparingDouble(outlet -> -watts(outlet.powerW()) / outlet.worth())
                        .thenComparing(Outlet::id))
                .toList();
    }

    private Step restore(Demand demand, Map<String, Outlet> known, BackupSettings.Shedding settings, long nanos) {
        boolean moving = cuts.stream().anyMatch(cut -> cut.stage() == Stage.LEAVING || cut.stage() == Stage.RETURNING);
        boolean early = changedNanos != NEVER
                        && nanos - changedNanos < settings.restoreEvery().toNanos()
                || cutNanos != NEVER
                        && nanos - cutNanos < settings.restoreAfter().toNanos();
        if (moving || early) {
            return new Step(this, List.of());
        }
        List<Outlet> group = group(Math.min(demand.roomW(), demand.stepW()), known, settings);
        if (group.isEmpty()) {
            // Outlets that would not go may be tried again in the next episode.
            boolean over = cuts.stream().allMatch(cut -> cut.stage() == Stage.STUCK_ON);
            return new Step(over ? NONE : this, List.of());
        }
        List<Cut> next = cuts.stream()
                .map(cut -> group.contains(known.get(cut.outlet())) ? cut.as(Stage.RETURNING, nanos) : cut)
                .toList();
        return new Step(
                new LoadShedding(next, requestedNanos, nanos, cutNanos),
                group.stream()
                        .map(outlet -> Order.outlet(outlet, true, demand.why()))
                        .toList());
    }

    /** The next loads that fit: all cooling before any IT, the important before the others, the unmetered one by one. */
    private List<Outlet> group(double stepW, Map<String, Outlet> known, BackupSettings.Shedding settings) {
        Map<Outlet, Double> draws = new HashMap<>();
        for (Cut cut : cuts) {
            Outlet outlet = known.get(cut.outlet());
            if (cut.stage() == Stage.OFF && outlet != null) {
                draws.put(outlet, cut.wattsBefore() * settings.inrush());
            }
        }
        List<Outlet> group = new ArrayList<>();
        double left = stepW;
        for (Outlet outlet : draws.keySet().stream().sorted(comingBack(draws)).toList()) {
            double most = draws.getOrDefault(outlet, 0.0);
            boolean later = !group.isEmpty() && group.get(0).cooling() && !outlet.cooling();
            // Nobody knows how large a step one without a meter is: it comes alone.
            boolean alone = Double.isNaN(most);
            if (later || most > left || alone && !group.isEmpty() || group.size() >= settings.perPdu()) {
                break;
            }
            group.add(outlet);
            left = alone ? 0 : left - most;
        }
        return group;
    }

    private static Comparator<Outlet> comingBack(Map<Outlet, Double> draws) {
        return Comparator.comparing((Outlet outlet) -> !outlet.cooling())
                .thenComparing(Outlet::loadClass)
                .thenComparingDouble(outlet -> draws.getOrDefault(outlet, 0.0))
                .thenComparing(Outlet::id);
    }

    private static double watts(double metered) {
        return Double.isNaN(metered) ? 0 : metered;
    }

    private LoadShedding with(List<Cut> changed) {
        return new LoadShedding(changed, requestedNanos, changedNanos, cutNanos);
    }
}
