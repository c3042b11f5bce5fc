package io.tieline.control.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * Smoothing and its backstop.
 *
 * @param enabled whether the ramp of the import is limited
 * @param upWattsPerSecond the fastest the import may rise
 * @param downWattsPerSecond the fastest it may fall
 * @param centrePercent state of charge the buffer returns to, with room for a rise and for a fall
 * @param recentreSeconds how long the way back takes
 * @param longestDelaySeconds a measured loop delay above this keeps smoothing off
 * @param sampleSeconds how finely the backstop looks; it sees below half of one over this
 * @param windowSeconds how long each look is
 * @param bands what the backstop watches; empty: nothing
 */
public record SmoothingSettings(
        boolean enabled,
        double upWattsPerSecond,
        double downWattsPerSecond,
        double centrePercent,
        double recentreSeconds,
        double longestDelaySeconds,
        double sampleSeconds,
        double windowSeconds,
        List<Band> bands) {

    /** Half of an oscillation goes only below 0.08/d: 250 ms leaves a third of a hertz (reference, AI-load smoothing). */
    public static final double LONGEST_DELAY_SECONDS = 0.25;

    public static final SmoothingSettings OFF =
            new SmoothingSettings(false, 1e5, 1e5, 80, 600, LONGEST_DELAY_SECONDS, 0.1, 51.2, List.of());

    private static final int MOST_SAMPLES = 4096;

    /**
     * A band of frequencies with the most that may stand in it.
     *
     * @param limitW root mean square
     */
    public record Band(double lowHz, double highHz, double limitW) {
        public Band {
            Refusal.unless(
                    lowHz > 0 && highHz > lowHz && Double.isFinite(highHz),
                    "smoothing.bands: a band must rise from above 0 Hz, is " + lowHz + " to " + highHz);
            Refusal.unless(
                    limitW > 0 && Double.isFinite(limitW), "smoothing.bands: a limit must be above 0 W, is " + limitW);
        }
    }

    public SmoothingSettings {
        bands = List.copyOf(bands);
        Refusal.positive("smoothing.upWattsPerSecond", upWattsPerSecond);
        Refusal.positive("smoothing.downWattsPerSecond", downWattsPerSecond);
        Refusal.positive("smoothing.recentreSeconds", recentreSeconds);
        Refusal.positive("smoothing.longestDelaySeconds", longestDelaySeconds);
        Refusal.positive("smoothing.sampleSeconds", sampleSeconds);
        Refusal.unless(
                centrePercent > 0 && centrePercent < 100,
                "smoothing.centrePercent: must be between 0 and 100, is " + centrePercent);
        Refusal.unless(
                windowSeconds >= 16 * sampleSeconds && windowSeconds <= MOST_SAMPLES * sampleSeconds,
                "smoothing.windowSeconds: must hold 16 to " + MOST_SAMPLES + " samples, is " + windowSeconds);
        for (Band band : bands) {
            Refusal.unless(
                    band.highHz() < 0.5 / sampleSeconds,
                    "smoothing.bands: samples every " + sampleSeconds + " s see nothing above " + 0.5 / sampleSeconds
                            + " Hz, the band reaches " + band.highHz());
            Refusal.unless(
                    band.lowHz() >= 2 / windowSeconds,
                    "smoothing.bands: a window of " + windowSeconds + " s sees nothing below " + 2 / windowSeconds
                            + " Hz, the band begins at " + band.lowHz());
        }
    }

    /**
     * Reads {@code 0.1-0.5 20000, 0.5-3 5000}: Hz to Hz, then W.
     *
     * @throws IllegalArgumentException naming the field and the part that is not understood
     */
    public static List<Band> bands(String text) {
        List<Band> bands = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] words = part.strip().split("[-\\s]+", -1);
            try {
                Refusal.unless(words.length == 3, "smoothing.bands: write LOW-HIGH WATTS, not '" + part.strip() + "'");
                bands.add(new Band(
                        Double.parseDouble(words[0]), Double.parseDouble(words[1]), Double.parseDouble(words[2])));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "smoothing.bands: write LOW-HIGH WATTS, not '" + part.strip() + "'", e);
            }
        }
        return bands;
    }

    /** The same for a site whose clock runs faster than its wires. */
    public SmoothingSettings accelerated(double factor) {
        return new SmoothingSettings(
                enabled,
                upWattsPerSecond,
                downWattsPerSecond,
                centrePercent,
                recentreSeconds,
                longestDelaySeconds * factor,
                sampleSeconds,
                windowSeconds,
                bands);
    }
}
