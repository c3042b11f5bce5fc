package io.tieline.control;

import java.util.Arrays;
import java.util.List;

/**
 * Splits the fleet's power over the cabinets so that the losses {@code a p² + b p} are least: by water-filling over the
 * sorted break points of the multiplier, O(N log N).
 *
 * <p>{@code a} is the loss slope, the same share of nominal power for all; {@code b} draws fuller cabinets into discharge
 * and emptier ones into charge. Only as many cabinets run as keep each near its efficient load; those running already are
 * preferred, so that the set does not flutter. Not thread-safe: it keeps its arrays, a split allocates only when the
 * fleet grows.
 */
final class Dispatch {

    /** Load of a running cabinet aimed at, as a share of its limit: conversion loses least between 40 and 60 %. */
    private static final double GOOD_LOAD = 0.5;
    /** How many points of SoC another cabinet must be better by to take the place of a running one. */
    private static final double STICKY_POINTS = 10;
    /** Share of nominal power by which a cabinet 10 points above the fleet's SoC leads. */
    private static final double BALANCE_PER_POINT = 0.04;

    private double[] low = new double[0];
    private double[] high = new double[0];
    private double[] slope = new double[0];
    private double[] offset = new double[0];
    private double[] breaks = new double[0];
    private long[] order = new long[0];

    /**
     * Splits a power.
     *
     * @param siteW within what the fleet can do; what lies beyond it is left undone
     * @param into one power per cabinet, in the fleet's order
     */
    void split(double siteW, Fleet fleet, FleetMemory memory, double minimumShare, double[] into) {
        int n = fleet.cabinets().size();
        reserve(n);
        Arrays.fill(into, 0, n, 0);
        double can = siteW > 0 ? fleet.sumHighW() : -fleet.sumLowW();
        double want = Math.min(Math.abs(siteW), can);
        if (want <= 0) {
            return;
        }
        activate(siteW > 0, want, fleet, memory, minimumShare);
        fill(want, n, into);
        if (siteW < 0) {
            for (int i = 0; i < n; i++) {
                into[i] = into[i] == 0 ? 0 : -into[i];
            }
        }
    }

    /** Chooses who runs, best first, until together they do it at a good load; works on magnitudes. */
    private void activate(boolean discharge, double want, Fleet fleet, FleetMemory memory, double minimumShare) {
        List<Situation.Cabinet> cabinets = fleet.cabinets();
        int n = cabinets.size();
        double meanSoc = fleet.capacityWh() > 0 ? fleet.storedWh() / fleet.capacityWh() * 100 : 0;
        for (int i = 0; i < n; i++) {
            double can = discharge ? fleet.highW()[i] : -fleet.lowW()[i];
            low[i] = 0;
            high[i] = 0;
            double nominal = Math.max(1, cabinets.get(i).nominalPowerW());
            slope[i] = 0.5 / nominal;
            double points = cabinets.get(i).socPercent() - meanSoc;
            offset[i] = (can > 0 ? points : 0) * BALANCE_PER_POINT * (discharge ? -1 : 1);
            double set = memory.setpointW(i);
            boolean runs = discharge ? set > 0 : set < 0;
            double merit = can > 0 ? (discharge ? points : -points) + (runs ? STICKY_POINTS : 0) : -1000;
            // Merit in thousandths of a point above the position: one sort of longs, and ties fall by position.
            order[i] = ((long) ((10_000 - merit) * 1000) << 20) | i;
        }
        Arrays.sort(order, 0, n);
        double good = 0;
        double most = 0;
        for (int k = 0; k < n; k++) {
            int i = (int) (order[k] & 0xFFFFF);
            double can = discharge ? fleet.highW()[i] : -fleet.lowW()[i];
            double minimum = minimumShare * cabinets.get(i).nominalPowerW();
            boolean enough = most >= want && (good >= want || want < minimum * (k + 1));
            if (can <= 0 || enough) {
                break;
            }
            high[i] = can;
            good += can * GOOD_LOAD;
            most += can;
        }
    }

    /** {@code p = clamp((lambda - b) / 2a, low, high)} with the lambda that makes the sum right. */
    private void fill(double want, int n, double[] into) {
        int m = 0;
        for (int i = 0; i < n; i++) {
            if (high[i] > 0) {
                breaks[m++] = offset[i] + 2 * slope[i] * low[i];
                breaks[m++] = offset[i] + 2 * slope[i] * high[i];
            }
        }
        Arrays.sort(breaks, 0, m);
        int below = 0;
        int above = m - 1;
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            if (sumAt(breaks[middle], n) <= want) {
                below = middle;
            } else {
                above = middle;
            }
        }
        double sumBelow = sumAt(breaks[below], n);
        double sumAbove = sumAt(breaks[above], n);
        double part = sumAbove > sumBelow ? (want - sumBelow) / (sumAbove - sumBelow) : 0;
        double lambda = breaks[below] + Math.max(0, Math.min(1, part)) * (breaks[above] - breaks[below]);
        for (int i = 0; i < n; i++) {
            into[i] = at(lambda, i);
        }
    }

    private double sumAt(double lambda, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += at(lambda, i);
        }
        return sum;
    }

    private double at(double lambda, int i) {
        return high[i] <= 0 ? 0 : Math.max(low[i], Math.min(high[i], (lambda - offset[i]) / (2 * slope[i])));
    }

    private void reserve(int n) {
        if (low.length < n) {
            low = new double[n];
            high = new double[n];
            slope = new double[n];
            offset = new double[n];
            breaks = new double[2 * n];
            order = new long[n];
        }
    }
}
