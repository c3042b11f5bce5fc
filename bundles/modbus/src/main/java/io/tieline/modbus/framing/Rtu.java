package io.tieline.modbus.framing;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Frames of a serial line (Modbus over Serial Line V1.02, 2.5.1): unit, PDU, CRC. They bear no length: it follows from
 * the function. Also what gateways carry over TCP as it is.
 */
public final class Rtu implements Framing {

    public static final Rtu FRAMING = new Rtu();

    private static final int PDU_AT = 1;
    private static final int CRC_BYTES = 2;
    private static final int EXCEPTION_BYTES = 3 + CRC_BYTES;
    private static final int ECHO_BYTES = 6 + CRC_BYTES;
    /** V1.1b3, 6.21: function, MEI type, code, conformity, more follows, next object, number of objects. */
    private static final int OBJECT_COUNT_AT = 7;

    private Rtu() {}

    @Override
    public int mostBytes() {
        return PDU_AT + Pdu.MOST_BYTES + CRC_BYTES;
    }

    @Override
    public void encode(Request request, ByteBuf out) {
        out.writeByte(request.unit);
        Pdu.encode(request, out);
        out.writeShortLE(Crc16.of(out, out.readerIndex(), out.readableBytes()));
    }

    @Override
    public int frameLength(ByteBuf in) {
        int there = in.readableBytes();
        if (there < 2) {
            return 0;
        }
        int function = in.getUnsignedByte(in.readerIndex() + PDU_AT);
        if (function >= Pdu.EXCEPTION) {
            return EXCEPTION_BYTES;
        }
        return switch (function) {
            case 1, 2, 3, 4 -> there < 3 ? 0 : dataLength(in.getUnsignedByte(in.readerIndex() + 2));
            case 5, 6, 15, 16 -> ECHO_BYTES;
            case 43 -> identificationLength(in);
            default -> -1;
        };
    }

    private int dataLength(int bytes) {
        int length = 3 + bytes + CRC_BYTES;
        return bytes > 0 && length <= mostBytes() ? length : -1;
    }

    private int identificationLength(ByteBuf in) {
        int at = in.readerIndex();
        int there = in.readableBytes();
        if (there <= OBJECT_COUNT_AT) {
            return there > 2 && in.getUnsignedByte(at + 2) != Pdu.MEI_IDENTIFICATION ? -1 : 0;
        }
        if (in.getUnsignedByte(at + 2) != Pdu.MEI_IDENTIFICATION) {
            return -1;
        }
        int objects = in.getUnsignedByte(at + OBJECT_COUNT_AT);
        int length = OBJECT_COUNT_AT + 1;
        for (int i = 0; i < objects; i++) {
            if (there < length + 2) {
                return length + 2 + CRC_BYTES > mostBytes() ? -1 : 0;
            }
            length += 2 + in.getUnsignedByte(at + length + 1);
        }
        return length + CRC_BYTES <= mostBytes() ? length + CRC_BYTES : -1;
    }

    @Override
    public int transaction(ByteBuf frame) {
        return NO_TRANSACTION;
    }

    @Override
    public boolean hasTransactions() {
        return false;
    }

    @Override
    public boolean isBroadcast(Request request) {
        return request.unit == 0;
    }

    /** Whether the CRC of a whole frame is right. */
    static boolean isIntact(ByteBuf frame) {
        int bytes = frame.readableBytes() - CRC_BYTES;
        int at = frame.readerIndex();
        return Crc16.of(frame, at, bytes) == frame.getUnsignedShortLE(at + bytes);
    }

    @Override
    public @Nullable String mismatch(Request request, ByteBuf frame) {
        if (!isIntact(frame)) {
            return "a frame with a wrong CRC: check baud rate, parity, cabling and termination of the line";
        }
        int at = frame.readerIndex();
        if (frame.getUnsignedByte(at) != request.unit) {
            return "unit " + frame.getUnsignedByte(at) + " instead of " + request.unit;
        }
        return Pdu.mismatch(request, frame, at + PDU_AT, frame.readableBytes() - PDU_AT - CRC_BYTES);
    }

    @Override
    public int exception(ByteBuf frame) {
        return Pdu.exception(frame, frame.readerIndex() + PDU_AT);
    }

    @Override
    public void trimToData(Request request, ByteBuf frame) {
        int end = frame.writerIndex() - CRC_BYTES;
        frame.setIndex(Pdu.dataAt(request, frame.readerIndex() + PDU_AT), end);
    }
}
