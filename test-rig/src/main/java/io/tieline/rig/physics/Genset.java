package io.tieline.rig.physics;

/**
 * A standby generator with its own controller: it starts when the grid has been away for some seconds, cranks up to three
 * times, and cools down after the load is gone.
 */
public final class Genset {

    /** As its controller shows them. */
    public enum State {
        STOPPED,
        STARTING,
        RUNNING,
        COOLING,
        FAULT
    }

    public static final double HERTZ = 50;

    /** Dips shorter than this start nothing. */
    private static final double IGNORES_SECONDS = 2;

    private static final double CRANK_SECONDS = 15;
    private static final double REST_SECONDS = 15;
    private static final int MOST_CRANKS = 3;
    private static final double COOLING_SECONDS = 300;

    private final double ratedW;
    private final double startSeconds;
    private State state = State.STOPPED;
    private double secondsWanted;
    private double secondsInState;
    private int failingCranks;
    private int cranks;
    private double tripsAboveStepW = Double.POSITIVE_INFINITY;
    private double powerW;
    private boolean cranksOncePerOrder;
    private boolean ordered;
    private int orders;

    /** @param startSeconds from the start signal to being able to carry load */
    public Genset(double ratedW, double startSeconds) {
        this.ratedW = ratedW;
        this.startSeconds = startSeconds;
    }

    /** So many of the next attempts to start end without the engine running. */
    public void failsToStart(int times) {
        failingCranks = times;
    }

    /** Its controller starts nothing by itself and gives up after one crank: somebody else has to order each. */
    public void cranksOncePerOrder() {
        cranksOncePerOrder = true;
    }

    /** It trips when its load grows by more than this at once. */
    public void tripsAboveStep(double watts) {
        tripsAboveStepW = watts;
    }

    /** An order from outside to start, which also acknowledges a fault, or to stop. */
    public synchronized void order(boolean start) {
        orders++;
        ordered = start;
        if (start && state == State.FAULT) {
            cranks = 0;
            become(State.STOPPED);
        }
    }

    /** How often it was told anything. */
    public synchronized int orders() {
        return orders;
    }

    /** @param gridAway what its own controller sees */
    synchronized void step(boolean gridAway, double loadW, double seconds) {
        boolean wanted = ordered || gridAway && !cranksOncePerOrder;
        secondsWanted = wanted ? secondsWanted + seconds : 0;
        secondsInState += seconds;
        switch (state) {
            case STOPPED -> {
                if (ordered && cranksOncePerOrder || secondsWanted > IGNORES_SECONDS) {
                    become(State.STARTING);
                }
            }
            case STARTING -> crank(wanted);
            case RUNNING -> run(wanted, loadW);
            case COOLING -> {
                if (wanted) {
                    become(State.RUNNING);
                } else if (secondsInState >= COOLING_SECONDS) {
                    become(State.STOPPED);
                }
            }
            case FAULT -> powerW = 0;
        }
    }

    private void crank(boolean wanted) {
        if (!wanted) {
            become(State.STOPPED);
        } else if (failingCranks == 0 && secondsInState >= startSeconds) {
            cranks = 0;
            become(State.RUNNING);
        } else if (failingCranks > 0 && secondsInState >= CRANK_SECONDS + REST_SECONDS) {
            failingCranks--;
            crankedInVain();
        }
    }

    private void crankedInVain() {
        if (cranksOncePerOrder) {
            ordered = false;
            become(State.STOPPED);
        } else {
            cranks++;
            become(cranks >= MOST_CRANKS ? State.FAULT : State.STARTING);
        }
    }

    private void run(boolean wanted, double loadW) {
        if (loadW - powerW > tripsAboveStepW || loadW > 1.1 * ratedW) {
            become(State.FAULT);
        } else {
            powerW = loadW;
            if (!wanted && loadW == 0) {
                become(State.COOLING);
            }
        }
    }

    private void become(State next) {
        state = next;
        secondsInState = 0;
        if (next != State.RUNNING) {
            powerW = 0;
        }
    }

    public State state() {
        return state;
    }

    public double powerW() {
        return powerW;
    }

    public double ratedW() {
        return ratedW;
    }

    /** Whether it can carry load now. */
    public boolean isReady() {
        return state == State.RUNNING || state == State.COOLING;
    }
}
