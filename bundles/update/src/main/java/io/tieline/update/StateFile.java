package io.tieline.update;

import io.tieline.update.UpdateState.Phase;
import io.tieline.update.release.Durable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Keeps the state through power cuts, and tells a damaged one from none. */
final class StateFile {

    private static final int FIELDS = 6;

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
            if (lines.size() == FIELDS + 1 && lines.get(FIELDS).equals(checksum(lines.subList(0, FIELDS)))) {
                return new UpdateState(
                        Phase.valueOf(lines.get(0)),
                        lines.get(1),
                        Long.parseLong(lines.get(2)),
                        Long.parseLong(lines.get(3)),
                        Integer.parseInt(lines.get(4)),
                        lines.get(5));
            }
        } catch (IllegalArgumentException e) {
            throw damaged(e);
        }
        throw damaged(null);
    }

    private IOException damaged(@Nullable Exception cause) {
        return new IOException(
                file + " is damaged; put back its copy from a backup, or delete it to accept releases of any age",
                cause);
    }

    void store(UpdateState state) throws IOException {
        List<String> lines = List.of(
                state.phase().name(),
                state.version(),
                String.valueOf(state.counter()),
                String.valueOf(state.highestCounter()),
                String.valueOf(state.starts()),
                state.reason().replaceAll("\\R", " "));
        Durable.write(file, String.join("\n", lines) + "\n" + checksum(lines) + "\n");
    }

    private static String checksum(List<String> lines) {
        CRC32 crc = new CRC32();
        crc.update(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
