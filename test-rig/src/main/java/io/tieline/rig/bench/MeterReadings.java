package io.tieline.rig.bench;

import io.tieline.rig.wire.WireWatch;

/** Whether the meter was asked for its power. */
final class MeterReadings implements WireWatch {

    private volatile boolean begun;

    boolean begun() {
        return begun;
    }

    @Override
    public void meterShows(double watts, long nanos) {
        // only the answers count
    }

    @Override
    public void meterAnswers(double watts, long nanos) {
        begun = true;
    }

    @Override
    public void setpointArrives(String cabinet, double watts, long nanos) {
        // only the answers count
    }
}
