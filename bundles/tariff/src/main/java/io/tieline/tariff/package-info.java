/** Tariffs as data: the language, the bill, and what the control needs to know of them. */
@NullMarked
package io.tieline.tariff;

import org.jspecify.annotations.NullMarked;
