package io.tieline.control.replay;

import io.tieline.control.ControlState;
import io.tieline.control.Decision;
import io.tieline.control.situation.Situation;

/**
 * A decision and all it was made from but the settings.
 *
 * @param before the state it was made in
 * @param nanos monotonic
 * @param after the state it left
 */
public record Made(
        ControlState before, Situation situation, long utcMillis, long nanos, Decision decision, ControlState after) {}
