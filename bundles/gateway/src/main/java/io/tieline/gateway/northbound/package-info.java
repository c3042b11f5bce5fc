/** The OPC UA server over the one model, as its form says. */
@NullMarked
package io.tieline.gateway.northbound;

import org.jspecify.annotations.NullMarked;
