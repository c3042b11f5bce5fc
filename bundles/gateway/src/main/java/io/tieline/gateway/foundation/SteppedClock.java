package io.tieline.gateway.foundation;

import io.tieline.model.SiteClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A clock whose UTC can be set while it runs, as an operator or NTP sets the host's; durations go on untouched. The offset
 * stands in a file, in milliseconds, and counts within a tenth of a second of being written.
 */
final class SteppedClock implements SiteClock {

    private static final long LOOK_MILLIS = 100;

    private final SiteClock clock;
    private final Path file;
    private volatile long offsetMillis;

    SteppedClock(SiteClock clock, Path file) {
        this.clock = clock;
        this.file = file;
        look();
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("clock-offset"))
                .scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            offsetMillis =
                    Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            // Half written: the next look finds it whole.
        }
    }

    @Override
    public long utcMillis() {
        return clock.utcMillis() + offsetMillis;
    }

    @Override
    public long monotonicNanos() {
        return clock.monotonicNanos();
    }

    @Override
    public Moment moment() {
        Moment now = clock.moment();
        return new Moment(now.utcMillis() + offsetMillis, now.monotonicNanos());
    }
}
