package io.tieline.rig.physics;

/** The automatic transfer switch between grid (source a) and generator (source b). */
public final class TransferSwitch {

    /** A grid away for this long is left as soon as the generator is ready. */
    private static final double LEAVES_AFTER_SECONDS = 1;

    private final double returnsAfterSeconds;
    private boolean onGrid = true;
    private double gridBadSeconds;
    private double gridGoodSeconds;
    private int transfers;
    private boolean heldOnB;

    /** @param returnsAfterSeconds how long the grid must be healthy before it goes back by itself */
    public TransferSwitch(double returnsAfterSeconds) {
        this.returnsAfterSeconds = returnsAfterSeconds;
    }

    void step(boolean gridGood, boolean generatorReady, double seconds) {
        gridGoodSeconds = gridGood ? gridGoodSeconds + seconds : 0;
        gridBadSeconds = gridGood ? 0 : gridBadSeconds + seconds;
        if (onGrid && generatorReady && gridBadSeconds > LEAVES_AFTER_SECONDS) {
            transfer(false);
        } else if (!onGrid && !heldOnB && gridGoodSeconds >= returnsAfterSeconds) {
            transfer(true);
        } else if (!onGrid && !generatorReady) {
            // Its source is gone: it falls back to the normal one, be it there or not.
            transfer(true);
        }
    }

    /** Keeps it on the generator however good the grid is. */
    public void holdOnGenerator(boolean held) {
        heldOnB = held;
    }

    /** Moves it by hand or by command. */
    public void transfer(boolean toGrid) {
        if (onGrid != toGrid) {
            onGrid = toGrid;
            transfers++;
        }
    }

    public boolean onGrid() {
        return onGrid;
    }

    public int transfers() {
        return transfers;
    }
}
