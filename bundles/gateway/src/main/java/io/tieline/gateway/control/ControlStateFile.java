package io.tieline.gateway.control;

import io.tieline.control.ControlState;
import io.tieline.update.release.Durable;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** What the control remembers over a restart: written whole and forced to the disk, or not at all. */
public final class ControlStateFile {

    private final Path file;

    public ControlStateFile(Path file) {
        this.file = file;
    }

    /** The saved state; a missing or damaged file is a new beginning. */
    ControlState load() {
        if (!Files.exists(file)) {
            return ControlState.initial();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return ControlState.initial();
        }
        Map<String, Object> map = new HashMap<>();
        properties.forEach((key, value) -> map.put((String) key, typed((String) value)));
        return ControlState.fromMap(map);
    }

    /** Doubles carry a mark so that a text that looks like a number stays a text. */
    private static Object typed(String value) {
        try {
            return value.startsWith("d:") ? (Object) Double.valueOf(value.substring(2)) : value.substring(2);
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return value;
        }
    }

    void save(ControlState state) throws IOException {
        Properties properties = new Properties();
        state.toMap().forEach((key, value) -> properties.put(key, (value instanceof Double ? "d:" : "s:") + value));
        StringWriter text = new StringWriter();
        properties.store(text, null);
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Durable.write(file, text.toString());
    }
}
