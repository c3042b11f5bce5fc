package io.tieline.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The alarms that stand now. Raising and clearing are events, once per change. Thread-safe. */
public final class AlarmBoard {

    private final Map<String, Alarm> standing = new ConcurrentHashMap<>();
    private final SiteClock clock;
    private final EventSink events;

    public AlarmBoard(SiteClock clock, EventSink events) {
        this.clock = clock;
        this.events = events;
    }

    /**
     * Raises an alarm. One that stands takes over the new text, which is no event; one that has become worse is raised anew, and
     * waits anew to be acknowledged.
     */
    public void raise(String source, String type, Severity severity, String text) {
        Alarm alarm = new Alarm(source, type, severity, clock.utcMillis(), text, Optional.empty());
        boolean[] raised = {false};
        standing.compute(alarm.id(), (id, before) -> {
            raised[0] = before == null || severity.compareTo(before.severity()) < 0;
            return raised[0] || before == null ? alarm : before.saying(severity, text);
        });
        if (raised[0]) {
            report(Event.Kind.ALARM_RAISED, alarm, text);
        }
    }

    /** Clears an alarm if it stands. */
    public void clear(String source, String type) {
        Alarm alarm = standing.remove(source + "/" + type);
        if (alarm != null) {
            report(Event.Kind.ALARM_CLEARED, alarm, "Over: " + alarm.text());
        }
    }

    /**
     * A person has taken notice of an alarm; on the record with the person's name.
     *
     * @param id {@link Alarm#id}
     * @return whether an alarm of this id stands that nobody had acknowledged
     */
    public boolean acknowledge(String id, String by) {
        Alarm alarm = standing.get(id);
        if (alarm == null || alarm.acknowledged().isPresent()) {
            return false;
        }
        Acknowledgement acknowledgement = new Acknowledgement(by, clock.utcMillis());
        // Not if it was cleared, or raised anew, meanwhile: that one nobody has seen.
        boolean done = standing.replace(id, alarm, alarm.acknowledged(acknowledgement));
        if (done) {
            events.accept(new Event(
                    acknowledgement.utcMillis(),
                    Event.Kind.OPERATOR,
                    Severity.INFO,
                    alarm.source(),
                    by + " acknowledges: " + alarm.text(),
                    Map.of("type", alarm.type(), "by", by)));
        }
        return done;
    }

    /** Raises or clears, whichever the condition says. */
    public void set(boolean stands, String source, String type, Severity severity, String text) {
        if (stands) {
            raise(source, type, severity, text);
        } else {
            clear(source, type);
        }
    }

    public boolean stands(String source, String type) {
        return standing.containsKey(source + "/" + type);
    }

    /** Worst first, then oldest first. */
    public List<Alarm> standing() {
        return standing.values().stream()
                .sorted(Comparator.comparing(Alarm::severity).thenComparingLong(Alarm::raisedUtcMillis))
                .toList();
    }

    private void report(Event.Kind kind, Alarm alarm, String sentence) {
        events.accept(new Event(
                clock.utcMillis(), kind, alarm.severity(), alarm.source(), sentence, Map.of("type", alarm.type())));
    }
}
