package io.tieline.journal.block;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The compressions a block may have on top; the position is the code on disk. */
public enum Compression {
    NONE,
    ZSTD,
    DEFLATE;

    /** zstd where sun.misc.Unsafe is handed out to the bundle, else deflate. */
    public static final Compression BEST = available();

    private static Compression available() {
        try {
            ZSTD.compress(new byte[64], 64);
            return ZSTD;
        } catch (LinkageError | RuntimeException e) {
            return DEFLATE;
        }
    }

    public static Compression ofCode(int code) throws DamagedBlockException {
        if (code >= values().length) {
            throw new DamagedBlockException("compression " + code + " is unknown to this version");
        }
        return values()[code];
    }

    /** The compressed bytes, with the unused rest of the array cut off. */
    public byte[] compress(byte[] raw, int length) {
        return switch (this) {
            case NONE -> Arrays.copyOf(raw, length);
            case ZSTD -> {
                ZstdCompressor zstd = new ZstdCompressor();
                byte[] out = new byte[zstd.maxCompressedLength(length)];
                yield Arrays.copyOf(out, zstd.compress(raw, 0, length, out, 0, out.length));
            }
            case DEFLATE -> deflate(raw, length);
        };
    }

    public byte[] decompress(byte[] data, int from, int length, int rawLength) throws DamagedBlockException {
        byte[] raw = new byte[rawLength];
        try {
            int restored =
                    switch (this) {
                        case NONE -> copy(data, from, length, raw);
                        case ZSTD -> new ZstdDecompressor().decompress(data, from, length, raw, 0, rawLength);
                        case DEFLATE -> inflate(data, from, length, raw);
                    };
            if (restored != rawLength) {
                throw new DamagedBlockException("unpacks to " + restored + " bytes instead of " + rawLength);
            }
            return raw;
        } catch (MalformedInputException | DataFormatException | IndexOutOfBoundsException e) {
            throw new DamagedBlockException("does not unpack: " + e.getMessage());
        }
    }

    private static int copy(byte[] data, int from, int length, byte[] raw) {
        System.arraycopy(data, from, raw, 0, Math.min(length, raw.length));
        return length;
    }

    private static byte[] deflate(byte[] raw, int length) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(raw, 0, length);
            deflater.finish();
            byte[] out = new byte[length + 64 + length / 1000];
            return Arrays.copyOf(out, deflater.deflate(out));
        } finally {
            deflater.end();
        }
    }

    private static int inflate(byte[] data, int from, int length, byte[] raw) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(data, from, length);
            return inflater.inflate(raw);
        } finally {
            inflater.end();
        }
    }
}
