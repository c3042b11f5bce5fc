/** The operator page: what it shows, what an operator may do there, and the stop in good order with its summary. */
@NullMarked
package io.tieline.gateway.page;

import org.jspecify.annotations.NullMarked;
