package io.tieline.modbus.sunspec;

import io.tieline.modbus.register.StateTable;
import io.tieline.model.Point;
import io.tieline.profile.ValueRule;
import java.util.HashMap;
import java.util.Map;

/**
 * The last column of {@code sunspec.tsv}: {@code 3=running:RUNNING} for a state with the standard's word, {@code 1=1} for a
 * flag, {@code 4=VOLT_VAR} for the name of a bit.
 */
final class SunSpecStates {

    private SunSpecStates() {}

    static StateTable table(String states, Point point) {
        if (states.isBlank()) {
            return StateTable.EMPTY;
        }
        Map<Long, StateTable.Entry> entries = new HashMap<>();
        for (String[] parts : parts(states)) {
            int value = point.definition().stateValue(parts[1]);
            if (value < 0) {
                throw new IllegalStateException("sunspec.tsv: " + point.name() + " has no state " + parts[1]);
            }
            entries.put(Long.parseLong(parts[0]), new StateTable.Entry(value, parts[parts.length - 1]));
        }
        return new StateTable(entries);
    }

    /** How numbers become a flag; numbers that are not listed are bad. */
    static ValueRule rule(String states) {
        if (states.isBlank()) {
            return ValueRule.IDENTITY;
        }
        Map<Long, Integer> values = new HashMap<>();
        for (String[] parts : parts(states)) {
            values.put(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        }
        return ValueRule.builder().states(values).build();
    }

    static Map<Integer, String> names(String states) {
        Map<Integer, String> names = new HashMap<>();
        for (String[] parts : parts(states)) {
            names.put(Integer.parseInt(parts[0]), parts[1]);
        }
        return names;
    }

    private static String[][] parts(String states) {
        String[] words = states.strip().split(" ");
        String[][] parts = new String[words.length][];
        for (int i = 0; i < words.length; i++) {
            parts[i] = words[i].split("[=:]");
        }
        return parts;
    }
}
