package io.tieline.update;

import io.tieline.update.UpdateState.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Keeps the state through power cuts: a new file is complete and on disk before it takes the place of the old one. */
final class StateFile {

    private final Path file;

    StateFile(Path file) {
        this.file = file;
    }

    UpdateState load() throws IOException {
        if (!Files.exists(file)) {
            return UpdateState.NONE;
        }
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        try {
            if (lines.size() == 6 && lines.get(5).equals(checksum(lines.subList(0, 5)))) {
                return new UpdateState(
                        Phase.valueOf(lines.get(0)),
                        lines.get(1),
                        Long.parseLong(lines.get(2)),
                        Long.parseLong(lines.get(3)),
                        lines.get(4));
            }
        } catch (IllegalArgumentException e) {
            throw damaged(e);
        }
        throw damaged(null);
    }

    private IOException damaged(@Nullable Exception cause) {
        return new IOException(
                file + " is damaged; put back its copy from a backup, or delete it to accept packages of any age",
                cause);
    }

    void store(UpdateState state) throws IOException {
        List<String> lines = List.of(
                state.phase().name(),
                state.version(),
                String.valueOf(state.counter()),
                String.valueOf(state.highestCounter()),
                state.reason().replaceAll("\\R", " "));
        String text = String.join("\n", lines) + "\n" + checksum(lines) + "\n";
        Path next = file.resolveSibling(file.getFileName() + ".next");
        write(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(file.toAbsolutePath().getParent());
    }

    private static void write(Path to, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Without this the rename itself can be lost in a power cut (POSIX: the directory is a file of its own). */
    static void forceFolder(@Nullable Path folder) throws IOException {
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static String checksum(List<String> lines) {
        CRC32 crc = new CRC32();
        crc.update(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
