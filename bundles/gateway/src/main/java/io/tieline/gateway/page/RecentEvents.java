package io.tieline.gateway.page;

import io.tieline.gateway.foundation.Closing;
import io.tieline.gateway.foundation.EventHub;
import io.tieline.model.Event;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The last events in memory, and when each source last changed: what the page shows even without a journal. */
final class RecentEvents implements AutoCloseable {

    private static final int KEPT = 200;

    private final Deque<Event> events = new ArrayDeque<>();
    private final Map<String, Long> lastChange = new ConcurrentHashMap<>();
    private final AutoCloseable subscription;

    RecentEvents(EventHub hub) {
        subscription = hub.listen(this::add);
    }

    private void add(Event event) {
        if (event.kind() == Event.Kind.STATE) {
            lastChange.put(event.source(), event.utcMillis());
        }
        synchronized (events) {
            events.addFirst(event);
            if (events.size() > KEPT) {
                events.removeLast();
            }
        }
    }

    List<Event> newest(int limit) {
        synchronized (events) {
            return events.stream().limit(limit).toList();
        }
    }

    /** Site time of the last change of state of a source; 0 if there was none. */
    long since(String source) {
        return lastChange.getOrDefault(source, 0L);
    }

    @Override
    public void close() {
        Closing.quietly(subscription);
    }
}
