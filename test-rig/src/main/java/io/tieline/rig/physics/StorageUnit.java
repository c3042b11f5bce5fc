package io.tieline.rig.physics;

/** A battery cabinet with its power conversion and its controls, and what may go wrong with it. */
public final class StorageUnit {

    private final String id;
    private final Cabinet cabinet;
    private final SetpointControl control;
    private boolean tripped;
    private boolean deaf;
    private boolean islanded;
    private double socErrorPoints;
    private double heldAtC = Double.NaN;
    private double cellSpreadV = 0.01;
    private boolean gas;
    private int modeChanges;

    /** @param responseNanos from a written setpoint to the first watt of it */
    public StorageUnit(String id, Cabinet cabinet, long responseNanos) {
        this.id = id;
        this.cabinet = cabinet;
        this.control = new SetpointControl(responseNanos);
    }

    void follow(long nowNanos, double realSeconds, double seconds) {
        boolean works = !tripped && !deaf;
        move(works ? control.targetW(nowNanos) : 0, realSeconds, seconds);
        becomeIslanded(false);
    }

    /** Forms the site's grid together with the others. */
    void carry(double watts, double realSeconds, double seconds) {
        move(tripped ? 0 : watts, realSeconds, seconds);
        becomeIslanded(!tripped);
    }

    private void move(double targetW, double realSeconds, double seconds) {
        cabinet.step(targetW, realSeconds, seconds);
        if (!Double.isNaN(heldAtC)) {
            cabinet.temperature(heldAtC);
        }
    }

    private void becomeIslanded(boolean now) {
        modeChanges += islanded == now ? 0 : 1;
        islanded = now;
    }

    /** Its protection has opened, or was closed again. */
    public void trip(boolean out) {
        tripped = out;
    }

    /** It takes setpoints, says so, and does nothing. */
    public void deafen(boolean toSetpoints) {
        deaf = toSetpoints;
    }

    /** Its BMS is so many points off from now on. */
    public void socError(double points) {
        socErrorPoints = points;
    }

    /** Something keeps it at this temperature; NaN lets it go. */
    public void holdTemperature(double celsius) {
        heldAtC = celsius;
        if (!Double.isNaN(celsius)) {
            cabinet.temperature(celsius);
        }
    }

    /** @param volts between its highest and its lowest cell */
    public void cellSpread(double volts) {
        cellSpreadV = volts;
    }

    public void gas(boolean detected) {
        gas = detected;
    }

    public String id() {
        return id;
    }

    public Cabinet cabinet() {
        return cabinet;
    }

    public SetpointControl control() {
        return control;
    }

    public boolean tripped() {
        return tripped;
    }

    public boolean islanded() {
        return islanded;
    }

    public boolean gas() {
        return gas;
    }

    /** What its BMS says, 0 to 100. */
    public double reportedSocPercent() {
        return Math.max(0, Math.min(100, cabinet.soc() * 100 + socErrorPoints));
    }

    public double cellSpreadV() {
        return cellSpreadV;
    }

    /** How often it changed between following and forming a grid. */
    public int modeChanges() {
        return modeChanges;
    }
}
