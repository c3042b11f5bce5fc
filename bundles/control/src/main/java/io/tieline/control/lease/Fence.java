package io.tieline.control.lease;

/**
 * Keeps two gateways of one site from writing to the same devices: the one with the lower epoch stops, and stays stopped
 * until the other says that it has ended, until someone gives it a higher epoch, or until a person says that the other is
 * gone. Silence of the other proves nothing, for the line between the two may be what is broken.
 *
 * @param otherId the highest-ranking other gateway heard, empty: none
 * @param otherFirst whether of equal epochs the other one stays
 */
public record Fence(String otherId, long otherEpoch, boolean otherFirst) {

    public static final Fence ALONE = new Fence("", -1, false);

    /**
     * Hears of another gateway; what the same one said before is no longer so, but it does not give up what it has as long
     * as its epoch stays.
     */
    public Fence hear(String id, long epoch, boolean first) {
        if (id.equals(otherId)) {
            return new Fence(id, epoch, first || (otherFirst && epoch == otherEpoch));
        }
        boolean higher = epoch > otherEpoch || (epoch == otherEpoch && first && !otherFirst);
        return higher ? new Fence(id, epoch, first) : this;
    }

    /** Another gateway has ended. */
    public Fence gone(String id) {
        return id.equals(otherId) ? ALONE : this;
    }

    /** Whether the other one is in charge. */
    public boolean excludes(long ownEpoch) {
        return otherEpoch > ownEpoch || (otherEpoch == ownEpoch && otherFirst);
    }
}
