package io.tieline.southbound;

/** How a read, or a heartbeat, ended. Short and never blocking: it may run on an event loop. */
public interface ReadListener {
    void completed();

    void failed(DeviceFault fault);
}
