package io.tieline.modbus;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** What a device says of itself in function 43/14 (V1.1b3, 6.21). Many devices know it not. */
final class Identification {

    private static final int OBJECTS_AT = 6;
    private static final String[] NAMES = {"vendor", "product", "revision"};

    private Identification() {}

    /** Empty where the device does not say anything, or nothing we understand. */
    static CompletableFuture<Map<String, String>> read(RemoteUnit unit) {
        return unit.write(Function.READ_IDENTIFICATION, 0)
                .thenApply(answer -> answer instanceof Answer.Octets octets ? parse(octets.bytes()) : Map.of());
    }

    static Map<String, String> parse(byte[] bytes) {
        Map<String, String> texts = new TreeMap<>();
        int at = OBJECTS_AT;
        while (at + 2 <= bytes.length) {
            int id = bytes[at] & 0xFF;
            int length = bytes[at + 1] & 0xFF;
            if (at + 2 + length > bytes.length) {
                break;
            }
            if (id < NAMES.length) {
                texts.put(NAMES[id], new String(bytes, at + 2, length, StandardCharsets.ISO_8859_1).strip());
            }
            at += 2 + length;
        }
        return texts;
    }
}
