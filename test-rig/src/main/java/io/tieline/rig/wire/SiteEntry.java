package io.tieline.rig.wire;

import java.util.Map;

/**
 * A device of the generated site file.
 *
 * @param settings key → value as they stand in the file, in order
 */
public record SiteEntry(String id, String kind, String address, Map<String, String> settings) {}
