/**
 * What a tariff bills for a load: lines by component and period, each with its reason.
 */
@NullMarked
package io.tieline.tariff.bill;

import org.jspecify.annotations.NullMarked;
