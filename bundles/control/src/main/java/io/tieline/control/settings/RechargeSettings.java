package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.positive;
import static io.tieline.control.settings.Refusal.unless;
import static io.tieline.control.settings.Refusal.within;

import java.time.Duration;

/**
 * How the batteries are filled.
 *
 * @param powerShare of their charging power used at most
 * @param outageRampPerMinute share of the charging power per minute after an outage
 * @param outageDelay how long after requalification the recharge waits
 */
public record RechargeSettings(double powerShare, double outageRampPerMinute, Duration outageDelay) {

    public static final RechargeSettings DEFAULT = new RechargeSettings(1, 0.1, Duration.ofMinutes(10));

    public RechargeSettings {
        unless(
                powerShare > 0 && powerShare <= 1,
                "recharge.powerShare: must be above 0 and at most 1, is " + powerShare);
        positive("recharge.outageRampPerMinute", outageRampPerMinute);
        within("recharge.outageDelay", outageDelay, Refusal.DAY);
    }
}
