package io.tieline.model;

import java.util.Optional;

/**
 * An alarm that stands.
 *
 * @param source the device id or room it is about
 * @param type its canonical type, unique per source: {@code comm.lost}, {@code battery.low}
 * @param raisedUtcMillis site time
 * @param text what an operator reads, with the remedy where there is one; native text and code of the device kept in it
 * @param acknowledged by whom; empty while nobody has taken notice of it. An alarm that comes back waits anew (ISA-18.2)
 */
public record Alarm(
        String source,
        String type,
        Severity severity,
        long raisedUtcMillis,
        String text,
        Optional<Acknowledgement> acknowledged) {

    /** Identity of an alarm: there is one of it at a time. */
    public String id() {
        return source + "/" + type;
    }

    Alarm saying(Severity now, String newText) {
        return newText.equals(text) && now == severity
                ? this
                : new Alarm(source, type, now, raisedUtcMillis, newText, acknowledged);
    }

    Alarm acknowledged(Acknowledgement by) {
        return new Alarm(source, type, severity, raisedUtcMillis, text, Optional.of(by));
    }
}
