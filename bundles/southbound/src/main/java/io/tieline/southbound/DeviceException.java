package io.tieline.southbound;

/** A device could not be connected or identified. */
public final class DeviceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DeviceFault fault;

    public DeviceException(DeviceFault fault) {
        super(fault.text());
        this.fault = fault;
    }

    public DeviceFault fault() {
        return fault;
    }
}
