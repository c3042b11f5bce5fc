package io.tieline.gateway.foundation;

import io.tieline.model.AlarmBoard;
import io.tieline.model.SiteClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What every part of the gateway stands on: one clock, one place for events, one board of alarms. */
public interface Foundation {

    /** A gateway without a site has a page too. */
    Duration CONTROL_WITHIN = Duration.ofSeconds(5);

    SiteClock clock();

    EventHub events();

    AlarmBoard alarms();

    Secrets secrets();

    /** Drawn anew at every start, of letters and digits: what tells a gateway from its own copy. */
    String instance();

    /** Site seconds per real second; 1 but in the demo. */
    double clockFactor();

    /**
     * Done by whoever makes the first decision, or when nobody has within {@link #CONTROL_WITHIN}: what takes long and
     * does not steer waits for it, so that the batteries have the processor to themselves.
     */
    CompletableFuture<Void> underControl();
}
