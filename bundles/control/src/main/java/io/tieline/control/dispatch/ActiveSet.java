package io.tieline.control.dispatch;

import io.tieline.control.fleet.Fleet;
import java.util.Arrays;

/**
 * Who runs: only as many cabinets as keep each near its efficient load, the fuller ones for discharging, the emptier ones
 * for charging. Who runs goes on as long as the load suits, at least a minute, at most a day while another is as good.
 * Keeps its arrays.
 */
final class ActiveSet {

    /** Load of a running cabinet aimed at, as a share of its limit: conversion loses least between 40 and 60 %. */
    private static final double GOOD_LOAD = 0.5;
    /** Within these the set is left as it is. */
    private static final double LEAST_LOAD = 0.3;

    private static final double MOST_LOAD = 0.7;
    /** How many points of SoC another cabinet must be better by to take the place of a running one. */
    private static final double STICKY_POINTS = 10;

    private static final long LEAST_ON_NANOS = 60_000_000_000L;
    private static final long MOST_ON_NANOS = 86_400_000_000_000L;
    /** Goes before every state of charge. */
    private static final double MUST_RUN = 1000;

    /** Share of nominal power by which a cabinet 10 points above the fleet's SoC leads. */
    private static final double BALANCE_PER_POINT = 0.04;

    private static final int POSITION_BITS = 20;

    private double[] most = new double[0];
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
                double lead = fleet.cabinets().get(i).socPercent() - mean;
                points[i] = share.discharge() ? lead : -lead;
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
        double can = 0;
        double worst = Double.POSITIVE_INFINITY;
        double bestOutside = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < members; k++) {
            int i = (int) order[k];
            if (runs(i, share)) {
                can += canW[i];
                worst = Math.min(worst, points[i] + bonus(i, share));
            } else {
                bestOutside = Math.max(bestOutside, points[i]);
            }
        }
        if (want < LEAST_LOAD * can || want > MOST_LOAD * can || bestOutside > worst) {
            return false;
        }
        for (int k = 0; k < members; k++) {
            int i = (int) order[k];
            most[i] = runs(i, share) ? canW[i] : 0;
        }
        return true;
    }

    private void chooseAnew(double want, double[] canW, Dispatch.Share share, int n) {
        int turn = (int) Math.floorMod(share.turn(), (long) n);
        for (int k = 0; k < members; k++) {
            int i = (int) order[k];
            double merit = points[i] + (runs(i, share) ? bonus(i, share) : 0);
            // Merit in thousandths of a point above the place in today's turn: one sort of longs, ties fall by turn.
            int place = i >= turn ? i - turn : i - turn + n;
            order[k] = ((long) ((10_000 - merit) * 1000) << POSITION_BITS) | place;
        }
        Arrays.sort(order, 0, members);
        double good = 0;
        double can = 0;
        for (int k = 0; k < members; k++) {
            int place = (int) (order[k] & ((1 << POSITION_BITS) - 1));
            int i = place + turn < n ? place + turn : place + turn - n;
            double minimum =
                    share.minimumShare() * share.fleet().cabinets().get(i).nominalPowerW();
            boolean must = runs(i, share) && bonus(i, share) >= MUST_RUN;
            boolean enough = can >= want && (good >= want || want < minimum * (k + 1));
            if (enough && !must) {
                break;
            }
            most[i] = canW[i];
            good += canW[i] * GOOD_LOAD;
            can += canW[i];
        }
    }

    private static boolean runs(int i, Dispatch.Share share) {
        double set = share.memory().setpointW(i);
        return share.discharge() ? set > 0 : set < 0;
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
            slope = new double[n];
            offset = new double[n];
            points = new double[n];
            order = new long[n];
        }
    }
}
