/** The standalone start. */
@NullMarked
package io.tieline.launcher;

import org.jspecify.annotations.NullMarked;
