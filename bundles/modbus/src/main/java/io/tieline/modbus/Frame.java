package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The registers or bits of one answer under their addresses. Laid over the received buffer; nothing is copied. */
final class Frame {

    private ByteBuf data = Unpooled.EMPTY_BUFFER;
    private int at;
    private int first;
    /** Not empty when the device's register map is not the one the fields were made for. */
    private String strange = "";

    /** Lays this view over an answer. */
    Frame over(ByteBuf data, int first) {
        this.data = data;
        this.at = data.readerIndex();
        this.first = first;
        this.strange = "";
        return this;
    }

    int u16(int address) {
        return data.getUnsignedShort(at + 2 * (address - first));
    }

    int octet(int address, int offset) {
        return data.getUnsignedByte(at + 2 * (address - first) + offset);
    }

    /** A coil or discrete input: the first one is the lowest bit of the first byte. */
    int bit(int address) {
        int position = address - first;
        return data.getUnsignedByte(at + (position >> 3)) >> (position & 7) & 1;
    }

    /** @param what is no longer as it was when the device was identified */
    void strange(String what) {
        strange = what;
    }

    boolean isStrange() {
        return !strange.isEmpty();
    }

    String strangeness() {
        return strange;
    }
}
