package io.tieline.control.smoothing;

/**
 * What smoothing remembers. Immutable.
 *
 * @param importW what was drawn from the grid as of the last decision, NaN: not known
 */
public record SmoothingMemory(double importW, LoopDelay delay, OscillationWatch oscillation) {

    public static final SmoothingMemory NEW = new SmoothingMemory(Double.NaN, LoopDelay.UNKNOWN, OscillationWatch.NEW);

    /** The import that follows from a decision. */
    public SmoothingMemory decided(double nextImportW) {
        return new SmoothingMemory(nextImportW, delay, oscillation);
    }
}
