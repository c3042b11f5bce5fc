/** The split of one power over the cabinets: who takes part, then how much each gives. */
@NullMarked
package io.tieline.control.dispatch;

import org.jspecify.annotations.NullMarked;
