package io.tieline.cli.device;

import io.tieline.model.DeviceKind;
import io.tieline.model.PointCatalog;
import io.tieline.model.PointDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which points of the model a device fills, of those that a device of its kind can have.
 *
 * @param filled patterns of the catalogue, in its order
 * @param open likewise
 */
record Coverage(List<String> filled, List<String> open) {

    private static final Map<DeviceKind, Set<String>> FAMILIES = Map.ofEntries(
            Map.entry(DeviceKind.BATTERY, Set.of("battery", "string", "module", "flow", "pcs")),
            Map.entry(DeviceKind.PCS, Set.of("pcs", "battery")),
            Map.entry(DeviceKind.UPS, Set.of("ups", "battery")),
            Map.entry(DeviceKind.PDU, Set.of("pdu", "outlet")),
            Map.entry(DeviceKind.METER, Set.of("meter")),
            Map.entry(DeviceKind.TRANSFER_SWITCH, Set.of("ats")),
            Map.entry(DeviceKind.GENSET, Set.of("genset")),
            Map.entry(DeviceKind.RECTIFIER, Set.of("rectifier", "battery")),
            Map.entry(DeviceKind.SWITCHBOARD, Set.of("breaker")),
            Map.entry(DeviceKind.SENSOR, Set.of("sensor")),
            Map.entry(DeviceKind.COOLING, Set.of("cooling")));

    static Coverage of(DeviceKind kind, Collection<PointDefinition> filled) {
        Set<String> patterns = filled.stream().map(Coverage::pattern).collect(Collectors.toUnmodifiableSet());
        Map<Boolean, List<String>> parts = PointCatalog.definitions().stream()
                .map(Coverage::pattern)
                .distinct()
                .filter(pattern -> concerns(kind, pattern) || patterns.contains(pattern))
                .collect(Collectors.partitioningBy(patterns::contains));
        return new Coverage(parts.getOrDefault(true, List.of()), parts.getOrDefault(false, List.of()));
    }

    /** The phases of one quantity are one: a device with a single phase lacks nothing. */
    private static String pattern(PointDefinition definition) {
        return definition.pattern().replaceFirst("\\.l[123]$", ".{l}").replaceFirst("\\.l(12|23|31)$", ".{ll}");
    }

    private static boolean concerns(DeviceKind kind, String pattern) {
        String family = pattern.substring(0, pattern.indexOf('.'));
        return FAMILIES.getOrDefault(kind, Set.of()).contains(family);
    }
}
