package io.tieline.model;

/**
 * The time of the site. Everything that stamps, decides or measures durations gets it handed in; nothing else reads a
 * clock.
 */
public interface SiteClock {

    /** Milliseconds of UTC since 1970; may step when the host's clock is corrected. */
    long utcMillis();

    /**
     * Both times of one moment.
     *
     * @param utcMillis see {@link SiteClock#utcMillis()}
     * @param monotonicNanos see {@link SiteClock#monotonicNanos()}
     */
    record Moment(long utcMillis, long monotonicNanos) {}

    /** Both times as close together as possible: whoever compares them would take a pause between for a stepped clock. */
    default Moment moment() {
        return new Moment(utcMillis(), monotonicNanos());
    }

    /** Nanoseconds that only ever grow, for durations and timers. */
    long monotonicNanos();

    static SiteClock system() {
        return new SiteClock() {
            @Override
            public long utcMillis() {
                return System.currentTimeMillis();
            }

            @Override
            public long monotonicNanos() {
                return System.nanoTime();
            }
        };
    }

    /**
     * A site whose time runs faster than ours, for the demo and for replays.
     *
     * @param real the clock it is driven by
     * @param startUtcMillis the site's time at this moment
     * @param factor site seconds per real second, more than 0
     */
    static SiteClock accelerated(SiteClock real, long startUtcMillis, double factor) {
        long origin = real.monotonicNanos();
        return new SiteClock() {
            @Override
            public long utcMillis() {
                return startUtcMillis + monotonicNanos() / 1_000_000;
            }

            @Override
            public Moment moment() {
                long nanos = monotonicNanos();
                return new Moment(startUtcMillis + nanos / 1_000_000, nanos);
            }

            @Override
            public long monotonicNanos() {
                return (long) ((real.monotonicNanos() - origin) * factor);
            }
        };
    }
}
