package io.tieline.rig.bench.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * What a power cut does to a write-ahead log: whatever was written after the last commit had not been forced to the disk,
 * so it is lost or torn. The layout is that of sqlite.org/fileformat2.html, section 4.
 */
final class WalTail {

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;

    private WalTail() {}

    /** Cuts the file somewhere after its last commit, or overwrites what is there with rubbish. */
    static void tear(Path wal, Random random) throws IOException {
        if (!Files.exists(wal) || Files.size(wal) <= HEADER) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(wal.toFile(), "rw")) {
            long committed = committed(file);
            int loose = (int) Math.min(1 << 20, file.length() - committed);
            long cut = committed + random.nextInt(loose + 1);
            if (random.nextBoolean()) {
                file.setLength(cut);
            } else {
                byte[] rubbish = new byte[(int) Math.min(4096, file.length() - cut)];
                random.nextBytes(rubbish);
                file.seek(cut);
                file.write(rubbish);
            }
        }
    }

    /** Where the last commit ends. */
    private static long committed(RandomAccessFile file) throws IOException {
        file.seek(8);
        int pageSize = file.readInt();
        file.seek(16);
        long salt = file.readLong();
        long committed = HEADER;
        for (long frame = HEADER; frame + FRAME_HEADER + pageSize <= file.length(); frame += FRAME_HEADER + pageSize) {
            file.seek(frame + 4);
            boolean commit = file.readInt() != 0;
            if (file.readLong() != salt) {
                break;
            }
            committed = commit ? frame + FRAME_HEADER + pageSize : committed;
        }
        return committed;
    }
}
