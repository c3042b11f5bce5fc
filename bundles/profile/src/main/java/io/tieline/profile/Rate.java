package io.tieline.profile;

/** How often a value is read. */
public enum Rate {
    /** At every poll: what steers. */
    FAST(1),
    /** At every tenth poll: what is shown. */
    SLOW(10),
    /** At every 300th poll: names, serial numbers, ratings. */
    RARE(300);

    private final int every;

    Rate(int every) {
        this.every = every;
    }

    public int every() {
        return every;
    }
}
