package io.tieline.modbus.sunspec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** A table of facts beside the classes: lines of columns separated by tabs, comments begin with {@code #}. */
final class TabbedTable {

    private TabbedTable() {}

    /** Reads every line into what it means. */
    static <T> List<T> read(String file, Function<String[], T> meaning) {
        var stream = Objects.requireNonNull(TabbedTable.class.getResourceAsStream(file), file);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> meaning.apply(line.split("\t", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
