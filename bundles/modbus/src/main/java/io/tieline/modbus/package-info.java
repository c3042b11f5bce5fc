/** Modbus and SunSpec. */
@NullMarked
package io.tieline.modbus;

import org.jspecify.annotations.NullMarked;
