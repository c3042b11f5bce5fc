/** Signed, health-checked, self-reverting updates. */
@NullMarked
package io.tieline.update;

import org.jspecify.annotations.NullMarked;
