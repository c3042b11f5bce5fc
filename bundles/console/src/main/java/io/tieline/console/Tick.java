package io.tieline.console;

import io.tieline.model.Event;
import io.tieline.model.EventSink;
import io.tieline.model.Severity;
import io.tieline.model.SiteClock;
import java.util.Map;

/** One round of the live feed. A scheduled task that throws is never run again, so what it throws is reported once. */
final class Tick implements Runnable {

    private final LiveFeed feed;
    private final EventSink events;
    private final SiteClock clock;
    private boolean failing;

    Tick(LiveFeed feed, EventSink events, SiteClock clock) {
        this.feed = feed;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            feed.tick();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                failing = true;
                events.accept(new Event(
                        clock.utcMillis(),
                        Event.Kind.STATE,
                        Severity.MINOR,
                        "console",
                        "The live page could not be brought up to date (" + e + "); it is tried again.",
                        Map.of()));
            }
        }
    }
}
