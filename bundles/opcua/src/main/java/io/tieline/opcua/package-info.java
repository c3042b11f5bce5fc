/** OPC UA client. */
@NullMarked
package io.tieline.opcua;

import org.jspecify.annotations.NullMarked;
