/**
 * The choice of the demand target: what past days needed, what this one will need, and what is paid for already. Pure
 * functions over window means; nothing here knows devices or clocks.
 */
@NullMarked
package io.tieline.control.target;

import org.jspecify.annotations.NullMarked;
