package io.tieline.modbus;

import io.tieline.profile.Rate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What the registers of SunSpec models mean: {@code sunspec.tsv}, read once. */
final class SunSpecTable {

    private static final String FILE = "sunspec.tsv";
    private static final List<SunSpecRow> ROWS = load();

    private SunSpecTable() {}

    /** In the order of the file, which is their precedence. */
    static List<SunSpecRow> rows() {
        return ROWS;
    }

    static boolean knows(SunSpecModel model) {
        return ROWS.stream().anyMatch(row -> row.belongsTo(model));
    }

    private static List<SunSpecRow> load() {
        var stream = Objects.requireNonNull(SunSpecTable.class.getResourceAsStream(FILE), FILE);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(SunSpecTable::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SunSpecRow parse(String line) {
        String[] column = line.split("\t", -1);
        String[] models = column[0].split("-");
        String[] every = column[8].equals("-") ? new String[] {"0", "0"} : column[8].split("/");
        List<String> flags = Arrays.asList(column[9].split(","));
        String[] states = column[10].equals("-") ? new String[] {"", ""} : (column[10] + " | ").split(" \\| ?", -1);
        return new SunSpecRow(
                Integer.parseInt(models[0]),
                Integer.parseInt(models[models.length - 1]),
                column[1],
                Integer.parseInt(column[2]),
                SunSpecRow.Type.valueOf(column[3].toUpperCase(Locale.ROOT)),
                Integer.parseInt(column[4]),
                column[5].equals("-") ? -1 : Integer.parseInt(column[5]),
                column[6],
                Rate.valueOf(column[7].toUpperCase(Locale.ROOT)),
                Integer.parseInt(every[0]),
                Integer.parseInt(every[1]),
                flags.contains("core"),
                flags.contains("sign"),
                flags.contains("pf"),
                number(flags, "bit:"),
                number(flags, "gate:"),
                number(flags, "over:"),
                states[0],
                states[1]);
    }

    private static int number(List<String> flags, String name) {
        Optional<String> flag = flags.stream().filter(f -> f.startsWith(name)).findFirst();
        return flag.map(f -> Integer.parseInt(f.substring(name.length()))).orElse(-1);
    }
}
