package io.tieline.control.settings;

import static io.tieline.control.settings.Refusal.notNegative;
import static io.tieline.control.settings.Refusal.positive;

/**
 * How old values may be, in seconds of site time (an accelerated site needs larger ones).
 *
 * @param meterFreshSeconds a meter value older than this no longer steers
 * @param meterHoldSeconds for how long the last setpoint is then held before it ramps to 0 and is released
 * @param cabinetFreshSeconds a cabinet whose values are older is not commanded
 * @param responseSeconds how long a cabinet takes to reach a new setpoint
 * @param followSeconds a cabinet that has not reached a constant setpoint after this is limited to what it gives
 * @param frozenSeconds a meter that used to move and has shown the same to the bit for this long is frozen
 */
public record TrustSettings(
        double meterFreshSeconds,
        double meterHoldSeconds,
        double cabinetFreshSeconds,
        double responseSeconds,
        double followSeconds,
        double frozenSeconds) {

    public static final TrustSettings DEFAULT = new TrustSettings(5, 60, 15, 1, 10);

    public TrustSettings(
            double meterFreshSeconds,
            double meterHoldSeconds,
            double cabinetFreshSeconds,
            double responseSeconds,
            double followSeconds) {
        this(meterFreshSeconds, meterHoldSeconds, cabinetFreshSeconds, responseSeconds, followSeconds, 20);
    }

    public TrustSettings {
        positive("trust.meterFreshSeconds", meterFreshSeconds);
        notNegative("trust.meterHoldSeconds", meterHoldSeconds);
        positive("trust.cabinetFreshSeconds", cabinetFreshSeconds);
        positive("trust.responseSeconds", responseSeconds);
        positive("trust.followSeconds", followSeconds);
        positive("trust.frozenSeconds", frozenSeconds);
    }
}
