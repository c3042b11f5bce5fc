package io.tieline.southbound;

/**
 * Polls of a device or of the site since the start; see {@link PollWatch} for what counts as one.
 *
 * @param started reads that were begun for a point of the grid
 * @param missed points of the grid that went by without a read
 */
public record PollFigures(long started, long missed) {

    /** Points of the grid whose fate is known. */
    public long due() {
        return started + missed;
    }

    PollFigures plus(PollFigures other) {
        return new PollFigures(started + other.started, missed + other.missed);
    }
}
