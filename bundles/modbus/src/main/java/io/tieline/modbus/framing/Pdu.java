package io.tieline.modbus.framing;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The part of a frame that is the same on every transport: function code and data (Modbus Application Protocol V1.1b3,
 * chapter 6). Pure functions; {@code at} is where the function code stands.
 */
public final class Pdu {

    /** V1.1b3, 4.1. */
    static final int MOST_BYTES = 253;
    /** The shortest answer there is: an exception. */
    static final int LEAST_BYTES = 2;

    static final int EXCEPTION = 0x80;
    static final int MEI_IDENTIFICATION = 14;
    private static final int BASIC = 1;

    private Pdu() {}

    static void encode(Request request, ByteBuf out) {
        out.writeByte(request.function.code());
        switch (request.function) {
            case READ_IDENTIFICATION ->
                out.writeByte(MEI_IDENTIFICATION)
                        .writeByte(request.words.length == 0 ? BASIC : request.words[0])
                        .writeByte(request.address);
            case WRITE_COIL -> out.writeShort(request.address).writeShort(coil(request));
            case WRITE_REGISTER -> out.writeShort(request.address).writeShort(request.words[0]);
            case WRITE_COILS -> coils(request, out);
            case WRITE_REGISTERS -> registers(request, out);
            default -> out.writeShort(request.address).writeShort(request.quantity);
        }
    }

    private static int coil(Request request) {
        return request.words[0] == 0 ? 0 : 0xFF00;
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

    /**
     * Whether an answer fits a request.
     *
     * @param length of the answer from the function code on
     * @return null if it fits, else what is wrong with it
     */
    static @Nullable String mismatch(Request request, ByteBuf frame, int at, int length) {
        int function = frame.getUnsignedByte(at);
        int data = length - 1;
        if (function == (request.function.code() | EXCEPTION)) {
            return exceptionMismatch(frame, at + 1, data);
        }
        if (function != request.function.code()) {
            return "function " + function + " instead of " + request.function.code();
        }
        if (request.function.reads()) {
            return dataMismatch(request, frame, at + 1, data);
        }
        if (request.function == Function.READ_IDENTIFICATION) {
            return data >= 6 && frame.getUnsignedByte(at + 1) == MEI_IDENTIFICATION ? null : "no identification";
        }
        return echoMismatch(request, frame, at + 1, data);
    }

    private static @Nullable String exceptionMismatch(ByteBuf frame, int at, int data) {
        if (data != 1) {
            return "an exception of " + data + " bytes";
        }
        return frame.getUnsignedByte(at) == 0 ? "an exception without a code" : null;
    }

    private static @Nullable String dataMismatch(Request request, ByteBuf frame, int at, int data) {
        int expected = dataBytes(request);
        return data == 1 + expected && frame.getUnsignedByte(at) == expected
                ? null
                : (data - 1) + " bytes of data instead of " + expected;
    }

    /** A write is answered with its address and, for one register or coil, its value, otherwise how many were written. */
    private static @Nullable String echoMismatch(Request request, ByteBuf frame, int at, int data) {
        if (data != 4 || frame.getUnsignedShort(at) != request.address) {
            return "the echo of a write to another address";
        }
        int echoed = frame.getUnsignedShort(at + 2);
        int expected =
                switch (request.function) {
                    case WRITE_COIL -> coil(request);
                    case WRITE_REGISTER -> request.words[0] & 0xFFFF;
                    default -> request.quantity;
                };
        return echoed == expected ? null : "the echo of another write: " + echoed + " instead of " + expected;
    }

    private static int dataBytes(Request request) {
        return request.function.bits() ? (request.quantity + 7) / 8 : 2 * request.quantity;
    }

    /** The exception code of an answer that fits its request, 0 if it is none. */
    static int exception(ByteBuf frame, int at) {
        return frame.getUnsignedByte(at) >= EXCEPTION ? frame.getUnsignedByte(at + 1) : 0;
    }

    /** Where the data of an answer that fits its request begin: behind the byte count of a read. */
    static int dataAt(Request request, int at) {
        return at + (request.function.reads() ? 2 : 1);
    }

    /** How many bytes of PDU the answer to a request has if it is the longest there can be. */
    public static int answerBytes(Request request) {
        if (request.function == Function.READ_IDENTIFICATION) {
            return MOST_BYTES;
        }
        return request.function.reads() ? 2 + dataBytes(request) : 5;
    }
}
