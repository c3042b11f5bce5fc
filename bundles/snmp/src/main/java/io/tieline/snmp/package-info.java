/** SNMP. */
@NullMarked
package io.tieline.snmp;

import org.jspecify.annotations.NullMarked;
