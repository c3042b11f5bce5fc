/** Updates of the real product on a simulated site, with everything that can go wrong with one. */
@NullMarked
package io.tieline.rig.accept.update;

import org.jspecify.annotations.NullMarked;
