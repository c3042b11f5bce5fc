/** Recordings of devices that answer on loopback as the real ones did: registers with Modbus, {@code .snmprec} files with SNMP. */
@NullMarked
package io.tieline.cli.recording;

import org.jspecify.annotations.NullMarked;
