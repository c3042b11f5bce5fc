package io.tieline.uplink;

import java.util.concurrent.atomic.AtomicLong;

/** The running figures of the uplink. Thread-safe. */
final class Tally {

    final AtomicLong sent = new AtomicLong();
    final AtomicLong acknowledged = new AtomicLong();
    final AtomicLong historical = new AtomicLong();
    /** Changes within the dead bands, which were not sent. */
    final AtomicLong suppressed = new AtomicLong();

    volatile boolean connected;
    volatile String broker = "";
    volatile String lastError = "";

    UplinkStatus status(long backlog) {
        return new UplinkStatus(
                connected, broker, sent.get(), acknowledged.get(), historical.get(), backlog, lastError);
    }
}
