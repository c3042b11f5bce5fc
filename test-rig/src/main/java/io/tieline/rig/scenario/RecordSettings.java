package io.tieline.rig.scenario;

import io.tieline.document.Fields;
import io.tieline.document.Node;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Settings as they stand in the code, changed where a file says so. A key is the name of a record component, a mapping
 * stands for a record within; whatever setting is new in the code can be written without a change here.
 */
final class RecordSettings {

    private final Fields file;

    private RecordSettings(Fields file) {
        this.file = file;
    }

    /** A copy of the record with what the mapping changes; a mistake becomes a problem of the file. */
    static <R extends Record> R changed(Class<R> type, R base, Node.Mapping changes, Fields file) {
        return type.cast(new RecordSettings(file).copy(type, base, changes));
    }

    private Object copy(Class<?> type, @Nullable Object base, Node.Mapping changes) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            types[i] = component.getType();
            Optional<Node> change = entry(changes, component.getName());
            Object before = base == null ? null : read(component, base);
            values[i] = change.map(node -> value(component.getGenericType(), before, node))
                    .orElse(before);
        }
        refuseOthers(type, components, changes);
        try {
            var constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable refusal = e.getTargetException();
            file.problem(changes, String.valueOf(refusal.getMessage()), "correct the value");
        } catch (ReflectiveOperationException | IllegalArgumentException | NullPointerException e) {
            file.problem(changes, "cannot make " + type.getSimpleName() + " of this: " + e, "give every part of it");
        }
        return base == null ? new Object() : base;
    }

    private static Object read(RecordComponent component, Object of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Node> entry(Node.Mapping mapping, String key) {
        return mapping.entries().entrySet().stream()
                .filter(entry -> entry.getKey().text().equals(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private void refuseOthers(Class<?> type, RecordComponent[] components, Node.Mapping changes) {
        List<String> known =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (Node.Scalar key : changes.entries().keySet()) {
            if (!known.contains(key.text())) {
                file.problem(
                        key,
                        "no setting " + key.describe() + " in " + type.getSimpleName(),
                        "use one of " + String.join(", ", known));
            }
        }
    }

    private @Nullable Object value(Type generic, @Nullable Object before, Node node) {
        Class<?> type = generic instanceof ParameterizedType of ? (Class<?>) of.getRawType() : (Class<?>) generic;
        if (type.isRecord() && node instanceof Node.Mapping mapping) {
            return copy(type, before, mapping);
        }
        if (type == List.class && node instanceof Node.Sequence items) {
            Type element = ((ParameterizedType) generic).getActualTypeArguments()[0];
            List<Object> list = new ArrayList<>();
            for (Node item : items.items()) {
                Object one = value(element, null, item);
                if (one != null) {
                    list.add(one);
                }
            }
            return List.copyOf(list);
        }
        if (type == Optional.class) {
            return Optional.ofNullable(value(((ParameterizedType) generic).getActualTypeArguments()[0], null, node));
        }
        if (node instanceof Node.Scalar scalar) {
            return scalar(type, before, scalar);
        }
        file.problem(node, "expected " + type.getSimpleName() + ", not " + node.describe(), "see the setting's record");
        return before;
    }

    private @Nullable Object scalar(Class<?> type, @Nullable Object before, Node.Scalar scalar) {
        String text = scalar.text();
        try {
            if (type == String.class) {
                return text;
            } else if (type == boolean.class || type == Boolean.class) {
                return Boolean.parseBoolean(text);
            } else if (type == ZoneId.class) {
                return ZoneId.of(text);
            } else if (type == LocalTime.class) {
                return LocalTime.parse(text);
            } else if (type.isEnum()) {
                return constant(type, text);
            }
            return number(type, scalar);
        } catch (RuntimeException e) {
            file.problem(scalar, scalar.describe() + " is no " + type.getSimpleName(), "correct the value");
            return before;
        }
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text.toUpperCase(Locale.ROOT).replace('-', '_'))) {
                return constant;
            }
        }
        throw new IllegalArgumentException(text);
    }

    private static Object number(Class<?> type, Node.Scalar scalar) {
        if (scalar.text().equals("none") && type == double.class) {
            return Double.POSITIVE_INFINITY;
        }
        OptionalDouble amount = Amount.parse(scalar.text());
        double number = amount.orElseThrow(() -> new IllegalArgumentException(scalar.text()));
        if (type == Duration.class) {
            return Duration.ofNanos(Math.round(number * 1e9));
        } else if (type == int.class || type == Integer.class) {
            return (int) number;
        } else if (type == long.class || type == Long.class) {
            return (long) number;
        }
        return number;
    }
}
