package io.tieline.modbus.framing;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Frames of Modbus TCP (Modbus Messaging on TCP/IP V1.0b, 3.1.3): transaction id, protocol id 0, length, unit, PDU. Also
 * those of UDP and of Modbus/TCP Security.
 */
public final class Mbap implements Framing {

    public static final Mbap FRAMING = new Mbap();

    /** Transaction id, protocol id and length: what stands before the bytes the length counts. */
    private static final int PREFIX = 6;

    private static final int UNIT_AT = PREFIX;
    private static final int PDU_AT = PREFIX + 1;

    private Mbap() {}

    @Override
    public int mostBytes() {
        return PDU_AT + Pdu.MOST_BYTES;
    }

    @Override
    public void encode(Request request, ByteBuf out) {
        out.writeShort(request.transaction).writeInt(0).writeByte(request.unit);
        Pdu.encode(request, out);
        out.setShort(PREFIX - 2, out.writerIndex() - PREFIX);
    }

    @Override
    public int frameLength(ByteBuf in) {
        if (in.readableBytes() < PREFIX) {
            return 0;
        }
        int at = in.readerIndex();
        int length = in.getUnsignedShort(at + 4);
        boolean plausible =
                in.getUnsignedShort(at + 2) == 0 && length >= 1 + Pdu.LEAST_BYTES && length <= 1 + Pdu.MOST_BYTES;
        return plausible ? PREFIX + length : -1;
    }

    @Override
    public int transaction(ByteBuf frame) {
        return frame.getUnsignedShort(frame.readerIndex());
    }

    @Override
    public boolean hasTransactions() {
        return true;
    }

    /** Unit 0 of a Modbus TCP device is the device itself (V1.0b, 4.4.2.2). */
    @Override
    public boolean isBroadcast(Request request) {
        return false;
    }

    @Override
    public @Nullable String mismatch(Request request, ByteBuf frame) {
        int at = frame.readerIndex();
        if (frame.getUnsignedShort(at) != request.transaction) {
            return "transaction " + frame.getUnsignedShort(at) + " instead of " + request.transaction;
        }
        if (frame.getUnsignedByte(at + UNIT_AT) != request.unit) {
            return "unit " + frame.getUnsignedByte(at + UNIT_AT) + " instead of " + request.unit;
        }
        return Pdu.mismatch(request, frame, at + PDU_AT, frame.readableBytes() - PDU_AT);
    }

    @Override
    public int exception(ByteBuf frame) {
        return Pdu.exception(frame, frame.readerIndex() + PDU_AT);
    }

    @Override
    public void trimToData(Request request, ByteBuf frame) {
        frame.readerIndex(Pdu.dataAt(request, frame.readerIndex() + PDU_AT));
    }
}
