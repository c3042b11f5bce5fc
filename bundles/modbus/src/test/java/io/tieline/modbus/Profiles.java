package io.tieline.modbus;

import io.tieline.model.DeviceKind;
import io.tieline.profile.CommandRule;
import io.tieline.profile.ModbusPlan;
import io.tieline.profile.ModbusPlan.Encoding;
import io.tieline.profile.ModbusPlan.Order;
import io.tieline.profile.ModbusPlan.Space;
import io.tieline.profile.Profile;
import io.tieline.profile.Rate;
import io.tieline.profile.ValueRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Small profiles for tests. */
final class Profiles {

    private Profiles() {}

    static ModbusPlan.Value value(String point, int address, Encoding encoding, ValueRule rule) {
        return new ModbusPlan.Value(
                point, Space.HOLDING, address, encoding, Order.BIG, encoding.registers(), -1, -1, rule, Rate.FAST);
    }

    static Profile profile(ModbusPlan plan, Map<String, CommandRule> commands) {
        return new Profile("test", "Test", DeviceKind.UPS, List.of(), plan, commands, Map.of(), "test");
    }

    static Profile profile(ModbusPlan.Value... values) {
        return profile(new ModbusPlan(List.of(values), 125, 8, List.of(), 0), Map.of());
    }

    /** So many outlets with one register each. */
    static Profile registers(int count) {
        List<ModbusPlan.Value> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value("outlet." + (i + 1) + ".power", 100 + i, Encoding.U16, ValueRule.IDENTITY));
        }
        return profile(values.toArray(ModbusPlan.Value[]::new));
    }
}
