/** The journal, opened as its form says, with the events of the gateway flowing into it. */
@NullMarked
package io.tieline.gateway.record;

import org.jspecify.annotations.NullMarked;
