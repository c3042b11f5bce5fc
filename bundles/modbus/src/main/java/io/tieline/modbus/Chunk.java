package io.tieline.modbus;

import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Space;
import java.util.List;

/**
 * Fields that are best read in one request.
 *
 * @param unit whose they are; {@link ModbusPlan#OWN_UNIT} for the unit the device is addressed by
 */
record Chunk(int unit, Space space, List<Field> fields) {

    Chunk {
        fields = List.copyOf(fields);
    }

    Chunk(Space space, List<Field> fields) {
        this(ModbusPlan.OWN_UNIT, space, fields);
    }

    int first() {
        return fields.stream().mapToInt(Field::first).min().orElse(0);
    }

    int last() {
        return fields.stream().mapToInt(Field::last).max().orElse(0);
    }

    int size() {
        return last() - first() + 1;
    }
}
