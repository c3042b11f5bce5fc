package io.tieline.tariff;

import java.time.LocalDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a component counts.
 *
 * @param schedule null: always
 * @param bands those of the schedule that count
 */
public record Mask(@Nullable Schedule schedule, Set<String> bands) {

    public static final Mask ALWAYS = new Mask(null, Set.of());

    public Mask {
        bands = Set.copyOf(bands);
    }

    /** Whether a window that begins at a moment of the tariff's clock counts. */
    public boolean counts(LocalDateTime time) {
        if (schedule == null) {
            return true;
        }
        String band = schedule.at(time);
        return band != null && bands.contains(band);
    }

    public boolean isAlways() {
        return schedule == null;
    }

    public boolean touches(int month) {
        return schedule == null || bands.stream().anyMatch(band -> schedule.touches(band, month));
    }
}
