package io.tieline.tariff.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A data file of the bundle. */
final class ShippedFile {

    private ShippedFile() {}

    /** @param name below the bundle's root */
    static String text(String name) {
        try (InputStream stream = ShippedFile.class.getResourceAsStream("/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("missing in the bundle: " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
