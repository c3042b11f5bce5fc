package io.tieline.profile;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * One way to recognise a family.
 *
 * @param patterns all must be found: key → pattern. Keys are {@code sysObjectID} (a prefix in dotted form), {@code
 *     sysDescr}, an OID to look up (SNMP), {@code vendor}, {@code product} (Modbus FC 43, OPC UA build
 *     information), {@code applicationUri}, {@code productUri} (OPC UA)
 * @param confidence 0 … 1; where several profiles fit, the highest wins
 */
public record Recognition(Map<String, Pattern> patterns, double confidence) {

    public Recognition {
        patterns = Map.copyOf(patterns);
    }
}
