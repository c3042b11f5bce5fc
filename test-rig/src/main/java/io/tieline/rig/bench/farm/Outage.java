package io.tieline.rig.bench.farm;

/**
 * Which of the devices fall out, and how: spread evenly, the three ways in turn.
 *
 * @param devices all of them
 * @param dead how many fall out
 */
public record Outage(int devices, int dead) {

    /** How a device is when it is not well. */
    public enum Way {
        /** Takes connections and requests and says nothing. */
        SILENT,
        /** Closes its connections and refuses new ones. */
        REFUSING,
        /** Answers, after five seconds. */
        SLOW
    }

    public boolean hits(int device) {
        return dead > 0 && number(device) != number(device - 1);
    }

    public Way way(int device) {
        Way[] ways = Way.values();
        return ways[number(device) % ways.length];
    }

    /** How many of the devices up to this one are dead. */
    private int number(int device) {
        return Math.floorDiv((device + 1) * dead, devices);
    }
}
