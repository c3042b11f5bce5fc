package io.tieline.southbound;

import io.tieline.model.Device;
import io.tieline.model.Quality;
import org.jspecify.annotations.Nullable;

/** How the gateway gets on with one device. Written by the engine's thread, read by any. */
@SuppressWarnings("NonAtomicVolatileUpdate") // one writer
final class Health {

    private final Device device;
    private final long pollNanos;

    private boolean everRead;
    private long heardAt;
    private Freshness.Age heard = Freshness.Age.LOST;
    private int failuresInARow;

    private volatile DeviceStatus.State state = DeviceStatus.State.CONNECTING;
    private volatile @Nullable DeviceFault fault;
    private volatile @Nullable Identity identity;
    private volatile boolean steering;
    private volatile long reads;
    private volatile long failures;
    private volatile long sessions;
    private volatile double roundTripMillis = Double.NaN;

    Health(Device device, long pollNanos) {
        this.device = device;
        this.pollNanos = pollNanos;
    }

    void connected(Identity who) {
        identity = who;
        failuresInARow = 0;
        sessions++;
    }

    void read(long since, double tookMillis) {
        reads++;
        roundTripMillis = tookMillis;
        heardAt = since;
        everRead = true;
        failuresInARow = 0;
    }

    void failed(DeviceFault why) {
        failures++;
        failuresInARow++;
        fault = why;
    }

    /** Something went wrong here, not in the device. */
    void disturbed(DeviceFault why) {
        fault = why;
    }

    int failuresInARow() {
        return failuresInARow;
    }

    /** All is well and was before. */
    boolean isCalm() {
        return state == DeviceStatus.State.ONLINE && failuresInARow == 0;
    }

    /** @return whether the state is another than before */
    boolean judge(long now, boolean connected, Freshness freshness) {
        heard = everRead ? Freshness.of(now - heardAt, freshness.shortestNanos(), pollNanos) : Freshness.Age.LOST;
        steering = connected && freshness.age(0) == Freshness.Age.FRESH;
        DeviceStatus.State before = state;
        state = assess(connected && heard == Freshness.Age.FRESH && !freshness.anyFailed());
        return state != before;
    }

    private DeviceStatus.State assess(boolean whole) {
        if (!everRead) {
            return failures == 0 ? DeviceStatus.State.CONNECTING : DeviceStatus.State.OFFLINE;
        }
        if (heard == Freshness.Age.LOST) {
            return DeviceStatus.State.OFFLINE;
        }
        return whole ? DeviceStatus.State.ONLINE : DeviceStatus.State.DEGRADED;
    }

    /** When it is worse if the device is not heard until then. */
    long worseAt(Freshness freshness) {
        return everRead ? Freshness.next(heardAt, heard, freshness.shortestNanos(), pollNanos) : Agenda.NEVER;
    }

    /** The quality of values that are lost. */
    Quality lostQuality() {
        DeviceFault why = fault;
        return why == null ? Quality.BAD_STALE : why.kind().quality();
    }

    DeviceStatus.State state() {
        return state;
    }

    @Nullable
    DeviceFault fault() {
        return fault;
    }

    /** What steers was read within the last three polls, and can be read now. */
    boolean isSteering() {
        return steering;
    }

    long sessions() {
        return sessions;
    }

    /** @param unseen reads that have succeeded since */
    DeviceStatus status(int unseen) {
        return new DeviceStatus(device, state, identity, fault, reads + unseen, failures, sessions, roundTripMillis);
    }
}
