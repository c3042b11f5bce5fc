/**
 * Taking the steps out of a load that starts and stops within seconds, as AI training does: a ramp limiter at the grid
 * connection with a small buffer in the batteries. What it can do is set by the loop's delay (a delayed compensator helps
 * only below 1/(6 d)), so {@link io.tieline.control.smoothing.LoopDelay} measures it and smoothing refuses to run above a
 * quarter of a second; {@link io.tieline.control.smoothing.OscillationWatch} is the backstop that calls for help when an
 * oscillation stands that the gateway must not fight.
 */
@NullMarked
package io.tieline.control.smoothing;

import org.jspecify.annotations.NullMarked;
