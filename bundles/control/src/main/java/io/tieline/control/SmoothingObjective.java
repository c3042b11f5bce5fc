package io.tieline.control;

import io.tieline.control.Decision.Claim;
import io.tieline.control.Decision.ClaimKind;
import io.tieline.control.settings.SmoothingSettings;
import io.tieline.control.words.Words;

/** Lets the import rise and fall no faster than agreed, and brings its buffer back to the middle. */
final class SmoothingObjective implements Objective {

    /** The way back to the middle takes at most this share of the power: it must not become a load of its own. */
    private static final double RECENTRE_SHARE = 0.1;
    /** So near to the middle is near enough, as a share of the capacity. */
    private static final double NEAR = 0.01;

    @Override
    public Claim claim(View view) {
        String off = off(view);
        if (!off.isEmpty()) {
            return Claim.free(ClaimKind.SMOOTHING, off);
        }
        SmoothingSettings settings = view.settings().smoothing();
        double gain = view.state().smoothing().oscillation().step().gain();
        double up = settings.upWattsPerSecond() / gain;
        double down = settings.downWattsPerSecond() / gain;
        double before = view.state().smoothing().importW();
        double most = before + up * view.seconds();
        double least = before - down * view.seconds();
        String reason = view.loadW() > most
                ? "the load rose faster than " + Words.power(up) + "/s"
                : view.loadW() < least
                        ? "the load fell faster than " + Words.power(down) + "/s"
                        : "the import changes slowly enough";
        Claim claim = Claim.between(ClaimKind.SMOOTHING, view.loadW() - most, view.loadW() - least, reason);
        double back = recentring(view);
        return Double.isNaN(back)
                ? claim
                : claim.wishing(
                        Math.max(claim.minW(), Math.min(claim.maxW(), back)),
                        "the smoothing buffer returns to " + Words.percent(centreWh(view) / capacity(view) * 100));
    }

    /** Whether it runs, or why not, in words. */
    static String off(View view) {
        SmoothingSettings settings = view.settings().smoothing();
        if (!settings.enabled()) {
            return "smoothing is off";
        }
        double delay = view.state().smoothing().delay().median();
        if (Double.isNaN(delay)) {
            return "smoothing waits: its loop delay is not measured yet";
        }
        if (delay > settings.longestDelaySeconds()) {
            return "smoothing refuses to run: its loop delay is " + Words.milliseconds(delay) + ", above "
                    + Words.milliseconds(settings.longestDelaySeconds());
        }
        if (view.state().smoothing().oscillation().step().gain() == 0) {
            return "smoothing stands back: the import oscillates in spite of it";
        }
        return Double.isNaN(view.loadW())
                        || Double.isNaN(view.state().smoothing().importW())
                        || view.held()
                        || view.stoodIn()
                ? "the import is not known"
                : "";
    }

    /** NaN: it is near enough. */
    private static double recentring(View view) {
        double above = view.fleet().storedWh() - centreWh(view);
        if (Math.abs(above) <= NEAR * capacity(view)) {
            return Double.NaN;
        }
        double watts = above * 3600 / view.settings().smoothing().recentreSeconds();
        return Math.max(
                RECENTRE_SHARE * view.fleet().sumLowW(),
                Math.min(RECENTRE_SHARE * view.fleet().sumHighW(), watts));
    }

    private static double centreWh(View view) {
        return Math.max(
                capacity(view) * view.settings().smoothing().centrePercent() / 100,
                view.reserve().requiredWh());
    }

    private static double capacity(View view) {
        return Math.max(1, view.fleet().capacityWh());
    }
}
