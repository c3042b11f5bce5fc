package io.tieline.profile;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One way to recognise a family. Everything it names must fit.
 *
 * @param patterns key → pattern that must be found. Keys are {@code sysObjectID} (a prefix in dotted form), {@code
 *     sysDescr}, an OID to look up (SNMP), {@code vendor}, {@code product}, {@code revision} (Modbus FC 43), {@code
 *     applicationUri} (OPC UA)
 * @param registers Modbus: what stands in identification registers
 * @param confidence 0 … 1; where several profiles fit, the highest wins
 */
public record Recognition(Map<String, Pattern> patterns, List<RegisterProbe> registers, double confidence) {

    public Recognition {
        patterns = Map.copyOf(patterns);
        registers = List.copyOf(registers);
    }

    /** Without registers. */
    public Recognition(Map<String, Pattern> patterns, double confidence) {
        this(patterns, List.of(), confidence);
    }
}
