package io.tieline.rig.scenario;

import io.tieline.control.lease.LeaseRequest;
import io.tieline.control.lease.Payload;
import io.tieline.control.lease.PowerRange;
import java.time.Duration;
import java.util.List;

/** Requests as upstream makes them, by the clock of the gateway. */
final class Leases {

    /** Far beyond any lease: it is the lease that ends, not what it stands for. */
    private static final Duration SLOT = Duration.ofHours(1);

    private Leases() {}

    /** All batteries together are to give a power, for so many seconds. */
    static LeaseRequest power(Stage stage, double watts, double seconds, String id, long epoch) {
        return late(stage, 0, watts, seconds, id, epoch);
    }

    /** The same, held up on its way. */
    static LeaseRequest late(Stage stage, double ageSeconds, double watts, double seconds, String id, long epoch) {
        long issued = stage.gatewayUtcMillis() - Math.round(ageSeconds * 1000);
        return request(issued, seconds, id, epoch, new Payload.PowerSchedule(issued, SLOT, List.of(watts)));
    }

    static LeaseRequest reserve(Stage stage, double percent, double seconds, String id, long epoch) {
        return request(stage.gatewayUtcMillis(), seconds, id, epoch, new Payload.ReserveFloor(percent));
    }

    static LeaseRequest storm(Stage stage, double seconds, String id, long epoch) {
        return request(stage.gatewayUtcMillis(), seconds, id, epoch, new Payload.Mode(Payload.Mode.Kind.STORM));
    }

    /** The site may draw no more than so much. */
    static LeaseRequest curtailment(Stage stage, double importW, double seconds, String id, long epoch) {
        long now = stage.gatewayUtcMillis();
        double baseline = stage.plant().loadW();
        Payload event = new Payload.Curtailment(now, now + Math.round(seconds * 1000), importW, 0, baseline);
        return request(now, seconds, id, epoch, event);
    }

    private static LeaseRequest request(long issued, double seconds, String id, long epoch, Payload payload) {
        return new LeaseRequest(id, issued, epoch, seconds, 0, PowerRange.FREE, payload);
    }
}
