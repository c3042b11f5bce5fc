package io.tieline.control.lease;

import io.tieline.control.settings.Refusal;

/**
 * What upstream asks for. It is valid or it does not exist.
 *
 * @param id names the matter: a newer request with the same id replaces the older one
 * @param issuedUtcMillis when it was made, by the sender's clock
 * @param epoch counts the authorities upstream: whoever takes over counts one up, and what an earlier one still sends is
 *     ignored
 * @param ttlSeconds how long it may stand, from when it was issued
 * @param priority of several for the same time the highest counts
 * @param bounds the sender's own bounds on the power that may come of it
 */
public record LeaseRequest(
        String id,
        long issuedUtcMillis,
        long epoch,
        double ttlSeconds,
        int priority,
        PowerRange bounds,
        Payload payload) {

    /** What upstream gets if it does not say (reference, command leases). */
    public static final double DEFAULT_TTL_SECONDS = 300;

    private static final int LONGEST_ID = 100;

    /**
     * @throws IllegalArgumentException naming the field
     */
    public LeaseRequest {
        Refusal.unless(
                !id.isBlank() && id.length() <= LONGEST_ID && id.chars().noneMatch(Character::isISOControl),
                "id: must have 1 to " + LONGEST_ID + " printable characters");
        Refusal.unless(issuedUtcMillis > 0, "issued: must be a time after 1970, is " + issuedUtcMillis);
        Refusal.unless(epoch >= 0, "epoch: must be at least 0, is " + epoch);
        Refusal.unless(
                ttlSeconds > 0 && Double.isFinite(ttlSeconds), "ttl: must be a positive number, is " + ttlSeconds);
    }

    LeaseRequest with(Payload changed) {
        return new LeaseRequest(id, issuedUtcMillis, epoch, ttlSeconds, priority, bounds, changed);
    }
}
