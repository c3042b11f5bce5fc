package io.tieline.control.smoothing;

import io.tieline.control.settings.SmoothingSettings;
import io.tieline.control.settings.SmoothingSettings.Band;
import java.util.Arrays;

/**
 * The backstop: watches how much of the import oscillates in each band, by a sliding Fourier transform of the fast meter,
 * and climbs a ladder of actions while a band stays over its limit. Immutable.
 *
 * @param ring the last samples of the import, by sample number modulo its length
 * @param lastSample number of the newest sample since the clock began, {@link #NONE}: none
 * @param filled samples without a gap, at most the length of the ring
 * @param lastW the newest value of the meter, and {@code lastNanos} its time
 * @param sinceLook samples since the last look
 * @param step the step of the ladder that stands
 * @param streak looks in a row since the step was taken: above 0 with a band over its limit, below 0 with none
 * @param worst the band that is furthest over (or nearest to) its limit, as of the last look
 */
public record OscillationWatch(
        double[] ring,
        long lastSample,
        int filled,
        double lastW,
        long lastNanos,
        int sinceLook,
        Step step,
        int streak,
        Reading worst) {

    private static final long NONE = Long.MIN_VALUE;
    public static final OscillationWatch NEW =
            new OscillationWatch(new double[0], NONE, 0, Double.NaN, NONE, 0, Step.NONE, 0, Reading.NONE);

    /** So many looks over the limit in a row lead a step up the ladder, and as many within all limits a step down. */
    static final int LOOKS_PER_STEP = 3;
    /** Windows overlap by three quarters. */
    private static final int LOOKS_PER_WINDOW = 4;
    /** A meter silent for longer leaves a gap that no transform may bridge. */
    private static final double LONGEST_GAP_SECONDS = 1;

    /**
     * What stands in a band.
     *
     * @param rmsW root mean square over the window
     */
    public record Reading(double lowHz, double highHz, double rmsW, double limitW) {
        static final Reading NONE = new Reading(0, 0, 0, Double.POSITIVE_INFINITY);

        double share() {
            return rmsW / limitW;
        }
    }

    /**
     * What is done about it, one step after the other. A delayed loop can feed what it is to damp, so this gateway's own
     * smoothing gives way first: to half, then altogether.
     */
    public enum Step {
        NONE(1),
        /** The operator and whoever schedules the load are told. */
        NOTIFY(0.5),
        /** The smoothing of conversions, power supplies and GPUs is asked for; ours stands back. */
        PROFILE(0),
        /** The load must be capped. */
        CAP(0);

        private final double gain;

        Step(double gain) {
            this.gain = gain;
        }

        /** How much this gateway's smoothing still does: it lets the import move faster by one over it; 0: nothing. */
        public double gain() {
            return gain;
        }

        private Step up() {
            return values()[Math.min(ordinal() + 1, values().length - 1)];
        }

        private Step down() {
            return values()[Math.max(ordinal() - 1, 0)];
        }
    }

    /**
     * Takes in a value of the meter.
     *
     * @param gridW NaN while it is silent
     * @param meterNanos when the value was true
     */
    public OscillationWatch next(SmoothingSettings settings, double gridW, long meterNanos) {
        if (settings.bands().isEmpty() || Double.isNaN(gridW) || meterNanos == lastNanos) {
            return this;
        }
        int length = (int) Math.round(settings.windowSeconds() / settings.sampleSeconds());
        long sample = Math.floorDiv(meterNanos, Math.round(settings.sampleSeconds() * 1e9));
        boolean gap = lastNanos == NONE
                || ring.length != length
                || meterNanos < lastNanos
                || (meterNanos - lastNanos) / 1e9 > LONGEST_GAP_SECONDS;
        if (gap) {
            double[] fresh = new double[length];
            fresh[(int) Math.floorMod(sample, (long) length)] = gridW;
            return new OscillationWatch(fresh, sample, 1, gridW, meterNanos, 0, step, streak, worst);
        }
        return filling(settings, sample, gridW, meterNanos).look(settings);
    }

    /** Samples between two values of the meter lie on the line between them. */
    private OscillationWatch filling(SmoothingSettings settings, long sample, double gridW, long meterNanos) {
        int length = ring.length;
        long fresh = sample - lastSample;
        if (fresh == 0) {
            return new OscillationWatch(ring, lastSample, filled, gridW, meterNanos, sinceLook, step, streak, worst);
        }
        double[] next = ring.clone();
        for (long k = 1; k <= fresh; k++) {
            next[(int) Math.floorMod(lastSample + k, (long) length)] = lastW + (gridW - lastW) * k / fresh;
        }
        return new OscillationWatch(
                next,
                sample,
                (int) Math.min(length, filled + fresh),
                gridW,
                meterNanos,
                sinceLook + (int) fresh,
                step,
                streak,
                worst);
    }

    private OscillationWatch look(SmoothingSettings settings) {
        int length = ring.length;
        if (filled < length || sinceLook < length / LOOKS_PER_WINDOW) {
            return this;
        }
        double[] window = detrended();
        Reading found = settings.bands().stream()
                .map(band -> reading(band, window, settings.sampleSeconds()))
                .reduce(Reading.NONE, (a, b) -> b.share() > a.share() ? b : a);
        int now = found.share() > 1 ? Math.max(0, streak) + 1 : Math.min(0, streak) - 1;
        if (Math.abs(now) < LOOKS_PER_STEP) {
            return new OscillationWatch(ring, lastSample, filled, lastW, lastNanos, 0, step, now, found);
        }
        Step next = now > 0 ? step.up() : step.down();
        return new OscillationWatch(ring, lastSample, filled, lastW, lastNanos, 0, next, 0, found);
    }

    /** Oldest first, without mean and slope, faded in and out (Hann) so that a band does not leak into its neighbours. */
    private double[] detrended() {
        int n = ring.length;
        double mean = Arrays.stream(ring).sum() / n;
        double slope = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            double x = i - (n - 1) / 2.0;
            slope += x * ring[(int) Math.floorMod(lastSample + 1 + i, (long) n)];
            spread += x * x;
        }
        slope /= spread;
        double[] window = new double[n];
        for (int i = 0; i < n; i++) {
            double hann = 0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / n);
            double value = ring[(int) Math.floorMod(lastSample + 1 + i, (long) n)];
            window[i] = hann * (value - mean - slope * (i - (n - 1) / 2.0));
        }
        return window;
    }

    /** Parseval over the bins of the band; the mean square of a Hann window is 3/8. */
    private static Reading reading(Band band, double[] window, double sampleSeconds) {
        int n = window.length;
        double perBin = 1 / (n * sampleSeconds);
        double meanSquare = 0;
        for (int bin = (int) Math.ceil(band.lowHz() / perBin); bin <= Math.floor(band.highHz() / perBin); bin++) {
            meanSquare += 2 * power(window, bin) / ((double) n * n * 0.375);
        }
        return new Reading(band.lowHz(), band.highHz(), Math.sqrt(meanSquare), band.limitW());
    }

    /** |X|² of one bin (Goertzel). */
    private static double power(double[] window, int bin) {
        double twice = 2 * StrictMath.cos(2 * Math.PI * bin / window.length);
        double before = 0;
        double last = 0;
        for (double value : window) {
            double now = value + twice * last - before;
            before = last;
            last = now;
        }
        return last * last + before * before - twice * last * before;
    }
}
