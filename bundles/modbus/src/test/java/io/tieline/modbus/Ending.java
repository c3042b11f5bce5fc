package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tieline.modbus.framing.Request;
import io.tieline.southbound.DeviceFault;
import org.jspecify.annotations.Nullable;

/** Remembers how a request ended, and that it did so once. */
public final class Ending implements Request.Listener {

    public int times;
    public byte @Nullable [] data;
    int exception;

    @Nullable
    public DeviceFault fault;

    void forget() {
        times = 0;
        data = null;
        exception = 0;
        fault = null;
    }

    @Override
    public void answered(Request request, ByteBuf bytes) {
        times++;
        data = ByteBufUtil.getBytes(bytes);
    }

    @Override
    public void refused(Request request, int code) {
        times++;
        exception = code;
    }

    @Override
    public void failed(Request request, DeviceFault why) {
        times++;
        fault = why;
    }

    public DeviceFault.@Nullable Kind kind() {
        return fault == null ? null : fault.kind();
    }
}
