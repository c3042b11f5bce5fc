package io.tieline.modbus.register;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The registers or bits of one answer under their addresses. Laid over the received bytes where they lie in an array, as
 * those of a plain connection do. Others are copied once: that costs less than asking the buffer for each register.
 */
public final class Frame {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private byte[] octets = {};
    private int at;
    private int first;
    /** As long as the longest answer yet that had to be copied. */
    private byte[] copy = {};
    /** Not empty when the device's register map is not the one the fields were made for. */
    private String strange = "";

    /** Lays this view over an answer. */
    public Frame over(ByteBuf data, int first) {
        if (data.hasArray()) {
            this.octets = data.array();
            this.at = data.arrayOffset() + data.readerIndex();
        } else {
            this.octets = copied(data);
            this.at = 0;
        }
        this.first = first;
        this.strange = "";
        return this;
    }

    private byte[] copied(ByteBuf data) {
        int length = data.readableBytes();
        if (copy.length < length) {
            copy = new byte[length];
        }
        data.getBytes(data.readerIndex(), copy, 0, length);
        return copy;
    }

    public int u16(int address) {
        return (short) WORDS.get(octets, at + 2 * (address - first)) & 0xFFFF;
    }

    int octet(int address, int offset) {
        return octets[at + 2 * (address - first) + offset] & 0xFF;
    }

    /** A coil or discrete input: the first one is the lowest bit of the first byte. */
    int bit(int address) {
        int position = address - first;
        return octets[at + (position >> 3)] >> (position & 7) & 1;
    }

    /** @param what is no longer as it was when the device was identified */
    public void strange(String what) {
        strange = what;
    }

    public boolean isStrange() {
        return !strange.isEmpty();
    }

    public String strangeness() {
        return strange;
    }
}
