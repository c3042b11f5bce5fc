package io.tieline.gateway.objective;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A form filled in by name, as declarative services fill it: what is not given has its default. */
final class FilledForm {

    private FilledForm() {}

    /**
     * Fills a form.
     *
     * @throws IllegalArgumentException if the form has no such field or the value does not fit; names both
     */
    static <F> F of(Class<F> form, String name, Map<String, ?> values) {
        Set<String> fields = Stream.of(form.getDeclaredMethods())
                .map(FilledForm::field)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String given : values.keySet()) {
            if (!fields.contains(given)) {
                throw new IllegalArgumentException(
                        name + ": has no " + given + "; it has " + String.join(", ", fields));
            }
        }
        return form.cast(Proxy.newProxyInstance(
                form.getClassLoader(),
                new Class<?>[] {form},
                (proxy, method, arguments) -> value(name, method, values.get(field(method)))));
    }

    private static String field(Method method) {
        return method.getName().replace('_', '.');
    }

    private static Object value(String name, Method method, @Nullable Object given) {
        if (given == null) {
            return method.getDefaultValue();
        }
        Class<?> type = method.getReturnType();
        if (type == String.class) {
            return String.valueOf(given);
        }
        if (type == boolean.class && given instanceof Boolean) {
            return given;
        }
        if (given instanceof Number number) {
            if (type == double.class) {
                return number.doubleValue();
            }
            if (type == int.class && number.intValue() == number.doubleValue()) {
                return number.intValue();
            }
        }
        throw new IllegalArgumentException(name + "." + field(method) + ": is no " + type + ": " + given);
    }
}
