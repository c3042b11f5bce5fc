package io.tieline.model;

/**
 * A device of the site.
 *
 * @param index its position in the site, 0 for the first
 * @param id stable and readable: {@code cab-07}, {@code ups-a}, {@code grid}
 */
public record Device(int index, String id, DeviceKind kind) {}
