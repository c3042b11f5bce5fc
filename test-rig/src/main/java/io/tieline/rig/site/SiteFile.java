package io.tieline.rig.site;

import io.tieline.rig.wire.SiteEntry;
import java.util.List;

/** The site file that describes the simulated site to the gateway. */
final class SiteFile {

    private SiteFile() {}

    static String yaml(List<SiteEntry> entries) {
        StringBuilder out = new StringBuilder();
        out.append("# Written by `rig site`: the simulated site as the gateway sees it.\n");
        out.append("site: {name: Demo site, timezone: Asia/Tokyo}\n");
        out.append("defaults: {poll: 1 s, timeout: 800 ms}\n");
        out.append("devices:\n");
        for (SiteEntry entry : entries) {
            out.append("  - id: ").append(entry.id()).append('\n');
            out.append("    kind: ").append(entry.kind()).append('\n');
            out.append("    address: ").append(entry.address()).append('\n');
            entry.settings().forEach((key, value) -> out.append("    ")
                    .append(key)
                    .append(": ")
                    .append(value)
                    .append('\n'));
        }
        return out.toString();
    }
}
