/** The forms that say what the batteries are to do, and the settings of the control that come of all of them together. */
@NullMarked
package io.tieline.gateway.objective;

import org.jspecify.annotations.NullMarked;
