package io.tieline.gateway.control;

import io.tieline.control.Decision;
import io.tieline.model.AlarmBoard;
import io.tieline.model.Severity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Brings what the core finds wrong to the alarm board, and takes it off when it is over. The core judges every moment by
 * itself; an operator is called only to what lasts (the on-delay of ISA-18.2), or to what is critical.
 */
final class StandingAlarms {

    private static final Duration LASTING = Duration.ofSeconds(2);

    private record Key(String source, String type) {
        static Key of(Decision.Alarm alarm) {
            return new Key(alarm.source(), alarm.type().type());
        }
    }

    private final AlarmBoard board;
    private final LongSupplier nanos;
    private final Map<Key, Long> since = new HashMap<>();

    /**
     * @param nanos real time: an operator's patience does not run faster with the site's clock
     */
    StandingAlarms(AlarmBoard board, LongSupplier nanos) {
        this.board = board;
        this.nanos = nanos;
    }

    /** The whole list of one decision. */
    void update(List<Decision.Alarm> alarms) {
        long now = nanos.getAsLong();
        List<Key> found = alarms.stream().map(Key::of).toList();
        since.keySet().removeIf(key -> {
            boolean over = !found.contains(key);
            if (over) {
                board.clear(key.source(), key.type());
            }
            return over;
        });
        for (Decision.Alarm alarm : alarms) {
            long first = since.computeIfAbsent(Key.of(alarm), key -> now);
            Severity severity = alarm.type().severity();
            if (severity == Severity.CRITICAL || now - first >= LASTING.toNanos()) {
                board.raise(alarm.source(), alarm.type().type(), severity, alarm.text());
            }
        }
    }
}
