package io.tieline.rig.wire;

/**
 * Sees, at the devices' side of the wire, how a power at the grid meter becomes setpoints. Called by the threads that
 * serve the wire, so it must be quick.
 */
public interface WireWatch {

    /** From this moment on whoever reads the meter reads another power. */
    void meterShows(double watts, long nanos);

    /** A response with this power leaves the meter now. */
    void meterAnswers(double watts, long nanos);

    /** A write that changes the power setpoint has reached a cabinet. */
    void setpointArrives(String cabinet, double watts, long nanos);
}
