package io.tieline.rig.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A device of the generated site file.
 *
 * @param settings key → value as they stand in the file, in order
 */
public record SiteEntry(String id, String kind, String address, Map<String, String> settings) {

    /** The same with more lines. */
    public SiteEntry with(Map<String, String> others) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.putAll(others);
        return new SiteEntry(id, kind, address, more);
    }
}
