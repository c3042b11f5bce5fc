/**
 * The demand window and its target: the account of the running window, the law that says what it asks of the batteries now,
 * and the target of the billing period. How a target is chosen from past days is in {@code target}.
 */
@NullMarked
package io.tieline.control.demand;

import org.jspecify.annotations.NullMarked;
