package io.tieline.control.dispatch;

import io.tieline.chemistry.Chemistry.Response;
import io.tieline.control.fleet.Fleet;
import io.tieline.control.fleet.FleetMemory;
import io.tieline.control.situation.Cabinet;
import java.util.Arrays;

/**
 * Splits the fleet's power over the cabinets. Cabinets in maintenance get what it wants as far as the rest can make up for
 * it; slow chemistries carry what lasts, fast ones the changes; within each of the two an {@link ActiveSet} runs, filled by
 * {@link WaterFilling}. Not thread-safe: it keeps its arrays, a split allocates only when the fleet grows.
 */
public final class Dispatch {

    /** A gap of so many points between the states of charge of slow and fast cells shifts the whole power. */
    private static final double SHIFT_POINTS = 50;

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
        boolean discharge = rest > 0;
        double slowCan = capability(fleet, Response.SLOW, discharge);
        double fastCan = capability(fleet, Response.FAST, discharge);
        double want = Math.min(Math.abs(rest), slowCan + fastCan);
        if (want <= 0) {
            return;
        }
        double base = base(want, discharge, slowCan, fastCan, fleet, memory);
        Share share = new Share(fleet, memory, discharge, minimumShare, turn, nanos);
        fill(base, Response.SLOW, share, into);
        fill(want - base, Response.FAST, share, into);
    }

    /** What all groups have in common. */
    record Share(Fleet fleet, FleetMemory memory, boolean discharge, double minimumShare, long turn, long nanos) {}

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

    private double capability(Fleet fleet, Response response, boolean discharge) {
        double sum = 0;
        for (int i = 0, n = fleet.cabinets().size(); i < n; i++) {
            if (fleet.chemistries().get(i).response() == response) {
                sum += canW(fleet, i, discharge);
            }
        }
        return sum;
    }

    private static double canW(Fleet fleet, int i, boolean discharge) {
        if (!Double.isNaN(fleet.preferredEachW()[i])) {
            return 0;
        }
        return discharge ? fleet.highW()[i] : -fleet.lowW()[i];
    }

    /**
     * The part of slow cells: what has lasted, never against the rest, more of it while fast cells are emptier, and whatever
     * fast cells cannot do.
     */
    private static double base(
            double want, boolean discharge, double slowCan, double fastCan, Fleet fleet, FleetMemory memory) {
        if (slowCan <= 0 || fastCan <= 0) {
            return slowCan <= 0 ? 0 : want;
        }
        double lasting = Double.isNaN(memory.slowW()) ? 0 : discharge ? memory.slowW() : -memory.slowW();
        double gap = meanSoc(fleet, Response.SLOW) - meanSoc(fleet, Response.FAST);
        double shift = want * Math.max(-1, Math.min(1, (discharge ? gap : -gap) / SHIFT_POINTS));
        double wanted = Math.max(0, Math.min(want, Math.max(0, lasting) + shift));
        return Math.max(want - fastCan, Math.min(slowCan, wanted));
    }

    private static double meanSoc(Fleet fleet, Response response) {
        double stored = 0;
        double capacity = 0;
        for (int i = 0, n = fleet.cabinets().size(); i < n; i++) {
            Cabinet cabinet = fleet.cabinets().get(i);
            if (cabinet.isAvailable() && fleet.chemistries().get(i).response() == response) {
                stored += cabinet.storedWh();
                capacity += cabinet.capacityWh();
            }
        }
        return capacity > 0 ? stored / capacity * 100 : 50;
    }

    private void fill(double want, Response response, Share share, double[] into) {
        if (want <= 0) {
            return;
        }
        Fleet fleet = share.fleet();
        int n = fleet.cabinets().size();
        for (int i = 0; i < n; i++) {
            boolean member = fleet.chemistries().get(i).response() == response;
            can[i] = member ? canW(fleet, i, share.discharge()) : 0;
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
