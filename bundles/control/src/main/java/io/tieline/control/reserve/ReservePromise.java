package io.tieline.control.reserve;

/**
 * The energy the backup was last sized to: a larger need counts at once, a smaller one only after it has lasted.
 *
 * @param loadWh at the load, without losses
 * @param smallerNanos since when less would do, {@link Long#MIN_VALUE}: it would not
 */
public record ReservePromise(double loadWh, long smallerNanos) {

    public static final ReservePromise NONE = new ReservePromise(0, Long.MIN_VALUE);

    public ReservePromise next(double neededWh, double lowerAfterSeconds, long nanos) {
        if (neededWh >= loadWh) {
            return new ReservePromise(neededWh, Long.MIN_VALUE);
        }
        long since = smallerNanos == Long.MIN_VALUE ? nanos : smallerNanos;
        return (nanos - since) / 1e9 >= lowerAfterSeconds
                ? new ReservePromise(neededWh, Long.MIN_VALUE)
                : new ReservePromise(loadWh, since);
    }

    /** The same for at least so much, as long as nothing better is known. */
    public ReservePromise atLeast(double neededWh) {
        return neededWh <= loadWh ? this : new ReservePromise(neededWh, smallerNanos);
    }
}
