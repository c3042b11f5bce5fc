/**
 * One device as it is talked to: single exchanges ({@link io.tieline.modbus.unit.RemoteUnit}), its polls ({@link
 * io.tieline.modbus.unit.GroupRead}) and commands one after the other, together a {@link
 * io.tieline.modbus.unit.RegisterSession}.
 */
@NullMarked
package io.tieline.modbus.unit;

import org.jspecify.annotations.NullMarked;
