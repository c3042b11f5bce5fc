package io.tieline.southbound;

/**
 * A profile that might fit a device.
 *
 * @param profile its id, or {@code sunspec} for a discovered model chain
 * @param confidence 0 … 1
 * @param because what the device said that speaks for it, for people
 */
public record Proposal(String profile, String title, double confidence, String because) {}
