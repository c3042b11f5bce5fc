package io.tieline.rig.physics;

/**
 * What a simulated site has seen so far. Peaks are the highest whole 30-minute means (UTC-aligned, site time), NaN until one
 * window is over; the running means belong to the window that is not over yet.
 */
public record SiteSummary(
        long utcMillis,
        double siteSeconds,
        double rawPeakW,
        double shavedPeakW,
        double runningRawW,
        double runningShavedW,
        double loadWh,
        double importWh,
        double exportWh,
        double chargedWh,
        double dischargedWh,
        double minSoc) {}
