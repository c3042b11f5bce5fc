package io.tieline.journal;

/** Hands out the positions of a stretch that are not taken by events. Also tells them of a sample of a block. */
final class Positions {

    private final long[] events;
    private int nextEvent;
    private long end;

    /**
     * @param from the first position
     * @param events positions from there on that are taken, ascending
     */
    Positions(long from, long[] events) {
        this.events = events;
        this.end = from;
    }

    /** Takes so many positions, at least one; returns the first of them. */
    long take(int count) {
        skipEvents();
        long first = end;
        int left = count;
        while (left > 0) {
            skipEvents();
            long run = nextEvent < events.length ? Math.min(left, events[nextEvent] - end) : left;
            end += run;
            left -= (int) run;
        }
        return first;
    }

    /** The position after the last one taken. */
    long end() {
        return end;
    }

    private void skipEvents() {
        while (nextEvent < events.length && events[nextEvent] <= end) {
            end = Math.max(end, events[nextEvent] + 1);
            nextEvent++;
        }
    }
}
