/**
 * Requests as bytes: function codes and data (the PDU), the frames of Modbus TCP and of a serial line around them, and which
 * answer belongs to which request.
 */
@NullMarked
package io.tieline.modbus.framing;

import org.jspecify.annotations.NullMarked;
