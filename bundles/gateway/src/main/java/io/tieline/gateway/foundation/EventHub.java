package io.tieline.gateway.foundation;

import io.tieline.model.Event;
import io.tieline.model.EventSink;
import io.tieline.model.Severity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands every event to the log and to whoever listens: the journal, the page. */
public final class EventHub implements EventSink {

    private static final Logger LOG = LoggerFactory.getLogger("tieline");

    private final List<EventSink> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Event event) {
        log(event);
        for (EventSink listener : listeners) {
            listener.accept(event);
        }
    }

    public AutoCloseable listen(EventSink listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** One line per change; decisions belong to the journal and the page, in the log they are detail. */
    private static void log(Event event) {
        switch (event.kind()) {
            case DECISION, COMMAND -> LOG.debug("{}: {}", event.source(), event.sentence());
            case ALARM_RAISED -> {
                if (event.severity() == Severity.INFO || event.severity() == Severity.MINOR) {
                    LOG.info("{}: {}", event.source(), event.sentence());
                } else {
                    LOG.warn("{}: {}", event.source(), event.sentence());
                }
            }
            case ALARM_CLEARED, STATE, CONFIGURATION, OPERATOR -> LOG.info("{}: {}", event.source(), event.sentence());
        }
    }
}
