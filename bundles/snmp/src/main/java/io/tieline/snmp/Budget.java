package io.tieline.snmp;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** What finding out about one agent may cost: one that always has another row must not hold us for ever. */
final class Budget {

    private static final int MOST_REQUESTS = 5000;
    private static final Duration LEAST = Duration.ofSeconds(10);
    /** The engine gives up an attempt to connect after as many timeouts. */
    private static final int TIMEOUTS = 20;

    private final AtomicInteger requests;
    private final long end;
    private final LongSupplier nanos;

    private Budget(int requests, long end, LongSupplier nanos) {
        this.requests = new AtomicInteger(requests);
        this.end = end;
        this.nanos = nanos;
    }

    static Budget of(Duration timeout, LongSupplier nanos) {
        long all = Math.max(LEAST.toNanos(), TIMEOUTS * timeout.toNanos());
        return new Budget(MOST_REQUESTS, nanos.getAsLong() + all, nanos);
    }

    /** For an agent that is known: each request stands for itself. */
    static Budget unlimited() {
        return new Budget(Integer.MAX_VALUE, Long.MAX_VALUE, () -> 0);
    }

    /** @return whether there is one more request */
    boolean spend() {
        return requests.getAndUpdate(left -> left == Integer.MAX_VALUE ? left : Math.max(0, left - 1)) > 0
                && end - nanos.getAsLong() > 0;
    }
}
