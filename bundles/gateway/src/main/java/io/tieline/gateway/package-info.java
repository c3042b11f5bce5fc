/**
 * The composition: OSGi components and the wiring of the rooms.
 *
 * <p>From what all stand on to what people see: {@code foundation}, {@code record}, {@code site}, {@code objective}, {@code
 * message}, {@code commissioning}, {@code control}, {@code neighbour}, {@code operation}, {@code update}, {@code page}, {@code
 * uplink}, {@code northbound}.
 */
@NullMarked
package io.tieline.gateway;

import org.jspecify.annotations.NullMarked;
