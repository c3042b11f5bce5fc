/** Acceptance against recordings and images of real devices. */
@NullMarked
package io.tieline.rig.accept;

import org.jspecify.annotations.NullMarked;
