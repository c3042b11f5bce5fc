package io.tieline.modbus.register;

import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Space;
import java.util.List;

/**
 * Fields that are best read in one request.
 *
 * @param unit whose they are; {@link ModbusPlan#OWN_UNIT} for the unit the device is addressed by
 */
public record Chunk(int unit, Space space, List<Field> fields) {

    public Chunk {
        fields = List.copyOf(fields);
    }

    public Chunk(Space space, List<Field> fields) {
        this(ModbusPlan.OWN_UNIT, space, fields);
    }

    public int first() {
        return fields.stream().mapToInt(Field::first).min().orElse(0);
    }

    int last() {
        return fields.stream().mapToInt(Field::last).max().orElse(0);
    }

    public int size() {
        return last() - first() + 1;
    }
}
