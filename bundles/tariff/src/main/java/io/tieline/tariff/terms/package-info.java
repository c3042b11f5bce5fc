/**
 * What the control needs to know of a tariff: what is paid for already, what more costs, until when, and what counts at all.
 */
@NullMarked
package io.tieline.tariff.terms;

import org.jspecify.annotations.NullMarked;
