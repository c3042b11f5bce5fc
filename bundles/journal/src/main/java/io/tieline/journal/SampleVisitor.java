package io.tieline.journal;

import io.tieline.model.Quality;
import org.jspecify.annotations.Nullable;

/** Takes one sample after the other. */
@FunctionalInterface
public interface SampleVisitor {

    /**
     * One sample.
     *
     * @param utcMillis site time
     * @param value NaN for texts and bad values
     */
    void accept(long utcMillis, double value, Quality quality, @Nullable String text);
}
