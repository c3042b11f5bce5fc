package io.tieline.site;

import java.util.Set;

/**
 * What the rest of the gateway offers a site description.
 *
 * @param schemes the URI schemes of the protocols: {@code modbus}, {@code snmp}, {@code opc.tcp}
 * @param profiles the ids of the known profiles, {@code auto} included
 */
public record SiteRules(Set<String> schemes, Set<String> profiles) {

    public SiteRules {
        schemes = Set.copyOf(schemes);
        profiles = Set.copyOf(profiles);
    }
}
