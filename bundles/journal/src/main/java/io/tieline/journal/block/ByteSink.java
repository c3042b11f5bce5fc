package io.tieline.journal.block;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array with the number formats of a block. */
public final class ByteSink {

    private byte[] bytes = new byte[1024];
    private int size;

    public int size() {
        return size;
    }

    public byte[] array() {
        return bytes;
    }

    void clear() {
        size = 0;
    }

    public void putByte(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) value;
    }

    public void put(byte[] from, int length) {
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size * 2, size + length));
        }
        System.arraycopy(from, 0, bytes, size, length);
        size += length;
    }

    public void putInt(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            putByte(value >>> shift);
        }
    }

    void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    /** Seven bits a byte, lowest first, the high bit says that more follow. */
    public void putUnsigned(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            putByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        putByte((int) rest);
    }

    /** Small numbers of either sign become small unsigned ones. */
    void putSigned(long value) {
        putUnsigned(value << 1 ^ value >> 63);
    }

    void putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        putUnsigned(utf8.length);
        put(utf8, utf8.length);
    }
}
