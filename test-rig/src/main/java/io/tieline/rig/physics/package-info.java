/** The simulated site as pure arithmetic: no I/O, no clock, seeded. */
@NullMarked
package io.tieline.rig.physics;

import org.jspecify.annotations.NullMarked;
