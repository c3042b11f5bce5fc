package io.tieline.control.replay;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Whole numbers, seven bits a byte, the lowest first. */
final class Varint {

    private Varint() {}

    static void put(long value, ByteArrayOutputStream out) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    static void putSigned(long value, ByteArrayOutputStream out) {
        put(zigzag(value), out);
    }

    /** Small numbers of either sign become small ones without. */
    static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    static long signed(long coded) {
        return coded >>> 1 ^ -(coded & 1);
    }

    /** @throws BufferUnderflowException if it ends too early */
    static long get(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int part = in.get() & 0xFF;
            value |= (long) (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new TapeException("the record is damaged: a number of more than 64 bits");
    }
}
