package io.tieline.gateway.foundation;

import io.tieline.model.SiteClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A clock that goes no further than somebody allows: a trial that waits for the gateway lets the time of both stand meanwhile. A
 * file says {@code real site limit}, nanoseconds all of them: when the real clock of the machine showed {@code real}, the site's
 * showed {@code site}; from there it runs faster by a factor, and at {@code limit} it stands until the file says more.
 */
final class LeashedClock implements SiteClock {

    private static final long LOOK_MILLIS = 20;

    private record Leash(long realNanos, long siteNanos, long limitNanos) {

        static final Leash STANDING = new Leash(0, 0, 0);

        static Leash parse(String text) {
            String[] words = text.strip().split(" ");
            if (words.length != 3) {
                throw new NumberFormatException("three numbers are needed, not " + text);
            }
            return new Leash(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
        }

        long at(long nowNanos, double factor) {
            return Math.min(limitNanos, siteNanos + (long) ((nowNanos - realNanos) * factor));
        }
    }

    private final LongSupplier realNanos;
    private final long startUtcMillis;
    private final double factor;
    private final Path file;
    private volatile Leash leash = Leash.STANDING;

    /**
     * @param realNanos monotonic, of the machine and not of this process alone
     * @param startUtcMillis what UTC was at site time 0
     * @param factor site seconds per real second
     */
    LeashedClock(LongSupplier realNanos, long startUtcMillis, double factor, Path file) {
        this.realNanos = realNanos;
        this.startUtcMillis = startUtcMillis;
        this.factor = factor;
        this.file = file;
        look();
    }

    /** Looks at the file from now on. */
    LeashedClock watching() {
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("clock-leash"))
                .scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    void look() {
        try {
            leash = Leash.parse(Files.readString(file));
        } catch (IOException | NumberFormatException e) {
            // Half written: the next look finds it whole, and until then the limit that is known counts.
        }
    }

    @Override
    public long utcMillis() {
        return startUtcMillis + monotonicNanos() / 1_000_000;
    }

    @Override
    public long monotonicNanos() {
        return leash.at(realNanos.getAsLong(), factor);
    }

    @Override
    public Moment moment() {
        long nanos = monotonicNanos();
        return new Moment(startUtcMillis + nanos / 1_000_000, nanos);
    }
}
