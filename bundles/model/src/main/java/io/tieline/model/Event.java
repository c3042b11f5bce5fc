package io.tieline.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened and is kept for good: a decision, a command, an alarm, a change of state or configuration, what
 * an operator did.
 *
 * @param utcMillis site time
 * @param kind what happened
 * @param severity {@link Severity#INFO} where nothing is wrong
 * @param source a device id, or a room of the gateway: {@code control}, {@code journal}, {@code uplink}
 * @param sentence what an operator reads
 * @param detail the facts behind the sentence: String, Double, Long, Boolean, or List and Map of these
 */
public record Event(
        long utcMillis, Kind kind, Severity severity, String source, String sentence, Map<String, Object> detail) {

    /** The kinds of event. */
    public enum Kind {
        DECISION,
        COMMAND,
        ALARM_RAISED,
        ALARM_CLEARED,
        STATE,
        CONFIGURATION,
        /** A person did something: acknowledged, switched, entered a reason. The detail's {@code by} names the person. */
        OPERATOR
    }

    public Event {
        detail = Collections.unmodifiableMap(new TreeMap<>(detail));
    }

    public static Event state(long utcMillis, String source, String sentence) {
        return new Event(utcMillis, Kind.STATE, Severity.INFO, source, sentence, Map.of());
    }
}
