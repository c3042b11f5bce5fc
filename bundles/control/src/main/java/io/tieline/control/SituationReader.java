package io.tieline.control;

import io.tieline.model.LiveImage;
import java.util.List;

/**
 * Reads the site's {@link Situation} out of the live image.
 *
 * <p>Not thread-safe: it keeps its own snapshots, one per device, so that reading again allocates little.
 */
public final class SituationReader {

    private final LiveImage image;
    private final Roles roles;

    public SituationReader(LiveImage image, Roles roles) {
        this.image = image;
        this.roles = roles;
    }

    /** The situation at a moment of site time. */
    public Situation read(long utcMillis) {
        if (image.devices().isEmpty() || roles.gridMeter() == Roles.NONE) {
            return none();
        }
        return none();
    }

    private static Situation none() {
        return new Situation(
                Situation.Input.MISSING,
                Situation.Input.MISSING,
                Situation.Input.MISSING,
                Situation.Input.MISSING,
                Situation.Input.MISSING,
                List.of(),
                List.of());
    }
}
