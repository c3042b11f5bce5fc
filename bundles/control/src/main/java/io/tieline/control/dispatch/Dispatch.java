package io.tieline.control.dispatch;

import io.tieline.chemistry.Chemistry.Response;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.fleet.FleetMemory;
import java.util.Arrays;

/**
 * Splits the fleet's power over the cabinets. Cabinets in maintenance get what it wants as far as the rest can make up for
 * it; slow chemistries carry what lasts, fast ones the changes; within each of the two an {@link ActiveSet} runs, filled by
 * {@link WaterFilling}. Not thread-safe: it keeps its arrays, a split allocates only when the fleet grows.
 */
public final class Dispatch {

    /**
     * A gap of so many points between the states of charge of slow and fast cells gives slow ones nothing, or twice their base. It
     * is also where the gap settles: the reference wants less than 5 points (5, dispatch).
     */
    private static final double SHIFT_POINTS = 5;

    private final Group slow = new Group(Response.SLOW);
    private final Group fast = new Group(Response.FAST);
    private final ActiveSet active = new ActiveSet();
    private final WaterFilling filling = new WaterFilling();
    private double[] can = new double[0];

    /**
     * Splits a power.
     *
     * @param siteW within what the fleet can do; what lies beyond it is left undone
     * @param turn changes once a day, so that cabinets that are equally good take turns
     * @param into one power per cabinet, in the fleet's order
     */
    public void split(
            double siteW, Fleet fleet, FleetMemory memory, double minimumShare, long turn, long nanos, double[] into) {
        int n = fleet.cabinets().size();
        if (can.length < n) {
            can = new double[n];
        }
        Arrays.fill(into, 0, n, 0);
        double rest = siteW - maintain(siteW, fleet, into);
        Share share = new Share(fleet, memory, rest > 0, minimumShare, turn, nanos);
        slow.measure(share);
        fast.measure(share);
        double want = Math.min(Math.abs(rest), slow.canW() + fast.canW());
        if (want <= 0) {
            return;
        }
        double base = base(want, share);
        fill(base, slow, share, into);
        fill(want - base, fast, share, into);
    }

    /** What all groups have in common. */
    record Share(Fleet fleet, FleetMemory memory, boolean discharge, double minimumShare, long turn, long nanos) {

        /** What a cabinet can do in this direction; nothing beside its maintenance. */
        double canW(int cabinet) {
            if (!Double.isNaN(fleet.preferredEachW()[cabinet])) {
                return 0;
            }
            return discharge ? fleet.highW()[cabinet] : -fleet.lowW()[cabinet];
        }

        /** Whether it was told to run in this direction. */
        boolean runs(int cabinet) {
            double set = memory.setpointW(cabinet);
            return discharge ? set > 0 : set < 0;
        }
    }

    /**
     * Gives cabinets in maintenance what it wants. What is charged comes from the grid or from those that are emptied, never
     * from the others; what is emptied goes to the site or into the others.
     */
    private static double maintain(double siteW, Fleet fleet, double[] into) {
        double emptied = 0;
        double charged = 0;
        for (double wanted : fleet.preferredEachW()) {
            emptied += wanted > 0 ? wanted : 0;
            charged += wanted < 0 ? wanted : 0;
        }
        if (emptied == 0 && charged == 0) {
            return 0;
        }
        double in = Math.max(charged, Math.min(0, siteW - emptied));
        double out = Math.max(0, Math.min(emptied, siteW - in - fleet.othersLowW()));
        for (int i = 0, n = fleet.cabinets().size(); i < n; i++) {
            double wanted = fleet.preferredEachW()[i];
            if (wanted > 0) {
                into[i] = wanted / emptied * out;
            } else if (wanted < 0) {
                into[i] = wanted / charged * in;
            }
        }
        return in + out;
    }

    /**
     * The part of slow cells: what has lasted, never against the rest, more of it while fast cells are emptier, and whatever fast
     * cells cannot do. What is too little for one of the two the other does alone, where it can.
     */
    private double base(double want, Share share) {
        double lasted = share.memory().slowW();
        double lasting = Double.isNaN(lasted) ? 0 : Math.max(0, share.discharge() ? lasted : -lasted);
        double gap = slow.socPercent() - fast.socPercent();
        double lead = Math.max(-1, Math.min(1, (share.discharge() ? gap : -gap) / SHIFT_POINTS));
        double wanted = Math.min(want, lasting * (1 + lead));
        double base = Math.max(want - fast.canW(), Math.min(slow.canW(), wanted));
        if (base < slow.leastW() && want <= fast.canW()) {
            return 0;
        }
        return want - base < fast.leastW() && want <= slow.canW() ? want : base;
    }

    private void fill(double want, Group group, Share share, double[] into) {
        if (want <= 0) {
            return;
        }
        int n = share.fleet().cabinets().size();
        for (int i = 0; i < n; i++) {
            can[i] = group.holds(share.fleet(), i) ? share.canW(i) : 0;
        }
        active.choose(want, can, share);
        filling.fill(want, active, n);
        for (int i = 0; i < n; i++) {
            if (can[i] > 0) {
                double power = filling.at(i);
                into[i] = power == 0 ? 0 : share.discharge() ? power : -power;
            }
        }
    }
}
