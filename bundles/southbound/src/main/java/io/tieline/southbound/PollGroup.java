package io.tieline.southbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Points that are read together.
 *
 * @param index position in {@link DeviceSession#groups()}
 * @param every read at every n-th poll of the device; 1 for values that steer, 10 and more for ratings and texts
 * @param interval read so often whatever the device's poll is, and {@code every} does not matter; null: it does
 */
public record PollGroup(int index, String name, int every, @Nullable Duration interval) {

    public PollGroup(int index, String name, int every) {
        this(index, name, every, null);
    }

    public PollGroup(int index, String name, Duration interval) {
        this(index, name, 1, interval);
    }
}
