/**
 * Buying energy when it is cheap and giving it when it is dear, with what peak and backup leave over: {@link
 * io.tieline.control.price.LoadMemory} knows what the load did on the days before, {@link
 * io.tieline.control.price.PricePlanner} finds the cheapest way through the day, {@link
 * io.tieline.control.price.PricePlan} is what it found for the running window.
 */
@NullMarked
package io.tieline.control.price;

import org.jspecify.annotations.NullMarked;
