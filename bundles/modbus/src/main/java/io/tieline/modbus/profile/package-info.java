/** Devices a profile describes: what must be asked before, the fields of its plan, and the commands it says how to carry out. */
@NullMarked
package io.tieline.modbus.profile;

import org.jspecify.annotations.NullMarked;
