package io.tieline.journal;

import io.tieline.journal.block.ByteSink;
import io.tieline.journal.block.ByteSource;
import io.tieline.journal.block.Compression;
import io.tieline.journal.block.DamagedBlockException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Frames of the tape in one row: each with its length, all compressed where that helps, with a check sum. */
final class TapePack {

    private static final int VERSION = 1;
    private static final int SMALL = 512;
    private static final int MOST_BYTES = 64 << 20;

    private TapePack() {}

    static byte[] pack(List<byte[]> frames) {
        ByteSink body = new ByteSink();
        for (byte[] frame : frames) {
            body.putUnsigned(frame.length);
            body.put(frame, frame.length);
        }
        Compression compression = body.size() < SMALL ? Compression.NONE : Compression.BEST;
        byte[] packed = compression.compress(body.array(), body.size());
        ByteSink row = new ByteSink();
        row.putByte(VERSION);
        row.putByte(compression.ordinal());
        row.putUnsigned(body.size());
        row.putInt(sum(row.array(), row.size(), packed, 0, packed.length));
        row.put(packed, packed.length);
        return Arrays.copyOf(row.array(), row.size());
    }

    static List<byte[]> unpack(byte[] row) throws DamagedBlockException {
        ByteSource in = new ByteSource(row, 0, row.length);
        int version = in.getByte();
        if (version != VERSION) {
            throw new DamagedBlockException("tape version " + version + " is unknown to this version");
        }
        Compression compression = Compression.ofCode(in.getByte());
        int length = in.getCount(MOST_BYTES);
        int head = in.position();
        int expected = in.getInt();
        if (sum(row, head, row, in.position(), in.remaining()) != expected) {
            throw new DamagedBlockException("its checksum does not match");
        }
        byte[] body = compression.decompress(row, in.position(), in.remaining(), length);
        List<byte[]> frames = new ArrayList<>();
        ByteSource frame = new ByteSource(body, 0, body.length);
        while (frame.remaining() > 0) {
            int size = frame.getCount(frame.remaining());
            int from = frame.position();
            frame.skip(size);
            frames.add(Arrays.copyOfRange(body, from, from + size));
        }
        return frames;
    }

    private static int sum(byte[] head, int headLength, byte[] rest, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(head, 0, headLength);
        crc.update(rest, from, length);
        return (int) crc.getValue();
    }
}
