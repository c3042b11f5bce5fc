package io.tieline.rig.scenario;

import io.tieline.control.settings.ControlSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A story with its moral.
 *
 * @param name of its file, without ending
 * @param title in one line
 * @param wire how it is played over real protocols; empty: it is not
 * @param refused part of the reason for which such a site must not be taken on; empty: it is
 */
public record Scenario(
        String name,
        String title,
        Optional<Wire> wire,
        SiteSpec site,
        ControlSettings settings,
        Optional<String> refused,
        List<Happening> happenings,
        List<Expectation> expectations,
        long lastsNanos) {

    /**
     * On the wire.
     *
     * @param speed site seconds per real second
     * @param slack real time by which anything may be seen later than in computed time
     * @param only whether it cannot be played in computed time
     */
    public record Wire(double speed, Duration slack, boolean only) {}

    boolean isForComputedTime() {
        return wire.isEmpty() || !wire.get().only();
    }

    /** The same with expectations that allow for so much delay. */
    Scenario loosened(long slackNanos) {
        return new Scenario(
                name,
                title,
                wire,
                site,
                settings,
                refused,
                happenings,
                expectations.stream()
                        .map(expectation -> expectation.loosened(slackNanos))
                        .toList(),
                lastsNanos);
    }
}
