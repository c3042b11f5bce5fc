package io.tieline.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rest of the gateway offers a site description.
 *
 * @param options the URI schemes of the protocols ({@code modbus}, {@code snmp}, {@code opc.tcp}), each with the options
 *     a device may have there
 * @param profiles the ids of the known profiles, {@code auto} included
 */
public record SiteRules(Map<String, Set<String>> options, Set<String> profiles) {

    public SiteRules {
        options = Map.copyOf(options);
        profiles = Set.copyOf(profiles);
    }

    /** The rules of several protocols; each brings its schemes with their options. */
    public static SiteRules of(List<Map<String, Set<String>>> protocols, Set<String> profiles) {
        Map<String, Set<String>> options = new HashMap<>();
        protocols.forEach(options::putAll);
        return new SiteRules(options, profiles);
    }

    Set<String> schemes() {
        return options.keySet();
    }
}
