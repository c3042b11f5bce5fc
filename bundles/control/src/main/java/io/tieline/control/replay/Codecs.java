package io.tieline.control.replay;

import io.tieline.control.situation.Age;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The codecs of records and of classes like them: final fields, and a constructor that takes them in their order. They are
 * made from the classes themselves, so that a field added to a memory is on the record without anyone thinking of it. Not
 * thread-safe.
 */
final class Codecs {

    private final Map<Type, Codec> known = new HashMap<>();
    /** Everything the codecs rely on, so that a record of other classes is not misread. */
    private final StringBuilder shape = new StringBuilder();

    /** @param foreign classes whose values are written in another way */
    Codecs(Map<Class<?>, Codec> foreign) {
        known.putAll(foreign);
    }

    String shape() {
        return shape.toString();
    }

    Codec of(Type type) {
        Codec found = known.get(type);
        if (found == null) {
            found = make(type);
            known.put(type, found);
        }
        return found;
    }

    private Codec make(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        Codec leaf = Leaves.of(plain);
        if (leaf != null) {
            shape.append(plain.isEnum() ? Arrays.toString(plain.getEnumConstants()) : plain.getName());
            return leaf;
        }
        if (plain.isArray()) {
            return Several.array(plain.getComponentType(), of(plain.getComponentType()));
        }
        return plain.isSealed() ? oneOf(plain) : product(plain);
    }

    private Codec generic(Class<?> raw, Type[] arguments) {
        if (raw == List.class) {
            return Several.list(of(arguments[0]));
        }
        if (raw == Set.class) {
            return Several.set(of(arguments[0]));
        }
        if (raw == Map.class) {
            return Several.map(of(arguments[0]), of(arguments[1]));
        }
        if (raw == Optional.class) {
            return Several.optional(of(arguments[0]));
        }
        throw new IllegalArgumentException("nothing is known of " + raw);
    }

    private Codec oneOf(Class<?> sealed) {
        List<Class<?>> classes = List.of(sealed.getPermittedSubclasses());
        List<Codec> codecs = classes.stream().map(this::of).toList();
        return new Codec() {
            @Override
            public void write(Object value, Sink out) {
                int which = classes.indexOf(value.getClass());
                out.number(which);
                codecs.get(which).write(value, out);
            }

            @Override
            public Object read(Source in) {
                return codecs.get(in.count()).read(in);
            }
        };
    }

    private Codec product(Class<?> type) {
        Field[] fields = Stream.of(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .toArray(Field[]::new);
        shape.append(type.getName());
        Codec[] codecs = new Codec[fields.length];
        for (int i = 0; i < fields.length; i++) {
            fields[i].setAccessible(true);
            shape.append(' ').append(fields[i].getName());
            codecs[i] = fields[i].isAnnotationPresent(Age.class) ? Leaves.age() : of(fields[i].getGenericType());
        }
        return new Product(type, fields, codecs, constructor(type, fields));
    }

    private static Constructor<?> constructor(Class<?> type, Field[] fields) {
        Class<?>[] types = Stream.of(fields).map(Field::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type + " has no constructor of its fields", e);
        }
    }

    private record Product(Class<?> type, Field[] fields, Codec[] codecs, Constructor<?> constructor) implements Codec {

        @Override
        public void write(Object value, Sink out) {
            try {
                for (int i = 0; i < fields.length; i++) {
                    codecs[i].write(fields[i].get(value), out);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("made accessible before", e);
            }
        }

        @Override
        public Object read(Source in) {
            Object[] parts = new Object[codecs.length];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = codecs[i].read(in);
            }
            try {
                return constructor.newInstance(parts);
            } catch (ReflectiveOperationException e) {
                throw new TapeException("the record is damaged: it holds no " + type.getSimpleName() + ": " + e);
            }
        }
    }
}
