package io.tieline.modbus.sunspec;

import io.tieline.profile.Rate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the registers of SunSpec models mean: {@code sunspec.tsv}, read once. */
final class SunSpecTable {

    private static final List<SunSpecRow> ROWS = TabbedTable.read("sunspec.tsv", SunSpecTable::parse);

    private SunSpecTable() {}

    /** In the order of the file, which is their precedence. */
    static List<SunSpecRow> rows() {
        return ROWS;
    }

    /** Whether a model says anything we have a point for. */
    static boolean reads(SunSpecModel model) {
        return ROWS.stream().anyMatch(row -> row.models().has(model));
    }

    private static SunSpecRow parse(String[] column) {
        List<String> flags = Arrays.asList(column[9].split(","));
        String[] states = column[10].equals("-") ? new String[] {"", ""} : (column[10] + " | ").split(" \\| ?", -1);
        return new SunSpecRow(
                SunSpecRange.parse(column[0]),
                column[1],
                Integer.parseInt(column[2]),
                SunSpecRow.Type.valueOf(column[3].toUpperCase(Locale.ROOT)),
                Integer.parseInt(column[4]),
                column[5].equals("-") ? -1 : Integer.parseInt(column[5]),
                column[6],
                Rate.valueOf(column[7].toUpperCase(Locale.ROOT)),
                SunSpecRepetition.parse(column[8]),
                flags.contains("core"),
                flags.contains("sign"),
                flags.contains("pf"),
                number(flags, "bit:"),
                number(flags, "gate:"),
                number(flags, "over:"),
                SunSpecCondition.parse(flags),
                flags.contains("sole"),
                states[0],
                states[1]);
    }

    private static int number(List<String> flags, String name) {
        Optional<String> flag = flags.stream().filter(f -> f.startsWith(name)).findFirst();
        return flag.map(f -> Integer.parseInt(f.substring(name.length()))).orElse(-1);
    }
}
