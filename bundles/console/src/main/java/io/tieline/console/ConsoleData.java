package io.tieline.console;

import io.tieline.model.Alarm;
import io.tieline.model.Event;
import io.tieline.model.LiveImage;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the page shows; the gateway implements it. Called from the console's threads, up to twice a second: every method
 * is quick, thread-safe and returns a snapshot.
 *
 * <p>Values of the maps are String, Boolean, Long, Integer, Double, or List and Map of these; they appear under {@code
 * /api/v1/status} as they are. Keys the page knows are named here, others are shown in a table.
 */
public interface ConsoleData {

    String siteName();

    /** The time zone of the site: the page shows its times in it. */
    ZoneId zone();

    LiveImage image();

    /** In the order of the site description. */
    List<DeviceView> devices();

    /** The latest decision, also when it repeats the one before; empty before the first. */
    Optional<DecisionView> decision();

    /** The last decisions worth reading, newest first: those that changed the setpoint, the binding claim or the state. */
    List<DecisionView> decisions(int limit);

    /** Newest first. */
    List<Event> events(int limit);

    /** Those that stand, worst first. */
    List<Alarm> alarms();

    /**
     * Known keys: {@code state} ({@code recording}, {@code failing}), {@code recorded} (samples), {@code bytes}, {@code
     * problem} (a sentence, absent while all is well).
     */
    Map<String, Object> journal();

    /**
     * Known keys: {@code state} ({@code connected}, {@code replaying}, {@code disconnected}, {@code off}), {@code
     * sinceUtcMillis}, {@code backlog} (samples recorded and not yet acknowledged), {@code acknowledged}, {@code broker}
     * (without secrets).
     */
    Map<String, Object> uplink();

    /** Counters of the run: {@code decisions}, {@code pointsRead}, {@code rawPeakW}, {@code shavedPeakW} … */
    Map<String, Object> summary();
}
