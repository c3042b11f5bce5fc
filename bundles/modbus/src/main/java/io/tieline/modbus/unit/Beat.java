package io.tieline.modbus.unit;

import io.tieline.profile.ModbusPlan.Heartbeat;
import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.ReadListener;

/** Writes the sign of life of one device: always the same number, or one that counts up. Event loop only. */
final class Beat {

    private final RemoteUnit unit;
    private final Heartbeat heartbeat;
    private int next;

    /** @param unit overtakes the polls */
    Beat(RemoteUnit unit, Heartbeat heartbeat) {
        this.unit = unit;
        this.heartbeat = heartbeat;
        this.next = heartbeat.first();
    }

    void write(ReadListener listener) {
        int number = next;
        next = number == heartbeat.last() ? heartbeat.first() : number + 1;
        Registered.write(unit, heartbeat.place(), Registered.words(heartbeat.place(), number))
                .thenAccept(answer -> tell(answer, listener));
    }

    private static void tell(Answer answer, ReadListener listener) {
        if (answer instanceof Answer.Refused refused) {
            listener.failed(new DeviceFault(
                    DeviceFault.Kind.REFUSED, "the heartbeat was answered with " + Refusal.text(refused.code())));
        } else if (answer instanceof Answer.Failed failed) {
            listener.failed(failed.fault());
        } else {
            listener.completed();
        }
    }
}
