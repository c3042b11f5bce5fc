package io.tieline.snmp;

import io.tieline.southbound.DeviceFault;
import io.tieline.southbound.ReadListener;
import org.jspecify.annotations.Nullable;

/** How one read ended, if it has. */
final class Reading implements ReadListener {
    boolean ended;

    @Nullable
    DeviceFault fault;

    @Override
    public void completed() {
        ended = true;
    }

    @Override
    public void failed(DeviceFault why) {
        ended = true;
        fault = why;
    }
}
