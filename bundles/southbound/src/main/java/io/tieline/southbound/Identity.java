package io.tieline.southbound;

/**
 * What a device says it is. Empty strings where it says nothing.
 *
 * @param profile the id of the profile in use, or {@code sunspec} for a discovered model chain
 * @param confidence 0 … 1: how sure the recognition is; 1 if the site description names the profile
 */
public record Identity(
        String manufacturer, String model, String serial, String firmware, String profile, double confidence) {}
