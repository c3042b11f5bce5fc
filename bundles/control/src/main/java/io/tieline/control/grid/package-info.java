/**
 * Whether the grid is there: {@link io.tieline.control.grid.GridEvidence} counts the votes of those who can see it, {@link
 * io.tieline.control.grid.GridMemory} is the state machine from an outage to the recharge after it, {@link
 * io.tieline.control.grid.MeterWatch} believes the grid meter or does not.
 */
@NullMarked
package io.tieline.control.grid;

import org.jspecify.annotations.NullMarked;
