package io.tieline.model;

/**
 * A point of one device.
 *
 * @param name relative to the device, with numbers filled in: {@code outlet.12.power}
 * @param definition the catalogue entry the name belongs to
 */
public record Point(String name, PointDefinition definition) {}
