package io.tieline.gateway.neighbour;

import io.tieline.gateway.message.Announcement;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Who speaks as a gateway of the site without its key: not believed, but an operator hears of it. Not thread-safe. */
final class Strangers {

    private static final String SOURCE = "control";
    private static final String ALARM = "control.gateways.stranger";

    /** A gateway that has just started may speak before it has read its key. */
    private static final long SETTLED_NANOS = Duration.ofSeconds(10).toNanos();
    /** Four times as long as a gateway that is there is silent. */
    private static final long FORGET_NANOS = Duration.ofMinutes(2).toNanos();

    private final AlarmBoard alarms;
    private final LongSupplier nanos;
    private boolean met;
    private long firstNanos;
    private long lastNanos;

    Strangers(AlarmBoard alarms, LongSupplier nanos) {
        this.alarms = alarms;
        this.nanos = nanos;
        // Whoever was one by the key before may be none by this one.
        alarms.clear(SOURCE, ALARM);
    }

    void met(Announcement stranger) {
        lastNanos = nanos.getAsLong();
        if (!met) {
            met = true;
            firstNanos = lastNanos;
        } else if (lastNanos - firstNanos > SETTLED_NANOS) {
            tell(stranger);
        }
    }

    private void tell(Announcement stranger) {
        alarms.raise(
                SOURCE,
                ALARM,
                Severity.MAJOR,
                "Somebody says to be gateway " + stranger.gateway() + " on " + stranger.host() + " with epoch "
                        + stranger.epoch()
                        + " of this site, without the site's key: not believed. If it is one, both may"
                        + " write to the cabinets: give it the key of the form Tieline other gateways, or switch it off");
    }

    void forget() {
        if (met && nanos.getAsLong() - lastNanos > FORGET_NANOS) {
            met = false;
            alarms.clear(SOURCE, ALARM);
        }
    }
}
