package io.tieline.control.lease;

/**
 * Keeps two gateways of one site from writing to the same devices: the one with the lower epoch stops, and stays stopped
 * until someone gives it a higher one. Silence of the other proves nothing, for the line between the two may be what is
 * broken.
 *
 * @param otherId the highest-ranking other gateway ever heard, empty: none
 */
public record Fence(String otherId, long otherEpoch) {

    public static final Fence ALONE = new Fence("", -1);

    /** Hears of another gateway. */
    public Fence hear(String id, long epoch) {
        return outranks(epoch, id, otherEpoch, otherId) ? new Fence(id, epoch) : this;
    }

    /** Whether the other one is in charge; of equal epochs the id that sorts first is. */
    public boolean excludes(String ownId, long ownEpoch) {
        return !otherId.isEmpty() && !otherId.equals(ownId) && outranks(otherEpoch, otherId, ownEpoch, ownId);
    }

    private static boolean outranks(long epoch, String id, long thanEpoch, String thanId) {
        return epoch > thanEpoch || (epoch == thanEpoch && (thanId.isEmpty() || id.compareTo(thanId) < 0));
    }
}
