package io.tieline.snmp;

import java.util.function.LongSupplier;

/** So many per second, and a few at once. Not thread-safe. */
final class TokenBucket {

    private final double perNano;
    private final double most;
    private final LongSupplier nanos;
    private double tokens;
    private long filledAt;

    TokenBucket(int perSecond, int atOnce, LongSupplier nanos) {
        this.perNano = perSecond / 1e9;
        this.most = atOnce;
        this.nanos = nanos;
        this.tokens = atOnce;
        this.filledAt = nanos.getAsLong();
    }

    /** Whole tokens there are now. */
    int available() {
        long now = nanos.getAsLong();
        tokens = Math.min(most, tokens + (now - filledAt) * perNano);
        filledAt = now;
        return (int) tokens;
    }

    boolean take() {
        if (available() < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
