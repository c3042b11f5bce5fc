package io.tieline.uplink;

/**
 * How the uplink does.
 *
 * @param connected whether births were sent over the present connection
 * @param broker the broker in use or being tried
 * @param sent samples handed to a connection since the start, repetitions counted
 * @param acknowledged samples the broker proved to have
 * @param historical those of {@code sent} that were marked historical
 * @param backlog records of the journal that the broker has not acknowledged
 * @param lastError in words, empty if there was none
 */
public record UplinkStatus(
        boolean connected,
        String broker,
        long sent,
        long acknowledged,
        long historical,
        long backlog,
        String lastError) {}
