package io.tieline.rig.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A device of the generated site file.
 *
 * @param settings key → value as they stand in the file, in order
 */
public record SiteEntry(String id, String kind, String address, Map<String, String> settings) {

    /** The same with one more line. */
    public SiteEntry with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new SiteEntry(id, kind, address, more);
    }
}
