package io.tieline.gateway.control;

import io.tieline.control.situation.Roles;
import io.tieline.southbound.DeviceStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/**
 * Whether a site has been read for the first time. A site half read looks like a site half broken: no decision before
 * meters and cabinets were read or are known to be gone. A witness of the grid that is still silent simply says nothing.
 */
final class FirstReading {

    /** A device that has neither answered nor failed after this long is not waited for any more. */
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final Set<Integer> needed = new HashSet<>();
    private final IntFunction<DeviceStatus> status;
    private final LongSupplier nanos;
    private final long beginNanos;
    private boolean over;

    /**
     * @param status of a device, by its index
     * @param nanos real time, monotonic
     */
    FirstReading(Roles roles, IntFunction<DeviceStatus> status, LongSupplier nanos) {
        this.status = status;
        this.nanos = nanos;
        this.beginNanos = nanos.getAsLong();
        needed.add(roles.gridMeter());
        needed.add(roles.loadMeter());
        roles.cabinets().forEach(cabinet -> {
            needed.add(cabinet.battery());
            needed.add(cabinet.pcs());
        });
        needed.remove(Roles.NONE);
    }

    boolean isOver() {
        if (!over) {
            over = nanos.getAsLong() - beginNanos > LONGEST.toNanos()
                    || needed.stream()
                            .noneMatch(device -> status.apply(device).state() == DeviceStatus.State.CONNECTING);
        }
        return over;
    }
}
