package io.tieline.modbus.sunspec;

import java.util.Arrays;
import java.util.List;

/**
 * What a register must hold for a row of {@code sunspec.tsv} to count: a port that is a battery's, a device with one port.
 * Decided when the device is identified.
 *
 * @param offset from the model's ID register, in the first repetition if it lies in a repeating block
 */
record SunSpecCondition(int offset, List<Integer> values) {

    private static final String FLAG = "when:";

    SunSpecCondition {
        values = List.copyOf(values);
    }

    /** Reads {@code when:20=1|5} among the flags of a row. */
    static List<SunSpecCondition> parse(List<String> flags) {
        return flags.stream()
                .filter(flag -> flag.startsWith(FLAG))
                .map(flag -> flag.substring(FLAG.length()).split("="))
                .map(sides -> new SunSpecCondition(
                        Integer.parseInt(sides[0]),
                        Arrays.stream(sides[1].split("\\|"))
                                .map(Integer::parseInt)
                                .toList()))
                .toList();
    }

    /** @param shift of the repetition */
    boolean isMet(SunSpecBody body, int shift) {
        int at = offset + shift;
        return at < body.size() && values.contains(body.u16(at));
    }
}
