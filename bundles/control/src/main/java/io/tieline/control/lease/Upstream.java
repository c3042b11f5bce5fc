package io.tieline.control.lease;

import java.util.Map;

/**
 * What is remembered of upstream: its leases, what came of them, who else is in charge, and whether the clock can be
 * trusted. Immutable.
 */
public record Upstream(LeaseBook book, Deliveries deliveries, Fence fence, ClockWatch clock) {

    public static final Upstream SILENT = new Upstream(LeaseBook.EMPTY, Deliveries.NONE, Fence.ALONE, ClockWatch.NEW);

    private static final String FENCE_ID = "fence.id";
    private static final String FENCE_EPOCH = "fence.epoch";
    private static final String FENCE_FIRST = "fence.first";

    /**
     * Brings it up to now.
     *
     * @param gridW import, NaN while it is not measured
     * @param batteryW what the batteries give
     * @param seconds since the last time
     */
    public Upstream next(double gridW, double batteryW, long utcMillis, long nanos, double seconds) {
        ClockWatch watch = clock.next(utcMillis, nanos);
        LeaseBook standing = book.resumed(new LeaseDesk.Now(utcMillis, nanos, watch.isTrusted(nanos)))
                .at(nanos);
        return new Upstream(standing, deliveries.next(standing, gridW, batteryW, utcMillis, seconds), fence, watch);
    }

    public Upstream grant(Lease lease) {
        return new Upstream(book.grant(lease), deliveries, fence, clock);
    }

    public Upstream with(Fence changed) {
        return new Upstream(book, deliveries, changed, clock);
    }

    /** What must survive a restart, as {@code String}. */
    public void write(Map<String, Object> into) {
        LeaseRecord.write(book, into);
        into.put(FENCE_ID, fence.otherId());
        into.put(FENCE_EPOCH, Long.toString(fence.otherEpoch()));
        into.put(FENCE_FIRST, Boolean.toString(fence.otherFirst()));
    }

    /** The counterpart of {@link #write}; what is missing or damaged starts anew. */
    public static Upstream read(Map<String, ?> map) {
        Fence fence = map.get(FENCE_ID) instanceof String id && !id.isEmpty()
                ? new Fence(id, LeaseRecord.number(map.get(FENCE_EPOCH)), "true".equals(map.get(FENCE_FIRST)))
                : Fence.ALONE;
        return new Upstream(LeaseRecord.read(map), Deliveries.NONE, fence, ClockWatch.NEW);
    }
}
