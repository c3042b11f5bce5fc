package io.tieline.rig.accept.update;

/**
 * What came out of one case.
 *
 * @param ending how the update ended, with its reason
 * @param right whether the site ended in the version it had to, with its configuration, and under control
 * @param gapSeconds the longest time the cabinets heard nothing
 */
record Result(String name, String ending, boolean right, double gapSeconds) {}
