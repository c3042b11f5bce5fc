package io.tieline.kura.debian;

import io.tieline.kura.debian.Spool.Health;
import io.tieline.update.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the gateway does, as it says itself: whether devices answer, root has no way to know. */
record ReportedHealth(Spool spool, String version) implements HealthCheck {

    @Override
    public void remember() {
        // The gateway remembers how it was.
    }

    @Override
    public boolean steers() {
        return spool.reported(version).isPresent();
    }

    @Override
    public Duration steeredAfter() {
        return Duration.ZERO;
    }

    @Override
    public boolean decides() {
        return steers();
    }

    @Override
    public List<String> problems() {
        Optional<Health> reported = spool.reported(version);
        if (reported.isEmpty()) {
            return List.of("nobody in it has reported");
        }
        return reported.get() == Health.PROVED ? List.of() : List.of("it has not proved itself");
    }
}
