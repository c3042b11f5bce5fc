package io.tieline.journal.block;

/** What a step of time keeps of the samples of a point; the position is the code on disk. */
public enum Aspect {
    LAST,
    MIN,
    MAX,
    MEAN,
    /** How many usable numbers there were. */
    SAMPLES;

    public static final int COUNT = values().length;

    /** The column of this aspect, counted over all points: the LAST of a point comes first. */
    public int column(int point) {
        return point * COUNT + ordinal();
    }
}
