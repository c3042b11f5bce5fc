/**
 * What a tariff is: components, when each counts, what it costs, and the clock and calendar of the meter. Data, and no more than can be
 * said of it without a load. To read next: {@code file}, what is written; {@code bill}, what is billed; {@code terms}, what the
 * control is told.
 */
@NullMarked
package io.tieline.tariff;

import org.jspecify.annotations.NullMarked;
