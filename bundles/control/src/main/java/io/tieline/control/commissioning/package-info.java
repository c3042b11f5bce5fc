/**
 * The commissioning test: before a gateway may act on its own it has to prove, cabinet by cabinet with small steps of
 * power, that the meter's sign and ratio are right, how fast each cabinet answers, and that it does what it is told.
 * {@link io.tieline.control.commissioning.Commissioning} is what is remembered, {@link
 * io.tieline.control.commissioning.Trial} the steps of one cabinet, {@link
 * io.tieline.control.commissioning.CommissioningReport} what came out.
 */
@NullMarked
package io.tieline.control.commissioning;

import org.jspecify.annotations.NullMarked;
