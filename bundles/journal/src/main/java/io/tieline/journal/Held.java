package io.tieline.journal;

import io.tieline.model.Quality;
import org.jspecify.annotations.Nullable;

/**
 * What a point was at a moment: its last sample until then.
 *
 * @param point {@code device/point}
 * @param utcMillis when that was recorded; of an aged stretch the last moment of the step
 * @param value NaN for texts and bad values
 */
public record Held(String point, long utcMillis, double value, Quality quality, @Nullable String text) {}
