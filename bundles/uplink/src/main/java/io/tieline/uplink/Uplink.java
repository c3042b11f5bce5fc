package io.tieline.uplink;

import io.tieline.journal.Journal;
import io.tieline.model.AlarmBoard;
import io.tieline.model.EventSink;
import io.tieline.model.LiveImage;
import io.tieline.model.SiteClock;
import java.time.Duration;

/**
 * A Sparkplug B 3.0 edge node that forwards every recorded sample.
 *
 * <p>Works on a thread of its own; nothing here ever waits for the network except {@link #close(Duration)}.
 */
public final class Uplink implements AutoCloseable {

    private Uplink() {}

    /** Starts sending, or trying to. */
    public static Uplink start(
            UplinkSettings settings,
            LiveImage image,
            Journal journal,
            SiteClock clock,
            AlarmBoard alarms,
            EventSink events) {
        return new Uplink();
    }

    public UplinkStatus status() {
        throw new UnsupportedOperationException("being built");
    }

    /** Sends what the journal still holds for at most this long, says goodbye (NDEATH) and disconnects. */
    public void close(Duration drain) {}

    /** Closes without draining. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }
}
