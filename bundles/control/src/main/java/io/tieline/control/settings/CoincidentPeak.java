package io.tieline.control.settings;

/**
 * A window whose demand is billed because the whole system peaks in it.
 *
 * @param outweighs whether a kilowatt in it costs at least as much as one of the site's own peak
 */
public record CoincidentPeak(long startUtcMillis, long endUtcMillis, boolean outweighs) {

    public boolean runsAt(long utcMillis) {
        return utcMillis >= startUtcMillis && utcMillis < endUtcMillis;
    }

    public double lengthSeconds() {
        return (endUtcMillis - startUtcMillis) / 1000.0;
    }
}
