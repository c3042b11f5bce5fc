package io.tieline.rig.physics;

/** A UPS with what may be wrong with it: its rectifier, or its load on the bypass. */
public final class UpsUnit {

    private final String id;
    private final UpsModel model;
    private boolean rectifierFault;
    private boolean bypassed;

    public UpsUnit(String id, UpsModel model) {
        this.id = id;
        this.model = model;
    }

    void step(boolean fed, double loadW, double seconds) {
        model.step(fed && !rectifierFault, loadW, seconds);
    }

    public void failRectifier(boolean failed) {
        rectifierFault = failed;
    }

    public void bypass(boolean on) {
        bypassed = on;
    }

    public String id() {
        return id;
    }

    public boolean bypassed() {
        return bypassed;
    }

    public UpsModel model() {
        return model;
    }
}
