package io.tieline.modbus.sunspec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The models SunSpec has defined: {@code sunspec-models.tsv}, read once. */
public final class SunSpecCatalog {

    /** Ids from here on are their makers'. */
    private static final int VENDOR = 63000;

    /**
     * One definition.
     *
     * @param length registers behind the length register, without repetitions
     * @param repetition registers of one repetition, 0: none, -1: they differ
     */
    public record Definition(int id, int length, int repetition, String name) {

        /** Where a model must end that has this definition, if all of its kind are of one length. */
        Optional<Integer> onlyLength() {
            return repetition == 0 ? Optional.of(length) : Optional.empty();
        }

        /** Whether a model may have a length. */
        boolean allows(int said) {
            // Model 1 is also allowed without its last padding register.
            return said == length
                    || repetition < 0 && said > length
                    || repetition > 0 && said > length && (said - length) % repetition == 0
                    || id == 1 && said == length - 1;
        }
    }

    private static final Map<Integer, Definition> BY_ID = load();

    private SunSpecCatalog() {}

    private static Map<Integer, Definition> load() {
        List<Definition> definitions = TabbedTable.read(
                "sunspec-models.tsv",
                column -> new Definition(
                        Integer.parseInt(column[0]),
                        Integer.parseInt(column[1]),
                        column[2].equals("-") ? -1 : Integer.parseInt(column[2]),
                        column[3]));
        return definitions.stream().collect(Collectors.toUnmodifiableMap(Definition::id, Function.identity()));
    }

    public static Optional<Definition> find(int id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** Whether two registers can be the head of a model. */
    static boolean isHeader(int id, int length) {
        return id >= VENDOR && id < 0xFFFF
                || find(id).map(definition -> definition.allows(length)).orElse(false);
    }
}
