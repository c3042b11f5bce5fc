/**
 * Modbus and SunSpec: {@link io.tieline.modbus.ModbusProtocol} opens a device, finding out what it is where nobody says so.
 *
 * <p>From the wire upwards: {@code framing}, {@code transport}, {@code register}, {@code unit}, and on them {@code sunspec} and
 * {@code profile}.
 */
@NullMarked
package io.tieline.modbus;

import org.jspecify.annotations.NullMarked;
