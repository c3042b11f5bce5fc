package io.tieline.snmp;

import io.tieline.southbound.Identity;
import java.util.Collection;

/** Puts together what a device says it is. */
final class Identities {

    private Identities() {}

    static Identity of(Recogniser.Match match, Collection<Discovery.Found> found) {
        return new Identity(
                text("device.manufacturer", match, found),
                text("device.model", match, found),
                text("device.serial", match, found),
                text("device.firmware", match, found),
                match.profile().id(),
                match.confidence());
    }

    private static String text(String point, Recogniser.Match match, Collection<Discovery.Found> found) {
        return found.stream()
                .filter(f -> f.point().equals(point))
                .map(Discovery.Found::text)
                .findFirst()
                .orElse(match.profile().fixed().getOrDefault(point, ""));
    }
}
