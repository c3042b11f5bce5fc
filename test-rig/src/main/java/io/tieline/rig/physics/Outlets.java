package io.tieline.rig.physics;

import java.util.Arrays;

/** The switched outlets of one power distribution unit with what is plugged in; commanded from the wire, read by the plant. */
public final class Outlets {

    private final double[] watts;
    private final boolean[] on;
    private final boolean[] said;
    private final boolean[] deaf;
    private final int[] commands;

    /** @param watts of each outlet's load, the first is outlet 1 */
    public Outlets(double... watts) {
        this.watts = watts.clone();
        on = new boolean[watts.length];
        deaf = new boolean[watts.length];
        commands = new int[watts.length];
        Arrays.fill(on, true);
        said = on.clone();
    }

    public int count() {
        return watts.length;
    }

    /** An outlet that no longer does what it is told, and says it did. */
    public synchronized void deafen(int outlet) {
        deaf[outlet - 1] = true;
    }

    /** @param outlet 1 for the first */
    public synchronized void command(int outlet, boolean wanted) {
        commands[outlet - 1]++;
        said[outlet - 1] = wanted;
        if (!deaf[outlet - 1]) {
            on[outlet - 1] = wanted;
        }
    }

    public synchronized boolean isOn(int outlet) {
        return on[outlet - 1];
    }

    /** What it says of itself, which a deaf one has wrong. */
    public synchronized boolean saysOn(int outlet) {
        return said[outlet - 1];
    }

    public synchronized int countOn() {
        int sum = 0;
        for (boolean is : on) {
            sum += is ? 1 : 0;
        }
        return sum;
    }

    /** How often an outlet was told anything. */
    public synchronized int commands(int outlet) {
        return commands[outlet - 1];
    }

    /** W drawn at an outlet now. */
    public synchronized double powerW(int outlet) {
        return on[outlet - 1] ? watts[outlet - 1] : 0;
    }

    public synchronized double powerW() {
        double sum = 0;
        for (int outlet = 1; outlet <= watts.length; outlet++) {
            sum += powerW(outlet);
        }
        return sum;
    }

    /** W that is not drawn because outlets are off. */
    public synchronized double offW() {
        double sum = 0;
        for (int i = 0; i < watts.length; i++) {
            sum += on[i] ? 0 : watts[i];
        }
        return sum;
    }
}
