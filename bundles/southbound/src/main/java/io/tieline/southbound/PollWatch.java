package io.tieline.southbound;

/**
 * Hears of every poll whether it began in time: for benchmarks and metrics.
 *
 * <p>A poll is one read of one group at a point of the group's grid. Reads out of turn – after connecting, after news,
 * after a write – are no polls. While a device is not connected, none of its polls is due. So polls due = started +
 * missed, but for the one at most per group that waits for its turn. Called by the engine's thread, so an
 * implementation must not block and should not allocate.
 */
public interface PollWatch {

    /** Why a poll never began. */
    enum Cause {
        /** The read before it was still under way: the device is slower than its interval. */
        DEVICE_BUSY,
        /** The engine came to it only after the next one was due. */
        ENGINE_LATE
    }

    /** Listens to nothing. */
    PollWatch NONE = new PollWatch() {
        @Override
        public void started(int device, int group, long dueNanos, long startedNanos) {}

        @Override
        public void missed(int device, int group, long polls, Cause cause) {}
    };

    /**
     * A read was handed to the session.
     *
     * @param device its index in the site
     * @param group its index in {@link DeviceSession#groups()}
     * @param dueNanos the point of the grid, by the engine's monotonic clock
     * @param startedNanos never before {@code dueNanos}
     */
    void started(int device, int group, long dueNanos, long startedNanos);

    /**
     * Points of the grid went by without a read.
     *
     * @param polls how many, at least 1
     */
    void missed(int device, int group, long polls, Cause cause);
}
