package io.tieline.rig.bench.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.eclipse.paho.client.mqttv3.MqttException;

/** A way to keep samples. A second of all cabinets is durable, as far as the way goes, when {@link #keep} returns. */
interface Keeper extends AutoCloseable {

    /** Keeps one second of a day. */
    void keep(NoisyDay day, long utcMillis) throws IOException, SQLException, MqttException;

    @Override
    void close() throws IOException, SQLException, MqttException;

    /** Bytes of all files below a folder. */
    static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !folder.relativize(file).startsWith("native"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
