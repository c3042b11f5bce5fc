package io.tieline.control.dispatch;

import io.tieline.chemistry.Curve;
import io.tieline.control.fleet.Fleet;
import java.util.Arrays;

/**
 * Who runs: only as many cabinets as keep each near its efficient load, the fuller ones for discharging, the emptier ones
 * for charging. Who runs goes on as long as the load suits, at least a minute, at most a day while another is as good.
 * Keeps its arrays.
 */
final class ActiveSet {

    /** Between these shares of its conversion's power a running cabinet loses little; its chemistry tells where least. */
    private static final double LEAST_LOAD = 0.3;

    private static final double MOST_LOAD = 0.7;
    /** While the running ones are loaded with this much of what is best for them, the set is left as it is. */
    private static final double LEAST_OF_GOOD = 0.6;

    private static final double MOST_OF_GOOD = 1.4;
    /** How many points of SoC another cabinet must be better by to take the place of a running one. */
    private static final double STICKY_POINTS = 10;

    private static final long LEAST_ON_NANOS = 60_000_000_000L;
    private static final long MOST_ON_NANOS = 86_400_000_000_000L;
    /** Goes before every state of charge. */
    private static final double MUST_RUN = 1000;

    /** Share of nominal power by which a cabinet a point above the fleet's SoC leads. */
    private static final double BALANCE_PER_POINT = 0.04;

    private static final int POSITION_BITS = 20;

    private double[] most = new double[0];
    private double[] good = new double[0];
    private double[] slope = new double[0];
    private double[] offset = new double[0];
    private double[] points = new double[0];
    private long[] order = new long[0];
    private int members;

    /** Chooses among those that can do something. */
    void choose(double want, double[] canW, Dispatch.Share share) {
        Fleet fleet = share.fleet();
        int n = fleet.cabinets().size();
        reserve(n);
        double mean = meanSoc(canW, fleet, n);
        members = 0;
        for (int i = 0; i < n; i++) {
            most[i] = 0;
            if (canW[i] > 0) {
                double nominal = Math.max(1, fleet.cabinets().get(i).nominalPowerW());
                Curve efficiency = fleet.chemistries().get(i).efficiency();
                double best = Math.max(LEAST_LOAD, Math.min(MOST_LOAD, efficiency.placeOfHighest()));
                double lead = fleet.cabinets().get(i).socPercent() - mean;
                // The balance is soft: what a cabinet loses on the way counts against it.
                points[i] = (share.discharge() ? lead : -lead) - (1 - efficiency.highest()) / BALANCE_PER_POINT;
                good[i] = Math.min(canW[i], best * nominal);
                slope[i] = 0.5 / nominal * fleet.strain()[i];
                offset[i] = -points[i] * BALANCE_PER_POINT;
                order[members++] = i;
            }
        }
        if (!keepsRunning(want, canW, share)) {
            chooseAnew(want, canW, share, n);
        }
    }

    private double meanSoc(double[] canW, Fleet fleet, int n) {
        double stored = 0;
        double capacity = 0;
        for (int i = 0; i < n; i++) {
            if (canW[i] > 0) {
                stored += fleet.cabinets().get(i).storedWh();
                capacity += fleet.cabinets().get(i).capacityWh();
            }
        }
        return capacity > 0 ? stored / capacity * 100 : 0;
    }

    /** Leaves the set alone while its load suits and none outside is clearly better. */
    private boolean keepsRunning(double want, double[] canW, Dispatch.Share share) {
        double least = 0;
        double can = 0;
        double worst = Double.POSITIVE_INFINITY;
        double bestOutside = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < members; k++) {
            int i = (int) order[k];
            if (share.runs(i)) {
                least += LEAST_OF_GOOD * good[i];
                can += Math.min(canW[i], MOST_OF_GOOD * good[i]);
                worst = Math.min(worst, points[i] + bonus(i, share));
            } else {
                bestOutside = Math.max(bestOutside, points[i]);
            }
        }
        if (want < least || want > can || bestOutside > worst) {
            return false;
        }
        for (int k = 0; k < members; k++) {
            int i = (int) order[k];
            most[i] = share.runs(i) ? canW[i] : 0;
        }
        return true;
    }

    private void chooseAnew(double want, double[] canW, Dispatch.Share share, int n) {
        int turn = (int) Math.floorMod(share.turn(), (long) n);
        for (int k = 0; k < members; k++) {
            int i = (int) order[k];
            double merit = points[i] + (share.runs(i) ? bonus(i, share) : 0);
            // Merit in thousandths of a point above the place in today's turn: one sort of longs, ties fall by turn.
            int place = i >= turn ? i - turn : i - turn + n;
            order[k] = ((long) ((10_000 - merit) * 1000) << POSITION_BITS) | place;
        }
        Arrays.sort(order, 0, members);
        double enough = 0;
        double can = 0;
        for (int k = 0; k < members; k++) {
            int place = (int) (order[k] & ((1 << POSITION_BITS) - 1));
            int i = place + turn < n ? place + turn : place + turn - n;
            double minimum =
                    share.minimumShare() * share.fleet().cabinets().get(i).nominalPowerW();
            boolean must = share.runs(i) && bonus(i, share) >= MUST_RUN;
            boolean served = can >= want && (enough >= want || want < minimum * (k + 1));
            if (served && !must) {
                break;
            }
            most[i] = canW[i];
            enough += good[i];
            can += canW[i];
        }
    }

    /** What a running cabinet has ahead of one that is not. */
    private static double bonus(int i, Dispatch.Share share) {
        long on = share.nanos() - share.memory().following().onNanos(i);
        if (on < LEAST_ON_NANOS) {
            return MUST_RUN;
        }
        return on < MOST_ON_NANOS ? STICKY_POINTS : 0;
    }

    /** What a chosen cabinet can do at most, 0 for the others. */
    double mostW(int cabinet) {
        return most[cabinet];
    }

    double slope(int cabinet) {
        return slope[cabinet];
    }

    double offset(int cabinet) {
        return offset[cabinet];
    }

    private void reserve(int n) {
        if (most.length < n) {
            most = new double[n];
            good = new double[n];
            slope = new double[n];
            offset = new double[n];
            points = new double[n];
            order = new long[n];
        }
    }
}
