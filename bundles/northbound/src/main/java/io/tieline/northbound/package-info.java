/** OPC UA server and metrics of the one model. */
@NullMarked
package io.tieline.northbound;

import org.jspecify.annotations.NullMarked;
