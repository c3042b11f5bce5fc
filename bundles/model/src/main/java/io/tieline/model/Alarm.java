package io.tieline.model;

/**
 * An alarm that stands.
 *
 * @param source the device id or room it is about
 * @param type its canonical type, unique per source: {@code comm.lost}, {@code battery.low}
 * @param raisedUtcMillis site time
 * @param text what an operator reads, with the remedy where there is one; native text and code of the device kept in it
 */
public record Alarm(String source, String type, Severity severity, long raisedUtcMillis, String text) {

    /** Identity of an alarm: raising it again while it stands changes nothing. */
    public String id() {
        return source + "/" + type;
    }
}
