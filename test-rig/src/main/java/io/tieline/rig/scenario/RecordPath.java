package io.tieline.rig.scenario;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Reads a part of a record by the names of its components: {@code reserve.minutesAvailable}. */
final class RecordPath {

    private RecordPath() {}

    /** @throws IllegalArgumentException naming the components there are */
    static Object value(Object record, String path) {
        Object value = record;
        for (String name : path.split("\\.")) {
            value = component(value, name);
        }
        return value;
    }

    private static Object component(Object of, String name) {
        RecordComponent[] components = of.getClass().getRecordComponents();
        if (components != null) {
            for (RecordComponent component : components) {
                if (component.getName().equals(name)) {
                    try {
                        return component.getAccessor().invoke(of);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
        throw new IllegalArgumentException(
                "no part " + name + " in " + of.getClass().getSimpleName() + "; there are "
                        + (components == null
                                ? "none"
                                : Arrays.stream(components)
                                        .map(RecordComponent::getName)
                                        .toList()));
    }
}
