package io.tieline.control.replay;

import io.tieline.control.ControlState;
import io.tieline.control.settings.ControlSettings;
import io.tieline.control.situation.Situation;
import java.util.Optional;

/**
 * What a decision was made from, as it stands on the record.
 *
 * @param begin given where a stretch begins: the settings and the state it was made with. Elsewhere they follow from the
 *     decisions before
 * @param sum over the decision that was made
 */
public record Recorded(Optional<Begin> begin, Situation situation, long utcMillis, long nanos, int sum) {

    /**
     * What a stretch of decisions begins with.
     *
     * @param started the core had just been started, with what it kept of before
     */
    public record Begin(ControlSettings settings, ControlState state, boolean started) {}
}
