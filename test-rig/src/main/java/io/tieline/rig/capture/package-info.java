/** How much of what perfect foresight would save the control captures, on recorded loads, beside fixed thresholds. */
@NullMarked
package io.tieline.rig.capture;

import org.jspecify.annotations.NullMarked;
