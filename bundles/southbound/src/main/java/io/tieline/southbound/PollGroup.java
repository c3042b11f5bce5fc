package io.tieline.southbound;

/**
 * Points that are read together.
 *
 * @param index position in {@link DeviceSession#groups()}
 * @param every read at every n-th poll; 1 for values that steer, 10 and more for ratings and texts
 */
public record PollGroup(int index, String name, int every) {}
