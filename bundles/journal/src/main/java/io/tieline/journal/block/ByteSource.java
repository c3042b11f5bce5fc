package io.tieline.journal.block;

import java.nio.charset.StandardCharsets;

/** Reads what {@link ByteSink} wrote; whatever does not fit is a damaged block. */
public final class ByteSource {

    private final byte[] bytes;
    private final int end;
    private int at;

    public ByteSource(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    public int position() {
        return at;
    }

    public int remaining() {
        return end - at;
    }

    public int getByte() throws DamagedBlockException {
        if (at >= end) {
            throw new DamagedBlockException("ends in the middle of a number");
        }
        return bytes[at++] & 0xFF;
    }

    public int getInt() throws DamagedBlockException {
        return getByte() << 24 | getByte() << 16 | getByte() << 8 | getByte();
    }

    long getLong() throws DamagedBlockException {
        return (long) getInt() << 32 | getInt() & 0xFFFF_FFFFL;
    }

    long getUnsigned() throws DamagedBlockException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int part = getByte();
            value |= (long) (part & 0x7F) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw new DamagedBlockException("a number of more than 64 bits");
    }

    long getSigned() throws DamagedBlockException {
        long coded = getUnsigned();
        return coded >>> 1 ^ -(coded & 1);
    }

    /** A count of things that take room, so that a damaged one cannot ask for more memory than there is data for. */
    public int getCount(int most) throws DamagedBlockException {
        long count = getUnsigned();
        if (count < 0 || count > most) {
            throw new DamagedBlockException("a count of " + count + " where at most " + most + " fit");
        }
        return (int) count;
    }

    /** Goes back to a {@link #position}. */
    void seek(int position) {
        at = position;
    }

    /** Skips bytes of which {@link #getCount} has said that they are there. */
    public void skip(int count) {
        at += count;
    }

    String getText() throws DamagedBlockException {
        int length = getCount(remaining());
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }
}
