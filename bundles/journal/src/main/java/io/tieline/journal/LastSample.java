package io.tieline.journal;

import io.tieline.model.Quality;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the last sample of a point until a moment, whatever order its blocks are read in. */
final class LastSample {

    private final String point;
    private final long until;
    private @Nullable Held held;

    LastSample(String point, long until) {
        this.point = point;
        this.until = until;
    }

    /** Whether no sample until a time can change the answer. */
    boolean isNewerThan(long utcMillis) {
        Held known = held;
        return known != null && known.utcMillis() > utcMillis;
    }

    void take(long utcMillis, double value, byte quality, @Nullable String text) {
        if (utcMillis <= until && !isNewerThan(utcMillis)) {
            held = new Held(point, utcMillis, value, Quality.ofCode(quality), text);
        }
    }

    Optional<Held> held() {
        return Optional.ofNullable(held);
    }
}
