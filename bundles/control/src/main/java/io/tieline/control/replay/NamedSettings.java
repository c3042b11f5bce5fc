package io.tieline.control.replay;

import io.tieline.control.settings.ControlSettings;
import io.tieline.control.settings.TariffHours;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings by name, as a person reads and compares them. */
public final class NamedSettings {

    private NamedSettings() {}

    /** All of them: {@code reserve.minimumSocPercent} and its number; of lists how many they hold. */
    public static Map<String, Object> of(ControlSettings settings) {
        Map<String, Object> named = new TreeMap<>();
        put(settings, "", named);
        return named;
    }

    private static void put(Record settings, String prefix, Map<String, Object> named) {
        for (RecordComponent part : settings.getClass().getRecordComponents()) {
            Object value = value(settings, part);
            String name = prefix + part.getName();
            if (value instanceof Record nested) {
                put(nested, name + ".", named);
            } else if (value instanceof List<?> list) {
                named.put(name, (long) list.size());
            } else if (value instanceof TariffHours hours) {
                named.put(name, hours.tariff());
            } else if (value instanceof Number || value instanceof Boolean) {
                named.put(name, value);
            } else {
                named.put(name, value.toString());
            }
        }
    }

    private static Object value(Record settings, RecordComponent part) {
        try {
            part.getAccessor().setAccessible(true);
            return part.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("an accessor of settings does not work", e);
        }
    }
}
