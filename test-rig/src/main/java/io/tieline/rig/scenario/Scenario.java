package io.tieline.rig.scenario;

import io.tieline.control.ControlSettings;
import java.util.List;

/**
 * A story with its moral.
 *
 * @param name of its file, without ending
 * @param title in one line
 * @param wire whether it can be played over real protocols too
 */
public record Scenario(
        String name,
        String title,
        boolean wire,
        SiteSpec site,
        ControlSettings settings,
        List<Happening> happenings,
        List<Expectation> expectations,
        long lastsNanos) {}
