/** Tariffs and what a recorded load costs under them: {@code tieline tariff} and {@code tieline bill}. */
@NullMarked
package io.tieline.cli.bill;

import org.jspecify.annotations.NullMarked;
