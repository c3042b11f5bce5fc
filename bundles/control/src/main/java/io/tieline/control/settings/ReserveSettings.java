package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.notNegative;
import static io.tieline.control.settings.Refusal.percent;
import static io.tieline.control.settings.Refusal.unless;
import static io.tieline.control.settings.Refusal.within;

import java.time.Duration;

/**
 * The backup that stays in the batteries: {@code critical load x time / (efficiency x what the cells can give) + floor +
 * SoC error}, and all of it even if the largest cabinet is lost.
 *
 * @param time how long the batteries must carry the critical load; with generators or a longer shutdown, longer
 * @param minimumSocPercent never discharged below, not even by the tariff's last resort
 * @param criticalLoadW 0: measured at the outputs of the UPS, else of the site; more is counted where the UPS carry more
 * @param socErrorPercent how wrong the batteries' SoC may be where nothing better is known
 * @param efficiency from cell to load
 * @param shutdown how long the load needs to save its work and shut down
 * @param blackStartPercent never used by anything: it starts the first conversion after a black site
 * @param spareCabinet whether the reserve must hold without the largest cabinet, where there is more than one
 * @param storm a grid alert stands: everything is kept
 * @param lowerAfter how long a smaller need must last before the reserve follows; a larger one counts at once
 */
public record ReserveSettings(
        Duration time,
        double minimumSocPercent,
        double criticalLoadW,
        double socErrorPercent,
        double efficiency,
        Duration shutdown,
        double blackStartPercent,
        boolean spareCabinet,
        boolean storm,
        Duration lowerAfter) {

    /** The batteries of no site carry it for longer; whoever enters more means another unit. */
    private static final Duration LONGEST = Duration.ofDays(7);

    public static final ReserveSettings DEFAULT = new ReserveSettings(
            Duration.ofMinutes(10), 10, 0, 5, 0.96, Duration.ofMinutes(8), 10, true, false, Duration.ofMinutes(5));

    /** A reserve of a plain time, without regard to generators, shutdown and the loss of a cabinet. */
    public ReserveSettings(
            Duration time, double minimumSocPercent, double criticalLoadW, double socErrorPercent, double efficiency) {
        this(
                time,
                minimumSocPercent,
                criticalLoadW,
                socErrorPercent,
                efficiency,
                Duration.ZERO,
                minimumSocPercent,
                false,
                false,
                Duration.ofMinutes(5));
    }

    public ReserveSettings {
        within("reserve.time", time, LONGEST);
        percent("reserve.minimumSocPercent", minimumSocPercent);
        percent("reserve.socErrorPercent", socErrorPercent);
        percent("reserve.blackStartPercent", blackStartPercent);
        notNegative("reserve.criticalLoadW", criticalLoadW);
        within("reserve.shutdown", shutdown, Refusal.DAY);
        within("reserve.lowerAfter", lowerAfter, Refusal.DAY);
        unless(efficiency > 0.3 && efficiency <= 1, "reserve.efficiency: must be between 0.3 and 1, is " + efficiency);
        unless(
                floorPercent(minimumSocPercent, blackStartPercent) + socErrorPercent <= 100,
                "reserve.minimumSocPercent, reserve.socErrorPercent: leave nothing to use, are " + minimumSocPercent
                        + " and " + socErrorPercent);
    }

    public ReserveSettings withStorm(boolean changed) {
        return new ReserveSettings(
                time,
                minimumSocPercent,
                criticalLoadW,
                socErrorPercent,
                efficiency,
                shutdown,
                blackStartPercent,
                spareCabinet,
                changed,
                lowerAfter);
    }

    /** What no setpoint and no promise ever counts on. */
    public double floorPercent() {
        return floorPercent(minimumSocPercent, blackStartPercent);
    }

    private static double floorPercent(double minimum, double blackStart) {
        return Math.max(minimum, blackStart);
    }
}
