package io.tieline.control.lease;

/**
 * A request that was accepted, as it will be applied.
 *
 * @param request clamped to what is allowed here
 * @param expiresUtcMillis for people, and for the time after a restart
 * @param expiresNanos on the monotonic clock: a clock that is set does not lengthen it
 */
public record Lease(LeaseRequest request, long expiresUtcMillis, long expiresNanos) {

    /** Read back after a restart: the monotonic clock of before means nothing now. */
    static final long RESTORED = Long.MIN_VALUE;

    public String id() {
        return request.id();
    }

    /**
     * The same on the monotonic clock of now: it ends when it was to end, but no later than its kind may stand, nor than an
     * unattended setpoint may while the clock cannot be trusted.
     */
    Lease resumed(LeaseDesk.Now now) {
        if (expiresNanos != RESTORED) {
            return this;
        }
        long longest = (now.clockTrusted() ? request.payload().longest() : LeaseDesk.LONGEST_UNRENEWED).toMillis();
        long left = Math.max(0, Math.min(expiresUtcMillis - now.utcMillis(), longest));
        return new Lease(request, now.utcMillis() + left, now.nanos() + left * 1_000_000);
    }

    boolean standsAt(long nanos) {
        return expiresNanos == RESTORED || nanos - expiresNanos < 0;
    }
}
