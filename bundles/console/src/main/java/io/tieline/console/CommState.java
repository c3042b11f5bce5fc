package io.tieline.console;

/** How the gateway reaches a device; the states of the point {@code device.comm.state}. */
public enum CommState {
    OFFLINE,
    DEGRADED,
    ONLINE
}
