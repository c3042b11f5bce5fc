/**
 * What carries the load in an outage besides the batteries: the generators that are to take over and the loads that can be
 * given up. Both are small machines of their own, stepped by the decision core: state and inputs in, the next state and the
 * orders it wants out. Timers run on the monotonic clock.
 */
@NullMarked
package io.tieline.control.backup;

import org.jspecify.annotations.NullMarked;
