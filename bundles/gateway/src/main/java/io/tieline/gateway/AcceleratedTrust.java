package io.tieline.gateway;

import io.tieline.control.ControlSettings;

/**
 * The core counts the age of values in site time. Where the time of the site runs faster than ours, the same honest poll
 * interval takes more site seconds, so the ages it may trust grow by the same factor.
 */
final class AcceleratedTrust {

    private AcceleratedTrust() {}

    static ControlSettings scale(ControlSettings settings, double factor) {
        ControlSettings.Trust trust = settings.trust();
        return settings.withTrust(new ControlSettings.Trust(
                trust.meterFreshSeconds() * factor,
                trust.meterHoldSeconds() * factor,
                trust.cabinetFreshSeconds() * factor,
                trust.responseSeconds() * factor,
                trust.followSeconds() * factor));
    }
}
