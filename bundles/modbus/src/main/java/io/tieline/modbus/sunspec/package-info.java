/**
 * Devices that describe themselves: the walk along their chain of models, what the tables {@code sunspec*.tsv} make of it, and the
 * commands such a device takes.
 */
@NullMarked
package io.tieline.modbus.sunspec;

import org.jspecify.annotations.NullMarked;
