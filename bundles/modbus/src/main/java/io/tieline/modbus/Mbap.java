package io.tieline.modbus;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Frames of Modbus TCP (Modbus Messaging on TCP/IP V1.0b, 3.1.3): transaction id, protocol id 0, length, unit, function,
 * data. Pure functions.
 */
final class Mbap {

    /** Transaction id, protocol id and length: what stands before the bytes the length counts. */
    static final int PREFIX = 6;
    /** 7 bytes of header and a PDU of at most 253 (V1.1b3, 4.1). */
    static final int MAX_FRAME = 260;

    private static final int EXCEPTION = 0x80;
    private static final int MEI_IDENTIFICATION = 14;
    private static final int BASIC = 1;

    private Mbap() {}

    static void encode(Request request, int transaction, ByteBuf out) {
        out.writeShort(transaction).writeShort(0);
        int lengthAt = out.writerIndex();
        out.writeShort(0).writeByte(request.unit).writeByte(request.function.code());
        switch (request.function) {
            case READ_IDENTIFICATION ->
                out.writeByte(MEI_IDENTIFICATION)
                        .writeByte(request.words.length == 0 ? BASIC : request.words[0])
                        .writeByte(request.address);
            case WRITE_COIL -> out.writeShort(request.address).writeShort(request.words[0] == 0 ? 0 : 0xFF00);
            case WRITE_REGISTER -> out.writeShort(request.address).writeShort(request.words[0]);
            case WRITE_COILS -> coils(request, out);
            case WRITE_REGISTERS -> registers(request, out);
            default -> out.writeShort(request.address).writeShort(request.quantity);
        }
        out.setShort(lengthAt, out.writerIndex() - lengthAt - 2);
    }

    private static void registers(Request request, ByteBuf out) {
        out.writeShort(request.address).writeShort(request.quantity).writeByte(2 * request.quantity);
        for (short word : request.words) {
            out.writeShort(word);
        }
    }

    private static void coils(Request request, ByteBuf out) {
        int bytes = (request.quantity + 7) / 8;
        out.writeShort(request.address).writeShort(request.quantity).writeByte(bytes);
        for (int i = 0; i < bytes; i++) {
            int octet = 0;
            for (int bit = 0; bit < 8 && i * 8 + bit < request.quantity; bit++) {
                octet |= request.words[i * 8 + bit] == 0 ? 0 : 1 << bit;
            }
            out.writeByte(octet);
        }
    }

    /** The length of the frame at the reader index, 0 if its header is not complete yet, -1 if this is not Modbus. */
    static int frameLength(ByteBuf in) {
        if (in.readableBytes() < PREFIX) {
            return 0;
        }
        int at = in.readerIndex();
        int length = in.getUnsignedShort(at + 4);
        // Unit, function and one byte are the shortest PDU there is: an exception.
        boolean plausible = in.getUnsignedShort(at + 2) == 0 && length >= 3 && length <= MAX_FRAME - PREFIX;
        return plausible ? PREFIX + length : -1;
    }

    /**
     * Whether a whole frame answers a request.
     *
     * @return null if it does, else what is wrong with it
     */
    static @Nullable String mismatch(Request request, int transaction, ByteBuf frame) {
        int at = frame.readerIndex();
        if (frame.getUnsignedShort(at) != transaction) {
            return "transaction " + frame.getUnsignedShort(at) + " instead of " + transaction;
        }
        if (frame.getUnsignedByte(at + 6) != request.unit) {
            return "unit " + frame.getUnsignedByte(at + 6) + " instead of " + request.unit;
        }
        int function = frame.getUnsignedByte(at + 7);
        int data = frame.readableBytes() - 8;
        if (function == (request.function.code() | EXCEPTION)) {
            return data == 1 ? null : "an exception of " + data + " bytes";
        }
        if (function != request.function.code()) {
            return "function " + function + " instead of " + request.function.code();
        }
        return payloadMismatch(request, frame, at + 8, data);
    }

    private static @Nullable String payloadMismatch(Request request, ByteBuf frame, int at, int data) {
        if (request.function.reads()) {
            int expected = request.function.bits() ? (request.quantity + 7) / 8 : 2 * request.quantity;
            return data == 1 + expected && frame.getUnsignedByte(at) == expected
                    ? null
                    : (data - 1) + " bytes of data instead of " + expected;
        }
        if (request.function == Function.READ_IDENTIFICATION) {
            return data >= 6 && frame.getUnsignedByte(at) == MEI_IDENTIFICATION ? null : "no identification";
        }
        return data == 4 && frame.getUnsignedShort(at) == request.address
                ? null
                : "the echo of a write to another address";
    }

    /** The exception code of a frame that fits its request, 0 if it is none. */
    static int exception(ByteBuf frame) {
        int at = frame.readerIndex();
        return frame.getUnsignedByte(at + 7) >= EXCEPTION ? frame.getUnsignedByte(at + 8) : 0;
    }

    /** Moves the reader index to the data of a frame that fits its request. */
    static void skipToData(Request request, ByteBuf frame) {
        frame.skipBytes(request.function.reads() ? 9 : 8);
    }
}
