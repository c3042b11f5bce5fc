/** The simulated site: physics behind real protocols on loopback. */
@NullMarked
package io.tieline.rig.site;

import org.jspecify.annotations.NullMarked;
