package io.tieline.uplink;

/** How much may be sent at a rate: a token bucket that holds a fifth of a second. */
final class Allowance {

    private final int perSecond;
    private double tokens;
    private long filledAt;

    Allowance(int perSecond, long nanos) {
        this.perSecond = perSecond;
        this.filledAt = nanos;
        this.tokens = most();
    }

    int available(long nanos) {
        tokens = Math.min(most(), tokens + (nanos - filledAt) / 1e9 * perSecond);
        filledAt = nanos;
        return (int) Math.max(0, tokens);
    }

    void spend(int samples) {
        tokens -= samples;
    }

    private double most() {
        return Math.max(1, perSecond / 5.0);
    }
}
